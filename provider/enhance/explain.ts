import { type Failure, type FailureKind, isPanelError, PanelError } from "../core/errors";
import type { EnhanceClient } from "./client";
import type { Mapping, MappingKind, WebsiteRef } from "./mappings";
import { checkDomain, getSubscription, getWebsite } from "./websites";

/** For a resource that has come to hold what is not to be touched. */
export const FORGET =
  "A resource that has it is forgotten by `pulumi state delete <urn>`, and the domain stays.";

const RESERVED: Readonly<Record<string, { what: string; cure: string }>> = {
  primary: {
    what: "the domain is the website's primary one, which is not a mapping to adopt, change or remove",
    cure: `Leave it out of the program. To map it like the others, make another domain the website's primary in the panel first. ${FORGET}`,
  },
  preview: {
    what: "the domain is the website's preview, which the panel makes and removes itself",
    cure: `Leave it out of the program. ${FORGET}`,
  },
};

/** Why a mapping is none of ours to touch; undefined for all that are. */
export function reserved(panel: string, { mappingKind }: Mapping): PanelError | undefined {
  const why = RESERVED[mappingKind];
  return why && new PanelError({ kind: "conflict", panel, ...why });
}

/**
 * Why a create was refused, as far as the panel tells: who has the domain, or which quota is used up. Neither status nor
 * code of either is published (Enhance wire facts, section 2), so whatever is no matter of token or address is asked for both.
 */
export async function explained(
  client: EnhanceClient,
  website: WebsiteRef,
  { domain, kind }: { domain: string; kind: MappingKind },
  error: PanelError,
): Promise<PanelError> {
  const { status = 0 } = error.failure;
  if (!["conflict", "rejected", "refused"].includes(error.kind) || status === 401 || status === 429)
    return error;
  const held = error.kind === "refused" ? undefined : await holderOf(client, website, domain, error.kind);
  const why = held ?? (await quotaOf(client, website, kind));
  return why === undefined ? error : new PanelError({ ...error.failure, ...why });
}

type Reason = Required<Pick<Failure, "kind" | "what" | "cure">>;

async function holderOf(
  client: EnhanceClient,
  { organizationId }: WebsiteRef,
  domain: string,
  kind: FailureKind,
): Promise<Reason | undefined> {
  const use = await asked(() => checkDomain(client, organizationId, domain));
  const conflict = (what: string, cure: string): Reason => ({ kind: "conflict", what, cure });
  switch (use?.status) {
    case "inUseCurrentOrg":
      return conflict(
        `the domain is in use by ${use.websiteId ? `website ${use.websiteId}` : "another website"} of the same organization`,
        "A panel holds a domain once. To move it, change websiteId on the resource that has it; to let it go there, remove it in a run of its own before this one.",
      );
    case "inUseAnotherOrg":
      return conflict(
        "the domain is in use by another organization of this panel",
        "It must be removed there first; the panel does not tell which organization it is.",
      );
    case "inUseDeletedSite":
      return conflict(
        "the domain is held by a website that was deleted, and is kept with it",
        "Purge or restore the deleted website in the panel; the panel's master organization sees it.",
      );
    case "prohibited":
      return conflict("the panel does not allow this domain", "The panel's administrator has to allow it.");
  }
  if (kind !== "conflict" || use?.status !== "notInUse" || !domain.startsWith("www.")) return undefined;
  return conflict(
    `the panel serves ${domain} along with ${domain.slice("www.".length)}, which it has already`,
    `Leave ${domain} out of the program.`,
  );
}

const QUOTAS: Readonly<Record<MappingKind, string>> = {
  alias: "domainAliases",
  addon: "addonDomains",
  subdomain: "subdomains",
};

async function quotaOf(
  client: EnhanceClient,
  website: WebsiteRef,
  kind: MappingKind,
): Promise<Reason | undefined> {
  const subscription = await asked(async () => {
    const { subscriptionId } = await getWebsite(client, website);
    return typeof subscriptionId === "number"
      ? getSubscription(client, website.organizationId, subscriptionId)
      : undefined;
  });
  const quota = subscription?.resources.find(({ name }) => name === QUOTAS[kind]);
  if (subscription === undefined || typeof quota?.total !== "number" || quota.usage < quota.total)
    return undefined;
  return {
    kind: "rejected",
    what: `the subscription "${subscription.planName}" has used ${quota.usage} of its ${quota.total} ${quota.name}`,
    cure: `Raise ${quota.name} in the subscription or its plan, or remove mappings of this kind.`,
  };
}

/** The answer to a question that only makes an error more exact; where it fails, the error stands as it is. */
async function asked<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (isPanelError(error)) return undefined;
    throw error;
  }
}

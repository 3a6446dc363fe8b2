import { isPanelError, PanelError } from "../core/errors";
import type { EnhanceClient } from "./client";
import type { Mapping, MappingKind, WebsiteRef } from "./mappings";
import { checkDomain, getSubscription, getWebsite } from "./websites";

const RESERVED: Readonly<Record<string, { what: string; cure: string }>> = {
  primary: {
    what: "the domain is the website's primary one, which is not a mapping to adopt, change or remove",
    cure: "Leave it out of the program. To map it like the others, make another domain the website's primary in the panel first.",
  },
  preview: {
    what: "the domain is the website's preview, which the panel makes and removes itself",
    cure: "Leave it out of the program.",
  },
};

/** Why a mapping is none of ours to touch; undefined for all that are. */
export function reserved(panel: string, { mappingKind }: Mapping): PanelError | undefined {
  const why = RESERVED[mappingKind];
  return why && new PanelError({ kind: "conflict", panel, ...why });
}

/** Who has a domain that the panel says exists, as far as the panel tells. */
export async function conflictOf(
  client: EnhanceClient,
  website: WebsiteRef,
  domain: string,
  error: PanelError,
): Promise<PanelError> {
  const use = await asked(() => checkDomain(client, website.organizationId, domain));
  const holders: Readonly<Record<string, [what: string, cure: string]>> = {
    inUseCurrentOrg: [
      `the domain is in use by ${use?.websiteId ? `website ${use.websiteId}` : "another website"} of the same organization`,
      "A panel holds a domain once. To move it, change websiteId on the resource that has it; to let it go there, remove it in a run of its own before this one.",
    ],
    inUseAnotherOrg: [
      "the domain is in use by another organization of this panel",
      "It must be removed there first; the panel does not tell which organization it is.",
    ],
    inUseDeletedSite: [
      "the domain is held by a website that was deleted, and is kept with it",
      "Purge or restore the deleted website in the panel; the panel's master organization sees it.",
    ],
    prohibited: ["the panel does not allow this domain", "The panel's administrator has to allow it."],
  };
  const [what, cure] = holders[use?.status ?? ""] ?? [error.failure.what, error.failure.cure ?? ""];
  return new PanelError({ ...error.failure, kind: "conflict", what, cure });
}

const QUOTAS: Readonly<Record<MappingKind, string>> = {
  alias: "domainAliases",
  addon: "addonDomains",
  subdomain: "subdomains",
};

/** Whether a refused create comes from a quota that is used up: the panel's answer does not tell. */
export async function quotaOf(
  client: EnhanceClient,
  website: WebsiteRef,
  kind: MappingKind,
  error: PanelError,
): Promise<PanelError> {
  const { status } = error.failure;
  if (status !== 400 && status !== 403) return error;
  const subscription = await asked(async () => {
    const { subscriptionId } = await getWebsite(client, website);
    return subscriptionId && getSubscription(client, website.organizationId, subscriptionId);
  });
  if (!subscription) return error;
  const quota = subscription.resources.find(({ name }) => name === QUOTAS[kind]);
  if (quota?.total === undefined || quota.total === null || quota.usage < quota.total) return error;
  return new PanelError({
    ...error.failure,
    kind: "rejected",
    what: `the subscription "${subscription.planName}" has used ${quota.usage} of its ${quota.total} ${quota.name}`,
    cure: `Raise ${quota.name} in the subscription or its plan, or remove mappings of this kind.`,
  });
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

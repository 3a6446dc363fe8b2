import { type Failure, HELD_ELSEWHERE, isPanelError, orPanelError, PanelError } from "../core/errors";
import type { EnhanceClient } from "./api/client";
import type { Mapping, MappingKind, WebsiteRef } from "./api/mappings";
import { checkDomain, getSubscription, type Website } from "./api/websites";

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

export const isReserved = ({ mappingKind }: Mapping): boolean => Object.hasOwn(RESERVED, mappingKind);

/**
 * Why a mapping is none of ours to touch; undefined for all that are.
 *
 * @param forExisting what else a resource can do that has come to hold it
 */
export function reserved(
  panel: string,
  { mappingKind }: Mapping,
  forExisting?: string,
): PanelError | undefined {
  const why = RESERVED[mappingKind];
  return why && new PanelError({ kind: "conflict", panel, ...why, forExisting });
}

export const isExplainable = ({ kind, failure: { status } }: PanelError): boolean =>
  ["conflict", "rejected", "refused"].includes(kind) && status !== 401 && status !== 429;

/** What a refusal turns out to come from. */
export type Reason = Required<Pick<Failure, "kind" | "what" | "cure">>;

/** Who has a domain that the panel refuses to map; undefined where nobody has, or the caller is not let in at all. */
export async function holderOf(
  client: EnhanceClient,
  { organizationId }: WebsiteRef,
  domain: string,
  { kind }: Pick<PanelError, "kind">,
): Promise<Reason | undefined> {
  if (kind === "refused") return undefined;
  const answer = await orPanelError(checkDomain(client, organizationId, domain));
  const use = isPanelError(answer) ? undefined : answer;
  const conflict = (what: string, cure: string): Reason => ({ kind: "conflict", what, cure });
  switch (use?.status) {
    case "inUseCurrentOrg":
      return conflict(
        `the domain is in use by ${use.websiteId ? `website ${use.websiteId}` : "another website"} of the same organization`,
        HELD_ELSEWHERE,
      );
    case "inUseAnotherOrg":
      return conflict(
        "the domain is in use by another organization of this panel",
        "It must be removed there first; the panel does not tell which organization it is.",
      );
    case "inUseDeletedSite":
      return conflict(
        "the domain is held by a website that was deleted, and is kept with it",
        "Purge the deleted website in the panel, or restore it and remove the domain there; the panel's master organization sees it.",
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

/** What to do about a quota. */
export const raise = (name: string): string =>
  `Raise ${name} in the subscription or its plan, or remove mappings of this kind.`;

/** How much of a quota is left. */
interface Quota {
  readonly room: number;
  /** That nothing is. */
  readonly usedUp?: Reason;
}

/**
 * The quota that a mapping of a kind counts towards; undefined where the panel does not tell.
 *
 * @param found the website, or why it was not shown
 */
export async function quotaOf(
  client: EnhanceClient,
  website: WebsiteRef,
  kind: MappingKind,
  found: Website | PanelError,
): Promise<Quota | undefined> {
  if (isPanelError(found) || typeof found.subscriptionId !== "number") return undefined;
  const subscription = await orPanelError(
    getSubscription(client, website.organizationId, found.subscriptionId),
  );
  if (isPanelError(subscription)) return undefined;
  const quota = subscription.resources.find(({ name }) => name === QUOTAS[kind]);
  if (typeof quota?.total !== "number") return { room: Number.POSITIVE_INFINITY };
  const { name, usage, total } = quota;
  if (usage < total) return { room: total - usage };
  const usedUp: Reason = {
    kind: "rejected",
    what: `the subscription "${subscription.planName}" has used ${usage} of its ${total} ${name}`,
    cure: raise(name),
  };
  return { room: 0, usedUp };
}

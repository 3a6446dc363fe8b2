import { HELD_ELSEWHERE, isPanelError, orPanelError, PanelError } from "../core/errors";
import { comparable } from "../core/hostnames";
import type { Coming } from "../resource/panel";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import type { WebsiteRef } from "./api/mappings";
import type { Website } from "./api/websites";
import { holderOf, quotaOf, type Reason, raise } from "./explain";
import { standingOf } from "./standing";

/** Of so many names the panel is asked who has them: a call for each. */
const MOST_ASKED = 10;

/**
 * What keeps names from being mapped to a website, by name: it serves nobody; another website has them; the quota of aliases
 * is used up, as far as they are mapped as aliases.
 */
export async function obstaclesTo(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  website: WebsiteRef,
  { names, options, freed }: Coming<{ readonly kind?: string | undefined }>,
): Promise<ReadonlyMap<string, PanelError>> {
  const { panel } = client;
  const overview = access.overview(panel, website);
  const listed = await orPanelError(overview.all(client));
  const all = isPanelError(listed) ? undefined : listed;
  const shown = await orPanelError(overview.website(client, website));
  const own = shown ?? (await orPanelError(access.website(client, website)));
  if (!isPanelError(own)) {
    const { never, later } = standingOf(own);
    if (later !== undefined) session.reportOnce(later.message);
    if (never !== undefined) return alike(panel, names, never);
  }
  const found = new Map<string, PanelError>();
  const holders = all && holdersIn(all.values());
  const ask = async (name: string): Promise<void> => {
    const holder = holders?.get(name);
    if (holder?.id === website.websiteId) return;
    const reason =
      holder !== undefined
        ? heldBy(holder)
        : all === undefined && (await holderOf(client, website, name, { kind: "conflict" }));
    if (reason) found.set(name, new PanelError({ panel, ...reason }));
  };
  await Promise.all((all === undefined ? names.slice(0, MOST_ASKED) : names).map(ask));
  const aliases = names.filter(
    (name) => !found.has(name) && (options.get(name)?.kind ?? "alias") === "alias",
  );
  if (aliases.length <= freed) return found;
  const quota = await quotaOf(client, website, "alias", own);
  if (quota === undefined || aliases.length - freed <= quota.room) return found;
  const { room, usedUp } = quota;
  const tooFew: Reason = usedUp ?? {
    kind: "rejected",
    what: `the subscription has room for ${room} more domain aliases, and ${aliases.length - freed} are to come`,
    cure: raise("domainAliases"),
  };
  return new Map([...found, ...alike(panel, aliases, tooFew)]);
}

const alike = (panel: string, names: readonly string[], reason: Reason): Map<string, PanelError> =>
  new Map(names.map((name) => [name, new PanelError({ panel, ...reason })]));

/** The website that has each name, as far as the list shows it. */
const holdersIn = (websites: Iterable<Website>): ReadonlyMap<string, Website> =>
  new Map(
    [...websites].flatMap((website) =>
      [website.domain, ...website.aliases, ...website.subdomains].map(
        ({ domain }) => [comparable(domain), website] as const,
      ),
    ),
  );

const heldBy = ({ id, domain }: Website): Reason => ({
  kind: "conflict",
  what: `website ${id} (${domain.domain}) of the same organization has the domain`,
  cure: HELD_ELSEWHERE,
});

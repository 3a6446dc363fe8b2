import { isDeepStrictEqual } from "node:util";
import { takesWww } from "../../core/hostnames";
import type { Settings } from "../../core/settings";
import type { DomainsInput } from "../../resource/domainSet";
import { Draft, isKnown } from "../../resource/draft";
import { type Checked, type Properties, UNKNOWN } from "../../resource/dynamic";
import type { Session } from "../../resource/session";
import { besides } from "../../resource/unmanaged";
import type { EnhanceAccess } from "../access";
import { fillId, fillOrganization, judgeOnExisting } from "../check";
import { placeOf } from "../id";
import { entryOf } from "./entries";
import { domainsFields, readState } from "./schema";

/** Checks the inputs of a set, decides which website it goes to, and claims all names for this run. */
export function checkDomains(
  session: Session,
  access: EnhanceAccess,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Checked {
  const draft = new Draft(domainsFields, ["panel"], olds, asDeclared(olds, news));
  const { inputs } = draft;
  draft.require("domains", "give the customers' domains: a list of names, or an object of names and options");
  const settings = draft.settings(access);
  if (settings !== undefined || inputs.connection === UNKNOWN) fillWebsite(settings, draft);
  if (settings !== undefined) judgeOnExisting(settings, draft);
  const domains = inputs.domains as DomainsInput | undefined;
  if (domains === undefined || domains === UNKNOWN) return draft;

  const entries = Object.fromEntries(
    Object.entries(domains).map(([domain, options]) => [
      domain,
      options === UNKNOWN ? UNKNOWN : entryOf(options),
    ]),
  );
  inputs.domains = { ...entries, ...besides(session.claims, readState(olds).unmanaged, entries) };
  const names = Object.keys(entries);
  judge(draft, names);

  const { organizationId, websiteId, panel } = inputs;
  if (isKnown(organizationId) && isKnown(websiteId) && isKnown(panel)) {
    const place = placeOf(panel, { scope: "website", organizationId, websiteId });
    // The panel serves www with every domain of a website, so nobody else can have it.
    const implied = names.filter(takesWww).map((name) => `www.${name}`);
    const isSame = olds.organizationId === organizationId && olds.websiteId === websiteId;
    const had = isSame ? Object.keys(readState(olds).domains ?? {}) : [];
    draft.claim(session, place, names, declaration, implied, "domains", had);
  }
  return draft;
}

/** @param settings undefined while the connection is not known yet */
function fillWebsite(settings: Settings | undefined, draft: Draft): void {
  const given = draft.inputs.websiteId !== undefined || draft.isBroken("websiteId");
  if (!given && !fillId(settings, draft, "websiteId") && settings !== undefined) {
    draft.tell(
      "websiteId",
      `is not set: give the website as an argument, or ${settings.howToSet("websiteId")}`,
    );
  }
  fillOrganization(settings, draft);
}

/** What is wrong with the names together. */
function judge(draft: Draft, names: readonly string[]): void {
  const declared = new Set(names);
  for (const name of names) {
    if (takesWww(name) && declared.has(`www.${name}`))
      draft.tell("domains", `has www.${name} beside ${name}, with which the panel serves it anyway`);
  }
}

/** With the `ignoreChanges` option the engine gives the names of the state, also those that only a refresh puts there. */
function asDeclared(olds: Properties, news: Properties): Properties {
  if (news.domains === undefined || !isDeepStrictEqual(news.domains, olds.domains)) return news;
  return { ...news, domains: readState(olds).domains };
}

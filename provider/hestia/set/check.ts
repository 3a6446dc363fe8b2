import { isDeepStrictEqual } from "node:util";
import { noWww, takesWww } from "../../core/hostnames";
import type { DomainsInput } from "../../resource/domainSet";
import { Draft, isKnown } from "../../resource/draft";
import { type Checked, type Properties, UNKNOWN } from "../../resource/dynamic";
import type { Session } from "../../resource/session";
import { besides } from "../../resource/unmanaged";
import type { HestiaAccess } from "../access";
import { decideWww, fillPlace } from "../check";
import { placeOf } from "../id";
import { allNames, type Entry, entryOf, namesOf } from "./entries";
import { readState, webAliasesFields } from "./schema";

/**
 * Checks the inputs of a set, decides for each name whether it has its www name, and claims all names for this run.
 */
export function checkWebAliases(
  session: Session,
  access: HestiaAccess,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Checked {
  const draft = new Draft(webAliasesFields, ["panel"], olds, asDeclared(olds, news));
  const { inputs } = draft;
  draft.require("domains", "give the customers' domains: a list of names, or an object of names and options");
  const settings = draft.settings(access);
  const defaults = settings === undefined ? undefined : fillPlace(settings, draft);
  if (inputs.connection === UNKNOWN)
    for (const property of ["account", "webDomain"]) inputs[property] ??= UNKNOWN;
  const domains = inputs.domains as DomainsInput | undefined;
  if (domains === undefined || domains === UNKNOWN) return draft;

  const before = placeIs(olds, inputs) ? (readState(olds).domains ?? {}) : {};
  const decide = (domain: string, wanted: unknown): Entry | typeof UNKNOWN => {
    if (wanted === UNKNOWN) return UNKNOWN;
    if (typeof wanted === "boolean") return entryOf(wanted);
    const known = before[domain];
    // Left open, it is decided once: a name that is there keeps what it has, whatever the settings say by now.
    if (known !== undefined) return entryOf(known !== true);
    const setting = wanted ?? (defaults === undefined ? UNKNOWN : defaults.www.value);
    return setting === UNKNOWN ? UNKNOWN : entryOf(decideWww(setting, domain));
  };
  const entries = Object.fromEntries(
    Object.entries(domains).map(([domain, options]) => {
      const said = options === UNKNOWN ? UNKNOWN : (options.www ?? alone(domain, inputs.www));
      return [domain, decide(domain, said)];
    }),
  );
  inputs.domains = { ...entries, ...besides(session.claims, readState(olds).unmanaged, entries) };
  const known: Record<string, Entry> = {};
  for (const [domain, entry] of Object.entries(entries)) if (entry !== UNKNOWN) known[domain] = entry;
  judge(draft, known);

  const { account, webDomain, panel } = inputs;
  if (isKnown(account) && isKnown(webDomain) && isKnown(panel)) {
    const place = placeOf(panel, { account, webDomain });
    draft.claim(session, place, allNames(known), declaration, [], "domains", allNames(before));
  }
  return draft;
}

/** What is said for all names is not meant for those that cannot have a www name. */
const alone = (domain: string, www: unknown): unknown => (takesWww(domain) ? www : false);

/** What is wrong with the names together. */
function judge(draft: Draft, entries: Readonly<Record<string, Entry>>): void {
  const owners = new Map<string, string>();
  for (const [domain, entry] of Object.entries(entries)) {
    if (domain === draft.inputs.webDomain) {
      draft.tell("domains", `has ${domain}, the web domain itself, which is served without an alias`);
    }
    if (entry !== true && !takesWww(domain)) {
      draft.tell("domains", `has ${domain} with www: ${noWww(domain)}`);
    }
    for (const name of namesOf(domain, entry)) {
      const other = owners.get(name);
      if (other !== undefined)
        draft.tell(
          "domains",
          `has ${name} twice: by itself, and as the www name of ${name === domain ? other : domain}`,
        );
      owners.set(name, domain);
    }
  }
}

const placeIs = (olds: Properties, inputs: Properties): boolean =>
  olds.account === inputs.account && olds.webDomain === inputs.webDomain;

/** With the `ignoreChanges` option the engine gives the names of the state, also those that only a refresh puts there. */
function asDeclared(olds: Properties, news: Properties): Properties {
  if (news.domains === undefined || !isDeepStrictEqual(news.domains, olds.domains)) return news;
  const entries = Object.entries(readState(olds).domains ?? {});
  return {
    ...news,
    domains: Object.fromEntries(
      entries.map(([name, entry]) => [name, entry === true ? { www: false } : { www: true }]),
    ),
  };
}

import { noWww, ownedNames, takesWww } from "../core/hostnames";
import type { Settings } from "../core/settings";
import { Draft, isKnown } from "../resource/draft";
import { type Checked, type Properties, UNKNOWN } from "../resource/dynamic";
import type { Session } from "../resource/session";
import type { HestiaAccess } from "./access";
import { identityDefault, type MannerDefaults, mannerDefaults } from "./defaults";
import { IDENTITY } from "./diff";
import { placeOf } from "./id";
import { autoWww } from "./names";
import { readState, webAliasFields } from "./schema";

/**
 * Checks a web alias's inputs, fills in its identity and its names, and claims the names for this run. The names and
 * the panel become inputs of the state, since a preview shows inputs: what is mapped where is there to be read.
 */
export function checkWebAlias(
  session: Session,
  access: HestiaAccess,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Checked {
  const draft = new Draft(webAliasFields, ["names", "panel"], olds, news);
  const { inputs } = draft;
  draft.require("domain", "give the customer's domain, such as acme.com");
  const settings = draft.settings(access);
  if (settings !== undefined) fillIn(settings, olds, draft);
  if (inputs.connection === UNKNOWN)
    for (const property of ["account", "webDomain"]) inputs[property] ??= UNKNOWN;
  inputs.names = namesOf(draft);

  const { account, webDomain, panel, names } = inputs;
  if (Array.isArray(names) && isKnown(account) && isKnown(webDomain) && isKnown(panel)) {
    const had = isSame(olds, inputs) ? (readState(olds).names ?? []) : [];
    draft.claim(session, placeOf(panel, { account, webDomain }), names, declaration, [], "domain", had);
  }
  return draft;
}

const isSame = (olds: Properties, inputs: Properties): boolean =>
  IDENTITY.every((property) => olds[property] === inputs[property]);

/** What the program leaves to the settings: account and web domain, and whether there is a www name. */
function fillIn(settings: Settings, olds: Properties, draft: Draft): void {
  const { inputs } = draft;
  const defaults = fillPlace(settings, draft);
  if (inputs.www !== undefined && inputs.www !== "auto") return;
  const { domain } = inputs;
  // Left open, it is decided once: an alias that is there keeps what it has, whatever the settings say by now.
  if (isSame(olds, inputs) && typeof olds.www === "boolean") inputs.www = olds.www;
  else if (domain === UNKNOWN) inputs.www = UNKNOWN;
  else if (isKnown(domain)) inputs.www = decideWww(inputs.www ?? defaults.www.value, domain);
}

/** What the program leaves to the settings of where aliases go; tells what is wrong with those. @returns the others */
export function fillPlace(settings: Settings, draft: Draft): MannerDefaults {
  const { inputs } = draft;
  for (const property of ["account", "webDomain"] as const) {
    if (inputs[property] !== undefined) continue;
    const { value, problem } = identityDefault(settings, property);
    if (value !== undefined) inputs[property] = value;
    else if (problem !== undefined) draft.tell(property, problem.reason);
    else draft.tell(property, `is not set: give it as an argument, or ${settings.howToSet(property)}`);
  }
  const defaults = mannerDefaults(settings);
  for (const { problem } of Object.values(defaults)) {
    if (problem !== undefined && inputs[problem.property] === undefined)
      draft.tell(problem.property, problem.reason);
  }
  return defaults;
}

/** Whether a domain has its www name, where that is left open or to the kind of domain. */
export function decideWww(wanted: unknown, domain: string): boolean {
  return wanted === "auto" ? autoWww(domain) : wanted === true && takesWww(domain);
}

/** The names that the alias will own, judged together with what else is declared. */
function namesOf(draft: Draft): string[] | string {
  const { domain, webDomain, www } = draft.inputs;
  if (!isKnown(domain)) return UNKNOWN;
  if (domain === webDomain)
    draft.tell("domain", "is the web domain itself, which is served without an alias");
  if (www === true && !takesWww(domain)) {
    draft.tell("www", `does not go with ${domain}: ${noWww(domain)}`);
  }
  return typeof www === "boolean" ? ownedNames(domain, www) : UNKNOWN;
}

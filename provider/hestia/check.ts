import { type Checked, type Properties, UNKNOWN } from "../core/dynamic";
import { checkFields } from "../core/fields";
import { takesWww } from "../core/hostnames";
import type { Session } from "../core/session";
import type { Problem, Settings } from "../core/settings";
import type { HestiaAccess } from "./access";
import { identityDefault, mannerDefaults } from "./defaults";
import { IDENTITY } from "./diff";
import { placeOf } from "./id";
import { autoWww, ownedNames } from "./names";
import { webAliasFields } from "./schema";

type Inputs = Record<string, unknown>;
type Tell = (property: string, reason: string) => void;

const known = (value: unknown): value is string => typeof value === "string" && value !== UNKNOWN;

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
  const { values, problems } = checkFields(webAliasFields, news);
  const inputs: Inputs = { ...values };
  const told = new Set(problems.map(({ property }) => property));
  const tell: Tell = (property, reason) => {
    if (!told.has(property)) problems.push({ property, reason });
    told.add(property);
  };
  if (inputs.domain === undefined) tell("domain", "is not set; give the customer's domain, such as acme.com");

  if (inputs.connection === UNKNOWN) {
    for (const property of ["account", "webDomain", "panel"]) inputs[property] ??= UNKNOWN;
  } else if (!told.has("connection")) {
    const name = known(inputs.connection) ? inputs.connection : undefined;
    const resolved = access.resolve(name);
    if (resolved.ok) inputs.panel = resolved.connection.panel;
    else problems.push(...resolved.problems);
    const settings = access.settings(name);
    if (settings.problem === undefined) fillIn(settings, olds, inputs, tell);
  }
  inputs.names = namesOf(inputs, tell);

  const { account, webDomain, panel, names } = inputs;
  if (problems.length === 0 && Array.isArray(names) && known(account) && known(webDomain) && known(panel)) {
    const taken = session.claims.claim(placeOf(panel, { account, webDomain }), names, declaration);
    if (taken !== undefined) problems.push(declaredTwice(taken));
  }
  return { inputs, problems };
}

/** What the program leaves to the settings: account and web domain, and whether there is a www name. */
function fillIn(settings: Settings, olds: Properties, inputs: Inputs, tell: Tell): void {
  for (const property of ["account", "webDomain"] as const) {
    if (inputs[property] !== undefined) continue;
    const { value, problem } = identityDefault(settings, property);
    if (value !== undefined) inputs[property] = value;
    else if (problem !== undefined) tell(property, problem.reason);
    else tell(property, `is not set: give it as an argument, or ${settings.howToSet(property)}`);
  }
  const defaults = mannerDefaults(settings);
  for (const { problem } of Object.values(defaults)) {
    if (problem !== undefined && inputs[problem.property] === undefined)
      tell(problem.property, problem.reason);
  }
  if (inputs.www !== undefined && inputs.www !== "auto") return;
  const { domain } = inputs;
  // Left open, it is decided once: an alias that is there keeps what it has, whatever the settings say by now.
  const same = IDENTITY.every((property) => olds[property] === inputs[property]);
  if (same && typeof olds.www === "boolean") inputs.www = olds.www;
  else if (domain === UNKNOWN) inputs.www = UNKNOWN;
  else if (known(domain)) inputs.www = decideWww(inputs.www ?? defaults.www.value, domain);
}

function decideWww(wanted: unknown, domain: string): boolean {
  return wanted === "auto" ? autoWww(domain) : wanted === true && takesWww(domain);
}

/** The names that the alias will own, judged together with what else is declared. */
function namesOf({ domain, webDomain, www }: Inputs, tell: Tell): string[] | string {
  if (!known(domain)) return UNKNOWN;
  if (domain === webDomain) tell("domain", "is the web domain itself, which is served without an alias");
  if (www === true && !takesWww(domain)) {
    tell("www", `does not go with ${domain}: there is no www name beside a wildcard or a www name`);
  }
  return typeof www === "boolean" ? ownedNames(domain, www) : UNKNOWN;
}

function declaredTwice({ name, declaration }: { name: string; declaration: string }): Problem {
  const other = declaration.replace(/#\d+$/, "");
  return {
    property: "domain",
    reason: `maps ${name}, which the resource "${other}" of this program maps on the same panel already`,
  };
}

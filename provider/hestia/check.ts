import { type Checked, type Properties, UNKNOWN } from "../core/dynamic";
import { checkFields } from "../core/fields";
import { takesWww } from "../core/hostnames";
import type { Session } from "../core/session";
import type { Problem } from "../core/settings";
import type { HestiaAccess } from "./access";
import { identityDefault, mannerDefaults } from "./defaults";
import { autoWww, ownedNames } from "./names";
import { webAliasFields } from "./schema";

const known = (value: unknown): value is string => typeof value === "string" && value !== UNKNOWN;

/** Checks a web alias's inputs, fills in its identity from the settings, and claims its names for this run. */
export function checkWebAlias(
  session: Session,
  access: HestiaAccess,
  news: Properties,
  declaration: string | undefined,
): Checked {
  const { values, problems } = checkFields(webAliasFields, news);
  const inputs: Record<string, unknown> = { ...values };
  const broken = new Set(problems.map(({ property }) => property));
  const tell = (property: string, reason: string) => {
    if (!broken.has(property)) problems.push({ property, reason });
    broken.add(property);
  };
  if (inputs.domain === undefined) tell("domain", "is not set; give the customer's domain, such as acme.com");

  const { connection } = inputs;
  if (connection === UNKNOWN) {
    inputs.account ??= UNKNOWN;
    inputs.webDomain ??= UNKNOWN;
    return { inputs, problems };
  }
  const name = known(connection) ? connection : undefined;
  if (broken.has("connection")) return { inputs, problems };
  const resolved = access.resolve(name);
  if (!resolved.ok) problems.push(...resolved.problems);
  fillIdentity(access, name, inputs, tell);
  const defaults = mannerDefaults(access.settings(name));
  for (const { problem } of Object.values(defaults)) {
    if (problem !== undefined && inputs[problem.property] === undefined)
      tell(problem.property, problem.reason);
  }

  const { domain, account, webDomain } = inputs;
  if (!known(domain)) return { inputs, problems };
  if (domain === webDomain) {
    tell("domain", "is the web domain itself, which is served without an alias");
  }
  if (inputs.www === true && !takesWww(domain)) {
    tell("www", `does not go with ${domain}: there is no www name beside a wildcard or a www name`);
  }
  if (problems.length === 0 && resolved.ok && known(account) && known(webDomain)) {
    const place = { panel: resolved.connection.panel, holder: `${account}/${webDomain}` };
    const www = inputs.www ?? defaults.www.value;
    const names = ownedNames(domain, www === "auto" ? autoWww(domain) : www === true && takesWww(domain));
    const taken = session.claims.claim(place, names, declaration);
    if (taken !== undefined) problems.push(declaredTwice(taken));
  }
  return { inputs, problems };
}

/** The account and the web domain, where the program leaves them to the settings. */
function fillIdentity(
  access: HestiaAccess,
  connection: string | undefined,
  inputs: Record<string, unknown>,
  tell: (property: string, reason: string) => void,
): void {
  const settings = access.settings(connection);
  if (settings.problem !== undefined) return;
  for (const property of ["account", "webDomain"] as const) {
    if (inputs[property] !== undefined) continue;
    const { value, problem } = identityDefault(settings, property);
    if (value !== undefined) inputs[property] = value;
    else if (problem !== undefined) tell(property, problem.reason);
    else tell(property, `is not set: give it as an argument, or ${settings.howToSet(property)}`);
  }
}

function declaredTwice({ name, declaration }: { name: string; declaration: string }): Problem {
  const other = declaration.replace(/#\d+$/, "");
  return {
    property: "domain",
    reason: `maps ${name}, which the resource "${other}" of this program maps on the same panel already`,
  };
}

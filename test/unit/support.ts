import type { Source } from "../../provider/core/settings";
import { HestiaAccess } from "../../provider/hestia/access";
import type { Checked, Diff, Properties } from "../../provider/resource/dynamic";
import { Session } from "../../provider/resource/session";
import { lifecycleOf } from "../support/handlers";

/** The surroundings of a provider's process. */
export interface Surroundings {
  /** The stack's configuration by full key, decrypted: `hestia:apiUrl`. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export const sourceOf = ({ config = {}, env = {} }: Surroundings): Source => ({
  config: (key) => config[key],
  env: (name) => env[name],
});

/** A host's session, and its messages to the user. */
export function sessionOf({ config = {}, env = {} }: Surroundings): {
  session: Session;
  access: HestiaAccess;
  said: string[];
} {
  const said: string[] = [];
  const session = new Session(undefined, (message) => said.push(message), env);
  session.configure({ get: (key) => config[key] });
  return { session, access: session.the(HestiaAccess), said };
}

/** A configuration with everything that a web alias needs. */
export const CONFIGURED = {
  "hestia:apiUrl": "https://panel.example.com:8083/api/",
  "hestia:apiHash": "hash-of-the-stack",
  "hestia:account": "tenant1",
  "hestia:webDomain": "network.example.com",
} as const;
export const PANEL = "panel.example.com:8083";

/** What the check of a web alias finds, in a session of its own. */
export function checkAlias(
  news: Properties,
  surroundings: Surroundings = { config: CONFIGURED },
  olds: Properties = {},
): Promise<Checked> {
  return lifecycleOf("hestiaWebAlias", sessionOf(surroundings).session).check(olds, news, {
    id: "acme#1",
    ignored: [],
  });
}

/** What the check of a set of web aliases finds, in a session of its own. */
export function checkSet(
  news: Properties,
  surroundings: Surroundings = { config: CONFIGURED },
  olds: Properties = {},
): Promise<Checked> {
  return lifecycleOf("hestiaWebAliases", sessionOf(surroundings).session).check(olds, news, {
    id: "customers#1",
    ignored: [],
  });
}

/** The problems of a check by property; fails where a property has two. */
export function problemsOf(checked: Checked): Record<string, string> {
  const problems = checked.problems.map(({ property, reason }) => [property, reason] as const);
  if (new Set(problems.map(([property]) => property)).size < problems.length) {
    throw new Error(`a property has two problems: ${JSON.stringify(problems)}`);
  }
  return Object.fromEntries(problems);
}

/** The diff of a web alias, or of a set of them where the inputs have `domains`. */
export function diffOf(olds: Properties, news: Properties): Diff {
  const { session } = sessionOf({ config: CONFIGURED });
  const lifecycle = lifecycleOf(news.domains === undefined ? "hestiaWebAlias" : "hestiaWebAliases", session);
  return lifecycle.diff(lifecycle.idOf(olds), olds, news);
}

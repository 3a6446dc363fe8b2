import { isPanelError, type PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import type { HestiaAuth } from "./api/connection";
import { inspectHestia, isOptional, type Permissions } from "./inspect";
import type { HestiaLookupOptions } from "./place";

/** What to test; what is left open comes from the settings. */
export type HestiaTestOptions = HestiaLookupOptions;

/** What a test of the connection found. */
export interface HestiaConnectionReport {
  /** Whether aliases can be mapped as the settings have it: no problems at all. */
  readonly ok: boolean;
  /** host:port */
  readonly panel: string;
  /** Which of the three ways to authenticate the settings chose. */
  readonly way: HestiaAuth["way"];
  readonly account: string;
  /** The account's web domains. */
  readonly webDomains: readonly string[];
  /** The web domain that aliases go to, when it is there. */
  readonly webDomain:
    | { readonly name: string; readonly aliases: number; readonly suspended: boolean }
    | undefined;
  readonly commands: Readonly<Permissions>;
  /** What is wrong, each with what to do about it. */
  readonly problems: readonly string[];
}

/**
 * Asks the panel without changing anything. At most one refusal of each command goes into the panel's auth.log.
 *
 * @throws ConfigurationError where the settings do not make a connection
 */
export async function testHestiaConnection(
  session: Session,
  options: HestiaTestOptions = {},
): Promise<HestiaConnectionReport> {
  const { client, account, listed, base, baseProblems, commands, refusals } = await inspectHestia(
    session,
    options,
  );
  const needed = [...refusals].flatMap(([command, error]) => (isOptional(command) ? [] : [error]));
  const problems = withoutRepeats([...(isPanelError(listed) ? [listed] : []), ...baseProblems, ...needed]);
  return {
    ok: problems.length === 0,
    panel: client.panel,
    way: client.connection.auth.way,
    account,
    webDomains: isPanelError(listed) ? [] : listed.webDomains.map(({ name }) => name),
    webDomain: base && { name: base.name, aliases: base.aliases.length, suspended: base.suspended },
    commands,
    problems,
  };
}

/** The messages, each once, and each cure in full once. */
function withoutRepeats(errors: readonly PanelError[]): string[] {
  const messages = new Set<string>();
  const shown: string[] = [];
  const cures = new Set<string>();
  for (const error of errors) {
    const { cure = "" } = error.failure;
    const told = cures.has(cure) ? error.with({ cure: "The cure above is for this too." }) : error;
    if (!messages.has(error.message)) shown.push(told.message);
    messages.add(error.message);
    cures.add(cure);
  }
  return shown;
}

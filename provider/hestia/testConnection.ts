import { readDefault } from "../core/defaults";
import { ConfigurationError, isPanelError, orPanelError, type PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import { HestiaAccess } from "./access";
import { type AliasCommand, type HestiaCommand, isRestartCommand, type RestartCommand } from "./api/client";
import type { HestiaAuth } from "./api/connection";
import { mistaken, noWebDomain } from "./api/explain";
import { mistakenFor } from "./api/guard";
import { type HestiaPermission, mayRun } from "./api/permissions";
import { SETTINGS } from "./fields";
import { type HestiaLookupOptions, placeFrom } from "./place";

/** What to test; what is left open comes from the settings. */
export type HestiaTestOptions = HestiaLookupOptions;

/** Whether aliases can be mapped without a command; it is told about, and no more. */
const isOptional = (command: HestiaCommand): boolean =>
  command === "v-list-web-domain" || isRestartCommand(command);

/** The commands that aliases take and those that restart, and `v-update-user-counters` where `hestia:updateCounters` is on. */
type Permissions = Record<AliasCommand | RestartCommand, HestiaPermission> &
  Partial<Record<HestiaCommand, HestiaPermission>>;

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
  const access = session.the(HestiaAccess);
  const client = access.client(options.connection);
  const settings = access.settings(options.connection);
  const { account, webDomain } = placeFrom(settings, options);
  const updateCounters = readDefault(settings, "updateCounters", SETTINGS.updateCounters);
  if (updateCounters.problem !== undefined) {
    throw new ConfigurationError(`updateCounters ${updateCounters.problem.reason}`);
  }
  const problems: string[] = [];
  const cures = new Set<string>();
  const report = (error: PanelError) => {
    const { cure = "" } = error.failure;
    const shown = cures.has(cure) ? error.with({ cure: "The cure above is for this too." }) : error;
    if (!problems.includes(error.message)) problems.push(shown.message);
    cures.add(cure);
  };

  const answer = await orPanelError(access.lists(client.panel, account).fresh(client));
  const listed = isPanelError(answer) ? undefined : answer;
  let listing: HestiaPermission = "allowed";
  if (isPanelError(answer)) {
    report(answer);
    if (answer.kind !== "missing") listing = answer.kind === "refused" ? "refused" : "unknown";
  }
  const base = listed?.webDomain(webDomain);
  if (listed !== undefined && base === undefined) {
    report(noWebDomain(client.panel, account, webDomain, listed));
  }
  const other = base && listed && mistakenFor(base, listed);
  if (base !== undefined && other !== undefined) {
    problems.push(mistaken(client.panel, base.name, other.name).message);
  }
  if (base?.suspended === true) {
    problems.push(
      `Web domain ${base.name} is suspended: no alias can be added until it is unsuspended on the panel.`,
    );
  }

  const commands: Permissions = {
    "v-list-web-domains": listing,
    "v-list-web-domain": "unknown",
    "v-add-web-domain-alias": "unknown",
    "v-delete-web-domain-alias": "unknown",
    "v-restart-web": "unknown",
    "v-restart-proxy": "unknown",
    ...(updateCounters.value === true ? { "v-update-user-counters": "unknown" } : {}),
  };
  if (listing !== "unknown") {
    for (const command of Object.keys(commands) as HestiaCommand[]) {
      if (command === "v-list-web-domains") continue;
      // Each refusal is a failed login to the panel, and five are a ban: nothing is asked that can be done without.
      if (isRestartCommand(command) && Object.values(commands).includes("refused")) continue;
      const { permission, problem } = await mayRun(client, command, account, webDomain);
      commands[command] = permission;
      if (problem !== undefined && !isOptional(command)) report(problem);
    }
  }
  return {
    ok: problems.length === 0,
    panel: client.panel,
    way: client.connection.auth.way,
    account,
    webDomains: listed?.webDomains.map(({ name }) => name) ?? [],
    webDomain: base && { name: base.name, aliases: base.aliases.length, suspended: base.suspended },
    commands,
    problems,
  };
}

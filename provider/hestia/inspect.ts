import { readDefault } from "../core/defaults";
import { ConfigurationError, isPanelError, orPanelError, type PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import { HestiaAccess } from "./access";
import type { Account, WebDomain, WebDomainRef } from "./api/account";
import {
  type AliasCommand,
  type HestiaClient,
  type HestiaCommand,
  isRestartCommand,
  type RestartCommand,
} from "./api/client";
import { mistaken, noWebDomain, suspended } from "./api/explain";
import { mistakenFor } from "./api/guard";
import { type HestiaPermission, mayRun } from "./api/permissions";
import { SETTINGS } from "./fields";
import { type HestiaLookupOptions, placeFrom } from "./place";

/** Whether aliases can be mapped without a command; it is told about, and no more. */
export const isOptional = (command: HestiaCommand): boolean =>
  command === "v-list-web-domain" || isRestartCommand(command);

/** The commands that aliases take and those that restart, and `v-update-user-counters` where `hestia:updateCounters` is on. */
export type Permissions = Record<AliasCommand | RestartCommand, HestiaPermission> &
  Partial<Record<HestiaCommand, HestiaPermission>>;

/** What there is to see at the place that aliases go to, without changing anything. */
export interface HestiaInspection extends WebDomainRef {
  readonly client: HestiaClient;
  /** The account's web domains, or why they could not be listed. */
  readonly listed: Account | PanelError;
  /** The web domain that aliases go to, where it is there. */
  readonly base: WebDomain | undefined;
  /** What is wrong with the web domain. */
  readonly baseProblems: readonly PanelError[];
  readonly commands: Readonly<Permissions>;
  /** Why commands may not be run, or could not be tried. */
  readonly refusals: ReadonlyMap<HestiaCommand, PanelError>;
}

/**
 * Asks the panel without changing anything. At most one refusal of each command goes into the panel's auth.log.
 *
 * @throws ConfigurationError where the settings do not make a connection, or name no web domain
 */
export async function inspectHestia(
  session: Session,
  options: HestiaLookupOptions = {},
): Promise<HestiaInspection> {
  const access = session.the(HestiaAccess);
  const client = access.client(options.connection);
  const settings = access.settings(options.connection);
  const { account, webDomain } = placeFrom(settings, options);
  const updateCounters = readDefault(settings, "updateCounters", SETTINGS.updateCounters);
  if (updateCounters.problem !== undefined) {
    throw new ConfigurationError(`updateCounters ${updateCounters.problem.reason}`);
  }
  const listed = await orPanelError(access.lists(client.panel, account).fresh(client));
  const base = isPanelError(listed) ? undefined : listed.webDomain(webDomain);
  const wanted: Permissions = {
    "v-list-web-domains": listingPermission(listed),
    "v-list-web-domain": "unknown",
    "v-add-web-domain-alias": "unknown",
    "v-delete-web-domain-alias": "unknown",
    "v-restart-web": "unknown",
    "v-restart-proxy": "unknown",
    ...(updateCounters.value === true ? { "v-update-user-counters": "unknown" } : {}),
  };
  return {
    client,
    account,
    webDomain,
    listed,
    base,
    baseProblems: isPanelError(listed) ? [] : problemsOf(client.panel, { account, webDomain }, listed),
    ...(await permissionsOf(client, { account, webDomain }, wanted)),
  };
}

/** Whoever is told that there is no such account may list. */
function listingPermission(listed: Account | PanelError): HestiaPermission {
  if (!isPanelError(listed) || listed.kind === "missing") return "allowed";
  return listed.kind === "refused" ? "refused" : "unknown";
}

function problemsOf(panel: string, { account, webDomain }: WebDomainRef, listed: Account): PanelError[] {
  const base = listed.webDomain(webDomain);
  if (base === undefined) return [noWebDomain(panel, account, webDomain, listed)];
  const other = mistakenFor(base, listed);
  return [
    ...(other === undefined ? [] : [mistaken(panel, base.name, other.name)]),
    ...(base.suspended ? [suspended(panel, account, base.name)] : []),
  ];
}

async function permissionsOf(
  client: HestiaClient,
  { account, webDomain }: WebDomainRef,
  wanted: Permissions,
): Promise<Pick<HestiaInspection, "commands" | "refusals">> {
  const commands: Permissions = { ...wanted };
  const refusals = new Map<HestiaCommand, PanelError>();
  if (commands["v-list-web-domains"] === "unknown") return { commands, refusals };
  for (const command of Object.keys(commands) as HestiaCommand[]) {
    if (command === "v-list-web-domains") continue;
    // Each refusal is a failed login to the panel, and five are a ban: nothing is asked that can be done without.
    if (isRestartCommand(command) && Object.values(commands).includes("refused")) continue;
    const { permission, problem } = await mayRun(client, command, account, webDomain);
    commands[command] = permission;
    if (problem !== undefined) refusals.set(command, problem);
  }
  return { commands, refusals };
}

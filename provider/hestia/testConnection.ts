import { ConfigurationError, isPanelError, type PanelError } from "../core/errors";
import type { Session } from "../core/session";
import { HestiaAccess } from "./access";
import type { Account } from "./account";
import { commandError } from "./answer";
import type { HestiaClient, HestiaCommand } from "./client";
import type { HestiaAuth } from "./connection";
import { identityDefault } from "./defaults";
import { noWebDomain } from "./explain";
import { webAliasFields } from "./schema";

/** What to test; what is left open comes from the settings. */
export interface HestiaTestOptions {
  /** A named connection of `hestia:connections`. */
  connection?: string;
  account?: string;
  webDomain?: string;
}

/** Whether the credential may run a command; `unknown` where something else failed before that could show. */
export type HestiaPermission = "allowed" | "refused" | "unknown";

/** What a test of the connection found. */
export interface HestiaConnectionReport {
  /** Whether aliases can be mapped: no problems at all. */
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
  readonly commands: Readonly<Record<HestiaCommand, HestiaPermission>>;
  /** What is wrong, each with what to do about it. */
  readonly problems: readonly string[];
}

/**
 * Asks the panel without changing anything. The permission for a write shows in what the panel finds wrong with a
 * call that lacks its alias: it judges the permission first (Hestia wire facts, section 4). At most one refusal of
 * each command goes into the panel's auth.log.
 *
 * @throws ConfigurationError where the settings do not make a connection
 */
export async function testHestiaConnection(
  session: Session,
  options: HestiaTestOptions = {},
): Promise<HestiaConnectionReport> {
  const access = new HestiaAccess(session);
  const client = access.client(options.connection);
  const settings = access.settings(options.connection);
  const given = (property: "account" | "webDomain") => {
    const { value, problem } = identityDefault(settings, property);
    if (options[property] !== undefined) {
      const own = webAliasFields[property].safeParse(options[property]);
      if (own.success) return own.data;
      throw new ConfigurationError(`${property} ${own.error.issues[0]?.message}`);
    }
    if (value !== undefined) return value;
    if (problem !== undefined) throw new ConfigurationError(`${property} ${problem.reason}`);
    throw new ConfigurationError(`${settings.key(property)} is not set: ${settings.howToSet(property)}`);
  };
  const account = given("account");
  const webDomain = given("webDomain");
  const problems: string[] = [];
  const tell = (error: unknown) => {
    if (!isPanelError(error)) throw error;
    problems.push(error.message);
    return error;
  };

  let listed: Account | undefined;
  let listing: HestiaPermission = "allowed";
  try {
    listed = await client.list(account);
  } catch (error) {
    const kind = tell(error).kind;
    listing = kind === "refused" ? "refused" : kind === "missing" ? "allowed" : "unknown";
  }
  const base = listed?.webDomain(webDomain);
  if (listed !== undefined && base === undefined) {
    problems.push(noWebDomain(client.panel, account, webDomain, listed).message);
  }
  if (base?.suspended === true) {
    problems.push(
      `Web domain ${base.name} is suspended: no alias can be added until it is unsuspended on the panel.`,
    );
  }

  const commands: Record<HestiaCommand, HestiaPermission> = {
    "v-list-web-domains": listing,
    "v-list-web-domain": "unknown",
    "v-add-web-domain-alias": "unknown",
    "v-delete-web-domain-alias": "unknown",
  };
  if (listing !== "unknown") {
    for (const command of Object.keys(commands) as HestiaCommand[]) {
      if (command === "v-list-web-domains") continue;
      const args = command === "v-list-web-domain" ? [account, webDomain, "json"] : [account, webDomain];
      const { permission, problem } = await mayRun(client, command, args);
      commands[command] = permission;
      // Aliases can be mapped without this one; it is told about, and no more.
      const needed = command !== "v-list-web-domain";
      if (needed && problem !== undefined && !problems.includes(problem.message))
        problems.push(problem.message);
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

async function mayRun(
  client: HestiaClient,
  command: HestiaCommand,
  args: readonly string[],
): Promise<{ permission: HestiaPermission; problem?: PanelError }> {
  try {
    const result = await client.run(command, args);
    const failure = result.code === 0 ? undefined : commandError(client.panel, command, result);
    return failure?.kind === "refused"
      ? { permission: "refused", problem: failure }
      : { permission: "allowed" };
  } catch (error) {
    if (!isPanelError(error)) throw error;
    return { permission: error.kind === "refused" ? "refused" : "unknown", problem: error };
  }
}

import { isBrokenOff, isPanelError, PanelError } from "../../core/errors";
import type { Gate } from "../../core/gate";
import { type Answer, type Hints, Transport } from "../../core/http";
import type { Patience } from "../../core/patience";
import { redactor } from "../../core/redact";
import { type Account, parseAccount } from "./account";
import { type CommandResult, commandError, exitCodeIn, readAnswer } from "./answer";
import type { HestiaConnection } from "./connection";
import { type Restart, restartArgument } from "./restart";

/** The commands that aliases take. */
export type AliasCommand =
  | "v-list-web-domains"
  | "v-list-web-domain"
  | "v-add-web-domain-alias"
  | "v-delete-web-domain-alias";

/** The commands that restart alone. Aliases can be mapped without them. */
export type RestartCommand = "v-restart-web" | "v-restart-proxy";

export const isRestartCommand = (command: HestiaCommand): command is RestartCommand =>
  command === "v-restart-web" || command === "v-restart-proxy";

/** The commands that this client runs. */
export type HestiaCommand = AliasCommand | RestartCommand | "v-update-user-counters";

const HINTS: Hints = {
  code: exitCodeIn,
  port: " (a Hestia panel listens on 8083)",
  silence: "; after several failed logins fail2ban on the panel bans an address for a while",
};

/** One connection's calls. It knows the wire, and no resources. */
export class HestiaClient {
  readonly panel: string;
  readonly #transport: Transport;
  /** The panel's own words without a credential. */
  readonly #redacted: (text: string) => string;
  /**
   * Refusals so far. Each further try of a refused call is one more "failed to login" in the panel's auth.log, and
   * five of them are a ban: the first one is the answer for the rest of the run.
   */
  readonly #refusals: Map<HestiaCommand | "any", PanelError>;

  /**
   * @param patience of a client for looks
   * @param other another client of the same connection
   */
  constructor(
    readonly connection: HestiaConnection,
    /** Bounds the calls to one panel, whichever connection they take. */
    private readonly gate: Gate,
    private readonly patience?: Patience,
    other?: HestiaClient,
  ) {
    this.panel = connection.panel;
    const { auth } = connection;
    const credentials = [
      auth.way === "hash" ? auth.hash : auth.way === "password" ? auth.password : auth.secret_key,
    ];
    this.#redacted = redactor(credentials);
    this.#transport = other === undefined ? new Transport(connection, credentials, HINTS) : other.#transport;
    this.#refusals = other === undefined ? new Map() : other.#refusals;
  }

  /** The same connection for a look that is not to wait long. */
  within(patience: Patience): HestiaClient {
    return new HestiaClient(this.connection, this.gate, patience, this);
  }

  /**
   * Asks for nothing, without a credential, so that no login fails: any answer shows that the panel is reached.
   *
   * @throws PanelError where none comes
   */
  async reach(): Promise<void> {
    const request = { method: "GET", path: "", headers: { accept: "*/*" } } as const;
    await this.gate.run(() =>
      this.#transport.send({ ...request, operation: "GET /api/", attempt: 1 }, this.patience),
    );
  }

  /**
   * All web domains of an account. A read that broke off is tried once more.
   *
   * @throws PanelError `missing` when the panel has no such account
   */
  async list(account: string): Promise<Account> {
    try {
      return await this.#list(account, 1);
    } catch (error) {
      if (!isBrokenOff(error)) throw error;
      return await this.#list(account, 2);
    }
  }

  /** Adds names to a web domain in one call; the panel takes all of them or none. */
  async add(account: string, webDomain: string, names: readonly string[], restart: Restart): Promise<void> {
    const args = [account, webDomain, names.join(","), restartArgument(restart)];
    await this.#succeed("v-add-web-domain-alias", args);
  }

  /** Deletes one alias. On the panel the name is a regular expression: see `takenBy`. */
  async remove(account: string, webDomain: string, stored: string, restart: Restart): Promise<void> {
    const args = [account, webDomain, stored, restartArgument(restart)];
    await this.#succeed("v-delete-web-domain-alias", args);
  }

  /** Has the web servers load what is stored, for all accounts of the panel. @param restart one that is immediate */
  async restart(restart: Restart): Promise<void> {
    // They know no upgrade of nginx's binary (docs/panels/hestia.md#the-restart-queue).
    const argument = restart === "graceful" ? "" : "yes";
    await this.#succeed("v-restart-web", [argument]);
    await this.#succeed("v-restart-proxy", [argument]);
  }

  /** Has the panel count anew what an account has: its U_WEB_ALIASES goes by calls, and not by names. */
  async updateCounters(account: string): Promise<void> {
    await this.#succeed("v-update-user-counters", [account]);
  }

  /**
   * Runs a command for its exit code. In the legacy ways only `returncode=yes` gives one that can be trusted:
   * without it a failure that prints nothing is answered `OK`.
   *
   * @throws PanelError `refused` where the API does not let the call through
   */
  async run(command: HestiaCommand, args: readonly string[]): Promise<CommandResult> {
    const { code, ...result } = await this.#post(command, args, this.#legacy);
    if (code === undefined) throw new Error("a call for the exit code came back without one");
    return { ...result, code };
  }

  async #list(account: string, attempt: number): Promise<Account> {
    const command = "v-list-web-domains";
    const args = [account, "json"];
    const { code, ...result } = await this.#post(command, args, false, attempt);
    const parsed = code === undefined || code === 0 ? parseAccount(result.text) : undefined;
    if (parsed !== undefined) return parsed;
    // The legacy ways print a failure instead of the list; its code is in a second call.
    const failed = code === undefined ? await this.run(command, args) : { ...result, code };
    if (failed.code !== 0) {
      const { failure } = this.#error(command, { ...failed, text: result.text || failed.text });
      // The command names nothing but the account: if something is missing, it is that.
      throw new PanelError(failure.kind === "missing" ? { ...failure, subject: "account" } : failure);
    }
    throw new PanelError({
      kind: "protocol",
      panel: this.panel,
      status: result.status,
      what: `${command} printed something else than a list of web domains`,
      cure: `Run \`v-list-web-domains ${account} json\` on the panel by hand to see what it prints.`,
    });
  }

  get #legacy(): boolean {
    return this.connection.auth.way !== "access key";
  }

  async #post(command: HestiaCommand, args: readonly string[], returncode: boolean, attempt = 1) {
    const { way: _way, ...credential } = this.connection.auth;
    const fields = new URLSearchParams({ ...credential, cmd: command });
    for (const [index, arg] of args.entries()) fields.set(`arg${index + 1}`, arg);
    if (returncode) fields.set("returncode", "yes");
    // The whole of it in the gate: of many calls that wait, those behind a refusal are not sent.
    return this.gate.run(async () => {
      const refused = this.#refusals.get("any") ?? this.#refusals.get(command);
      if (refused !== undefined) throw refused;
      const headers = { "content-type": "application/x-www-form-urlencoded", accept: "*/*" };
      const request = { method: "POST", path: "", headers, body: fields.toString() } as const;
      const answer = await this.#transport.send({ ...request, operation: command, attempt }, this.patience);
      return this.#read(command, answer, returncode);
    });
  }

  /** @throws PanelError when the API did not let the call through */
  #read(command: HestiaCommand, answer: Answer, returncode: boolean) {
    try {
      const result = readAnswer(answer, {
        panel: this.panel,
        legacy: this.#legacy,
        returncode,
        redacted: this.#redacted,
      });
      if (result.code !== undefined && result.code !== 0 && answer.status >= 400) {
        const error = this.#error(command, { ...result, code: result.code });
        if (this.#legacy || error.kind === "refused") throw error;
      }
      return result;
    } catch (error) {
      if (isPanelError(error, "refused")) {
        // Of a key, what may not be run or is switched off can be the command alone.
        const commandAlone = !this.#legacy && (error.failure.code === 10 || error.failure.code === 11);
        this.#refusals.set(commandAlone ? command : "any", error);
      }
      throw error;
    }
  }

  async #succeed(command: HestiaCommand, args: readonly string[]): Promise<void> {
    const result = await this.run(command, args);
    if (result.code !== 0) throw this.#error(command, result);
  }

  #error(command: HestiaCommand, result: CommandResult): PanelError {
    const { way } = this.connection.auth;
    return commandError(this.panel, command, { ...result, text: this.#redacted(result.text) }, way);
  }
}

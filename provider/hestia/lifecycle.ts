import type { Lifecycle, Properties } from "../core/dynamic";
import { isPanelError, type PanelError, PartialSuccess } from "../core/errors";
import { canonicalHostname, takesWww } from "../core/hostnames";
import type { Session } from "../core/session";
import { HestiaAccess } from "./access";
import type { Account } from "./account";
import { checkWebAlias } from "./check";
import { mannerDefaults } from "./defaults";
import { declaredWww, diffWebAlias } from "./diff";
import { formatId, ID_FORMAT, parseId, type WebAliasId } from "./id";
import { autoWww, ownedNames, requiredDnsRecords } from "./names";
import type { Restart } from "./restart";
import { readState, type WebAliasInputs, type WebAliasState } from "./schema";
import type { Outcome } from "./writes";

/** What the WordPress integration does where nothing is set. */
const DEFAULT_RESTART: Restart = "yes";

/** The life of one alias of a Hestia web domain, and of the www alias that may go with it. */
export class WebAliasLifecycle implements Lifecycle {
  readonly #access: HestiaAccess;

  constructor(private readonly session: Session) {
    this.#access = new HestiaAccess(session);
  }

  check(news: Properties, declaration: string | undefined) {
    return checkWebAlias(this.session, this.#access, news, declaration);
  }

  diff(_id: string, olds: Properties, news: Properties) {
    const name = typeof news.connection === "string" ? news.connection : undefined;
    const resolved = this.#access.resolve(name);
    return diffWebAlias(resolved.ok ? resolved.connection.panel : undefined, olds, news);
  }

  async create(news: Properties) {
    const inputs = news as unknown as WebAliasInputs;
    const declared = inputs.www ?? this.#defaults(inputs).www.value ?? false;
    const www = declared === "auto" ? autoWww(inputs.domain) : declared && takesWww(inputs.domain);
    const { outputs } = await this.#ensure("create", inputs, www);
    return { id: formatId(inputs), outputs };
  }

  async read(id: string, olds: Properties) {
    const state = readState(olds);
    const identity = identityOf(id);
    const client = this.#access.client(state.connection);
    if (state.panel !== undefined && state.panel !== client.panel) {
      this.session.report(
        `${identity.domain} was not looked at: it was mapped on ${state.panel}, and the connection leads to ` +
          `${client.panel} now. The next \`pulumi up\` maps it there.`,
      );
      return { id, outputs: olds };
    }
    let account: Account;
    try {
      account = await this.#access.lists(client.panel, identity.account).recent(client);
    } catch (error) {
      // The list names nothing but the account: what is missing is the account, and with it all its aliases.
      if (isPanelError(error, "missing")) return undefined;
      throw told(error, "read", identity);
    }
    const webDomain = account.webDomain(identity.webDomain);
    const www = state.www ?? (takesWww(identity.domain) && webDomain?.has(`www.${identity.domain}`) === true);
    const names = ownedNames(identity.domain, www).filter((name) => webDomain?.has(name) === true);
    if (names.length === 0) return undefined;
    const seen = { ...state, ...identity, www, names, adopted: state.adopted ?? false, panel: client.panel };
    return {
      id: formatId(identity),
      outputs: {
        ...seen,
        requiredDnsRecords: requiredDnsRecords(ownedNames(identity.domain, www), webDomain),
      },
    };
  }

  async update(_id: string, olds: Properties, news: Properties) {
    const inputs = news as unknown as WebAliasInputs;
    const state = readState(olds);
    const client = this.#access.client(inputs.connection);
    const www = declaredWww(news, state);
    const wanted = ownedNames(inputs.domain, www);
    const moved = state.panel !== undefined && state.panel !== client.panel;
    const have = moved ? [] : (state.names ?? []);
    if (moved) {
      this.session.report(
        `${inputs.domain} goes to ${client.panel}. The old panel ${state.panel} keeps its mapping of ` +
          `${(state.names ?? []).join(", ")}: remove it there when nobody is sent there any more.`,
      );
    }
    const surplus = have.filter((name) => !wanted.includes(name));
    if (surplus.length === 0 && wanted.every((name) => have.includes(name))) {
      const { requiredDnsRecords: records } = olds;
      return {
        ...outputsOf(inputs, { www, names: wanted, adopted: state.adopted ?? false, panel: client.panel }),
        requiredDnsRecords: records,
      };
    }
    const { outputs } = await this.#ensure("update", inputs, www, moved ? undefined : state);
    if (surplus.length > 0) await this.#remove("update", inputs, surplus, this.#restart(inputs));
    return outputs;
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const state = readState(olds);
    const identity = identityOf(id);
    const client = this.#access.client(state.connection);
    if (state.panel !== undefined && state.panel !== client.panel) {
      this.session.report(
        `${identity.domain} stays mapped on ${state.panel}: the connection leads to ${client.panel} now, where ` +
          "nothing was touched. Remove it on the old panel by hand if that still serves it.",
      );
      return;
    }
    const names = new Set([...ownedNames(identity.domain, state.www ?? false), ...(state.names ?? [])]);
    const from = { ...identity, ...(state.connection === undefined ? {} : { connection: state.connection }) };
    try {
      await this.#remove("delete", from, [...names], state.restart ?? this.#restart(from));
    } catch (error) {
      if (!isPanelError(error, "missing")) throw error;
    }
  }

  /** Brings the names to the panel. A resource that has been there before may find its own names. */
  async #ensure(
    operation: "create" | "update",
    inputs: WebAliasInputs,
    www: boolean,
    state?: WebAliasState,
  ): Promise<{ outputs: Properties }> {
    const client = this.#access.client(inputs.connection);
    const names = ownedNames(inputs.domain, www);
    const place = placeOf(client.panel, inputs);
    const refuses = (inputs.onExisting ?? this.#defaults(inputs).onExisting.value) === "fail";
    let outcome: Outcome;
    try {
      outcome = await this.#access.writer(client.panel, inputs.account).submit({
        kind: "ensure",
        client,
        webDomain: inputs.webDomain,
        names,
        restart: this.#restart(inputs),
        accepts: (name) =>
          !refuses || state?.names?.includes(name) === true || this.session.claims.wasLeft(place, name),
      });
    } catch (error) {
      throw told(error, operation, inputs);
    }
    const { account, present, existed, failure } = outcome;
    const adopted = state === undefined ? existed.length > 0 : (state.adopted ?? false);
    const outputs = {
      ...outputsOf(inputs, { www, names: present, adopted, panel: client.panel }),
      requiredDnsRecords: requiredDnsRecords(names, account.webDomain(inputs.webDomain)),
    };
    if (failure === undefined) return { outputs };
    const error = told(failure, operation, inputs);
    if (present.length === 0 && state === undefined) throw error;
    throw new PartialSuccess(formatId(inputs), outputs, [error.message]);
  }

  async #remove(
    operation: string,
    from: WebAliasId & { connection?: string },
    names: readonly string[],
    restart: Restart,
  ) {
    const client = this.#access.client(from.connection);
    const place = placeOf(client.panel, from);
    let outcome: Outcome;
    try {
      outcome = await this.#access.writer(client.panel, from.account).submit({
        kind: "remove",
        client,
        webDomain: from.webDomain,
        names,
        restart,
        spares: (name) => this.session.claims.has(place, name),
      });
    } catch (error) {
      throw told(error, operation, from);
    }
    this.session.claims.leave(place, outcome.present);
    const { failure } = outcome;
    if (failure?.failure.code === 20) this.session.report(told(failure, operation, from).message);
    else if (failure !== undefined) throw told(failure, operation, from);
  }

  #restart(inputs: Pick<WebAliasInputs, "restart" | "connection">): Restart {
    return inputs.restart ?? this.#defaults(inputs).restart.value ?? DEFAULT_RESTART;
  }

  #defaults({ connection }: Pick<WebAliasInputs, "connection">) {
    return mannerDefaults(this.#access.settings(connection));
  }
}

function outputsOf(
  inputs: WebAliasInputs,
  seen: { www: boolean; names: readonly string[]; adopted: boolean; panel: string },
): Properties {
  return { ...inputs, ...seen };
}

const placeOf = (panel: string, { account, webDomain }: Pick<WebAliasId, "account" | "webDomain">) => ({
  panel,
  holder: `${account}/${webDomain}`,
});

function identityOf(id: string): WebAliasId {
  const parsed = parseId(id);
  const domain = parsed === undefined ? undefined : canonicalHostname(parsed.domain, { wildcard: true });
  const webDomain = parsed === undefined ? undefined : canonicalHostname(parsed.webDomain);
  if (parsed === undefined || domain?.ok !== true || webDomain?.ok !== true) {
    throw new Error(
      `"${id}" is no id of a web alias; it looks like ${ID_FORMAT}, such as tenant1/network.example.com/acme.com`,
    );
  }
  return { account: parsed.account, webDomain: webDomain.name, domain: domain.name };
}

function told(error: unknown, operation: string, { domain, account, webDomain }: WebAliasId): Error {
  if (!isPanelError(error)) return error instanceof Error ? error : new Error(String(error));
  const told: PanelError = error.during({
    operation,
    domain,
    place: `account ${account}, web domain ${webDomain}`,
  });
  return told;
}

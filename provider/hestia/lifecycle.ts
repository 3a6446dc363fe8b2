import { recordsFor } from "../core/dns";
import { during, PanelError } from "../core/errors";
import { ownedNames, takesWww } from "../core/hostnames";
import { isKnown } from "../resource/draft";
import type { Lifecycle, Properties } from "../resource/dynamic";
import { giveUp } from "../resource/handOver";
import { isElsewhere, moved } from "../resource/moves";
import type { Session } from "../resource/session";
import { HestiaAccess, isAccountGone } from "./access";
import { checkWebAlias } from "./check";
import { diffWebAlias } from "./diff";
import { formatId, ID_FORMAT, parseId, placeOf, type WebAliasId } from "./id";
import { context, Mapping } from "./mapping";
import { readState, type WebAliasInputs, webAliasFields } from "./schema";

/** The life of one alias of a Hestia web domain, and of the www alias that may go with it. */
export class WebAliasLifecycle implements Lifecycle {
  readonly #mapping: Mapping;

  constructor(
    private readonly session: Session,
    private readonly access = session.the(HestiaAccess),
  ) {
    this.#mapping = new Mapping(session, access);
  }

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    const checked = checkWebAlias(this.session, this.access, olds, news, declaration);
    if (checked.problems.length === 0 && Object.keys(olds).length === 0) this.#announce(checked.inputs);
    return checked;
  }

  idOf(inputs: Properties) {
    return formatId(checkedInputs(inputs));
  }

  diff(_id: string, olds: Properties, news: Properties) {
    const diff = diffWebAlias(olds, news);
    if (diff.changes && diff.replaces.length === 0) this.#announce(news);
    return diff;
  }

  async create(news: Properties) {
    const inputs = checkedInputs(news);
    this.#begun(inputs);
    return { id: formatId(inputs), outputs: await this.#mapping.ensure("create", inputs) };
  }

  async read(id: string, olds: Properties) {
    const state = readState(olds);
    const alias = identityOf(id);
    const client = this.access.client(state.connection);
    this.session.owned.note(placeOf(client.panel, alias), state.names ?? []);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.notLookedAt(alias.domain, state, client.panel));
      return { id, outputs: olds };
    }
    const webDomain = await during(context("read", alias), () =>
      this.access.look(client, alias, state.panel !== undefined),
    );
    const www = state.www ?? (takesWww(alias.domain) && webDomain?.has(`www.${alias.domain}`) === true);
    const owned = ownedNames(alias.domain, www);
    const names = owned.filter((name) => webDomain?.has(name) === true);
    if (names.length === 0) {
      // A lookup brings no outputs, and the engine takes an empty answer of a dynamic provider for a find.
      if (state.panel === undefined) throw notThere(client.panel, alias);
      return undefined;
    }
    const { adopted = false, requiredDnsRecords: _records, ...declared } = state;
    const inputs = { ...declared, ...alias, www, names, panel: client.panel };
    const addresses = this.access.addresses(state.connection, webDomain);
    const seen = { adopted, requiredDnsRecords: recordsFor(owned, addresses) };
    return { id: formatId(alias), outputs: { ...inputs, ...seen }, inputs };
  }

  async update(_id: string, olds: Properties, news: Properties) {
    const inputs = checkedInputs(news);
    this.#begun(inputs);
    const state = readState(olds);
    const client = this.access.client(inputs.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.goes(inputs.domain, state, client.panel));
      return this.#mapping.ensure("update", inputs);
    }
    const have = state.names ?? [];
    const surplus = have.filter((name) => !inputs.names.includes(name));
    const complete = inputs.names.every((name) => have.includes(name));
    const { adopted = false, requiredDnsRecords: records = [] } = state;
    const outputs = complete
      ? { ...inputs, adopted, requiredDnsRecords: records.filter(({ name }) => inputs.names.includes(name)) }
      : await this.#mapping.ensure("update", inputs, state);
    if (surplus.length === 0) return outputs;
    const take = (names: readonly string[]) => this.#mapping.remove("update", inputs, names);
    const { remove, stay } = await giveUp(this.session, placeOf(client.panel, inputs), surplus, take);
    if (remove.length > 0) await take(remove);
    // What stays is this resource's until it is known whose it is.
    return { ...outputs, names: [...(readState(outputs).names ?? []), ...stay] };
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const { connection, restart, ...state } = readState(olds);
    const alias = identityOf(id);
    const client = this.access.client(connection);
    if (isElsewhere(state, client.panel)) {
      return this.session.report(moved.stays(alias.domain, state, client.panel));
    }
    const names = new Set([...ownedNames(alias.domain, state.www ?? false), ...(state.names ?? [])]);
    try {
      await this.#mapping.remove("delete", { ...alias, connection, restart }, [...names]);
    } catch (error) {
      if (!isAccountGone(error)) throw error;
    }
  }

  /** Lets the writer know of what the engine is about to send. */
  #announce({ panel, account, webDomain, domain }: Properties): void {
    if (![panel, account, webDomain, domain].every(isKnown)) return;
    const id = `${webDomain}/${domain}`;
    this.access.writer(String(panel), String(account)).traffic.announce(id);
  }

  #begun({ panel, account, webDomain, domain }: WebAliasInputs): void {
    this.access.writer(panel, account).traffic.begun(`${webDomain}/${domain}`);
  }
}

/** The engine passes on what `check` returned. */
const checkedInputs = (news: Properties) => news as unknown as WebAliasInputs;

const notThere = (panel: string, alias: WebAliasId): PanelError =>
  new PanelError({
    kind: "missing",
    panel,
    ...context("read", alias),
    what: "there is no such alias",
    cure: `Correct the id, which is ${ID_FORMAT}.`,
  });

function identityOf(id: string): WebAliasId {
  const parsed = parseId(id);
  const domain = webAliasFields.domain.safeParse(parsed?.domain);
  const webDomain = webAliasFields.webDomain.safeParse(parsed?.webDomain);
  if (parsed === undefined || !domain.success || !webDomain.success) {
    const example = "tenant1/network.example.com/acme.com";
    throw new Error(`"${id}" is no id of a web alias; it looks like ${ID_FORMAT}, such as ${example}`);
  }
  return { account: parsed.account, webDomain: webDomain.data, domain: domain.data };
}

import { isKnown } from "../../core/draft";
import type { Lifecycle, Properties } from "../../core/dynamic";
import { during, PanelError } from "../../core/errors";
import { letGo } from "../../core/handOver";
import { isElsewhere, moved } from "../../core/moves";
import type { Session } from "../../core/session";
import { asUnmanaged, managedIn, partings, tellEmptied, unowned } from "../../core/unmanaged";
import { HestiaAccess } from "../access";
import { placeOf } from "../id";
import { checkWebAliases } from "./check";
import { type Change, Convergence, contextOf } from "./convergence";
import { diffWebAliases } from "./diff";
import { allNames, entriesFor, namesOf, seenEntries } from "./entries";
import { formatId, ID_FORMAT, parseId, type SetPlace } from "./id";
import { othersOn } from "./others";
import { readState, type WebAliasesInputs } from "./schema";

/** The life of a set: many aliases of one web domain, in one resource. */
export class WebAliasesLifecycle implements Lifecycle {
  readonly #access: HestiaAccess;
  readonly #convergence: Convergence;

  constructor(private readonly session: Session) {
    this.#access = new HestiaAccess(session);
    this.#convergence = new Convergence(session, this.#access);
  }

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    const checked = checkWebAliases(this.session, this.#access, olds, news, declaration);
    if (checked.problems.length === 0 && Object.keys(olds).length === 0) this.#announce(checked.inputs);
    return checked;
  }

  idOf(inputs: Properties) {
    return formatId(checkedInputs(inputs));
  }

  diff(id: string, olds: Properties, news: Properties) {
    tellEmptied(this.session, describe(parseId(id)), readState(olds), news);
    const diff = diffWebAliases(olds, news);
    if (diff.changes && diff.replaces.length === 0) this.#announce(news);
    return diff;
  }

  async create(news: Properties) {
    const inputs = checkedInputs(news);
    this.#begun(inputs);
    const change = { add: managedIn(inputs.domains), remove: [] };
    return { id: formatId(inputs), outputs: await this.#convergence.ensure("create", inputs, change) };
  }

  async read(id: string, olds: Properties) {
    const state = readState(olds);
    const place = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.notLookedAt(describe(place), state, client.panel));
      return { id, outputs: olds };
    }
    const spot = placeOf(client.panel, place);
    this.session.owned.note(spot, state.names ?? []);
    const webDomain = await during({ ...contextOf("read", place), domain: THE_SET }, () =>
      this.#access.look(client, place, state.panel !== undefined),
    );
    // A lookup brings no outputs, and the engine takes an empty answer of a dynamic provider for a find.
    if (webDomain === undefined && state.panel === undefined) throw notThere(client.panel, place);
    const listed = othersOn(webDomain, place.webDomain, []);
    const known = state.domains ?? entriesFor(listed);
    const domains = seenEntries(known, (name) => webDomain?.has(name) === true);
    const names = allNames(domains);
    if (names.length === 0 && Object.keys(known).length > 0) return undefined;
    if (webDomain === undefined) return undefined;
    const {
      domains: _domains,
      unmanaged: _unmanaged,
      adopted = [],
      addresses: _addresses,
      ...declared
    } = state;
    const others = othersOn(webDomain, place.webDomain, names);
    const unmanaged = state.exclusive === true ? asUnmanaged(await unowned(this.session, spot, others)) : {};
    const { names: _names, ...manner } = declared;
    const inputs = { ...manner, ...place, domains: { ...domains, ...unmanaged }, panel: client.panel };
    const seen = {
      names,
      adopted: adopted.filter((name) => names.includes(name)),
      failed: {},
      addresses: this.#access.addresses(state.connection, webDomain),
    };
    return { id: formatId(place), outputs: { ...inputs, ...seen }, inputs };
  }

  async update(_id: string, olds: Properties, news: Properties) {
    const inputs = checkedInputs(news);
    this.#begun(inputs);
    const state = readState(olds);
    const client = this.#access.client(inputs.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.goes(describe(inputs), state, client.panel));
      return this.#convergence.ensure("update", inputs, { add: managedIn(inputs.domains), remove: [] });
    }
    const have = new Set(state.names ?? []);
    const declared = managedIn(inputs.domains);
    const missing = Object.entries(declared).filter(
      ([domain, entry]) => !namesOf(domain, entry).every((name) => have.has(name)),
    );
    const { remove, own } = await partings(
      this.session,
      placeOf(client.panel, inputs),
      inputs,
      state,
      new Set(allNames(declared)),
    );
    const change: Change = { add: Object.fromEntries(missing), remove };
    return this.#convergence.ensure("update", inputs, change, { ...state, names: own });
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const state = readState(olds);
    const place = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      return this.session.report(moved.stays(describe(place), state, client.panel));
    }
    const { connection, restart, names = [] } = state;
    const all = [...new Set([...allNames(state.domains ?? {}), ...names])];
    // A replacement that deletes first does so before the engine has looked at the program's other resources.
    const goners = await letGo(this.session, placeOf(client.panel, place), all);
    await this.#convergence.remove({ ...place, connection, restart }, goners);
  }

  /** Lets the writer know of what the engine is about to send. */
  #announce({ panel, account, webDomain }: Properties): void {
    if (![panel, account, webDomain].every(isKnown)) return;
    this.#access.writer(String(panel), String(account)).traffic.announce(String(webDomain));
  }

  #begun({ panel, account, webDomain }: WebAliasesInputs): void {
    this.#access.writer(panel, account).traffic.begun(webDomain);
  }
}

/** In place of a name, where an error is about all of them. */
const THE_SET = "the set";

/** The engine passes on what `check` returned. */
const checkedInputs = (news: Properties) => news as unknown as WebAliasesInputs;

const describe = ({ account, webDomain }: SetPlace) =>
  `The set of aliases of web domain ${webDomain} (account ${account})`;

const notThere = (panel: string, place: SetPlace): PanelError =>
  new PanelError({
    kind: "missing",
    panel,
    ...contextOf("read", place),
    domain: THE_SET,
    what: "there is no such web domain",
    cure: `Correct the id, which is ${ID_FORMAT}.`,
  });

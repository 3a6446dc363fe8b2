import type { Lifecycle, Properties } from "../../core/dynamic";
import { during } from "../../core/errors";
import { letGo } from "../../core/handOver";
import { isElsewhere, moved } from "../../core/moves";
import type { Session } from "../../core/session";
import { asUnmanaged, managedIn, partings, tellEmptied, unowned } from "../../core/unmanaged";
import { EnhanceAccess } from "../access";
import type { EnhanceClient } from "../client";
import { placeOf } from "../id";
import { byName, type MappingsByName, type WebsiteRef } from "../mappings";
import { checkDomains } from "./check";
import { type Change, Convergence, contextOf, othersOn } from "./convergence";
import { diffDomains } from "./diff";
import { declarable, type Entries, isAsDeclared, seenEntries } from "./entries";
import { describe, formatId, parseId, targetOf } from "./id";
import { type DomainsInputs, readState } from "./schema";

/** The life of a set: many domains of one website, in one resource. */
export class EnhanceDomainsLifecycle implements Lifecycle {
  readonly #access: EnhanceAccess;
  readonly #convergence: Convergence;

  constructor(private readonly session: Session) {
    this.#access = new EnhanceAccess(session);
    this.#convergence = new Convergence(session, this.#access);
  }

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    return checkDomains(this.session, this.#access, olds, news, declaration);
  }

  idOf(inputs: Properties) {
    return formatId(checkedInputs(inputs));
  }

  diff(id: string, olds: Properties, news: Properties) {
    tellEmptied(this.session, setOf(parseId(id)), readState(olds), news);
    return diffDomains(olds, news);
  }

  async create(news: Properties) {
    const inputs = checkedInputs(news);
    const change = { add: managedIn(inputs.domains), remove: [] };
    return { id: formatId(inputs), outputs: await this.#convergence.ensure("create", inputs, change) };
  }

  async read(id: string, olds: Properties) {
    const state = readState(olds);
    const website = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.notLookedAt(setOf(website), state, client.panel));
      return { id, outputs: olds };
    }
    const place = placeOf(client.panel, targetOf(website));
    this.session.owned.note(place, state.names ?? []);
    const mappings = await this.#look(client, website);
    const known: Entries =
      state.domains ?? Object.fromEntries(othersOn(mappings, []).map((name) => [name, true]));
    const domains = seenEntries(known, mappings);
    const names = Object.keys(domains);
    if (names.length === 0 && Object.keys(known).length > 0) return undefined;

    const {
      domains: _domains,
      unmanaged: _unmanaged,
      names: _names,
      adopted = [],
      addresses,
      ...manner
    } = state;
    const others = othersOn(mappings, names);
    const unmanaged = state.exclusive === true ? asUnmanaged(await unowned(this.session, place, others)) : {};
    const inputs = { ...manner, ...website, panel: client.panel };
    const outputs = {
      ...inputs,
      domains: { ...domains, ...unmanaged },
      names,
      adopted: adopted.filter((name) => mappings.has(name)),
      failed: {},
      addresses: (await this.#convergence.addresses(client, website)) ?? addresses ?? [],
    };
    return {
      id: formatId(website),
      outputs,
      inputs: { ...inputs, domains: { ...declarable(domains), ...unmanaged } },
    };
  }

  async update(_id: string, olds: Properties, news: Properties) {
    const inputs = checkedInputs(news);
    const state = readState(olds);
    const client = this.#access.client(inputs.connection);
    const declared = managedIn(inputs.domains);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.goes(setOf(inputs), state, client.panel));
      return this.#convergence.ensure("update", inputs, { add: declared, remove: [] });
    }
    const { remove, own } = await partings(
      this.session,
      placeOf(client.panel, targetOf(inputs)),
      inputs,
      state,
      new Set(Object.keys(declared)),
    );
    const add = Object.entries(declared).filter(
      ([name, entry]) => !isAsDeclared(entry, state.domains?.[name]),
    );
    const change: Change = { add: Object.fromEntries(add), remove };
    return this.#convergence.ensure("update", inputs, change, { ...state, names: own });
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const state = readState(olds);
    const website = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      return this.session.report(moved.stays(setOf(website), state, client.panel));
    }
    const { connection, names = [], domains = {} } = state;
    const all = [...new Set([...Object.keys(domains), ...names])];
    // A replacement that deletes first does so before the engine has looked at the program's other resources.
    const goners = await letGo(this.session, placeOf(client.panel, targetOf(website)), all);
    await this.#convergence.remove({ ...website, connection }, goners);
  }

  /** The website's domains, from a list that other reads of the run share. */
  async #look(client: EnhanceClient, website: WebsiteRef): Promise<MappingsByName> {
    const context = { ...contextOf("read", website), domain: "the set" };
    return byName(await during(context, () => this.#access.list(client.panel, website).recent(client)));
  }
}

/** The engine passes on what `check` returned. */
const checkedInputs = (news: Properties) => news as unknown as DomainsInputs;

const setOf = (website: WebsiteRef) => `The set of domains of ${describe(website)}`;

import { type ZodType, z } from "zod";
import { during, type Failure, PanelError, PartialSuccess } from "../core/errors";
import { onExisting } from "../core/inputs";
import type { Place } from "./claims";
import { diffMapping } from "./diff";
import { type Checked, type Diff, type Lifecycle, type Properties, UNKNOWN } from "./dynamic";
import { awaitReleases, giveUp, keeps, letGo } from "./handOver";
import { isElsewhere, moved } from "./moves";
import type { Session } from "./session";
import { SetFailures } from "./setFailures";
import {
  asUnmanaged,
  managedIn,
  stillThere,
  surplus,
  tellEmptied,
  UNMANAGED,
  type Unmanaged,
  unmanagedIn,
  unowned,
} from "./unmanaged";

/** In place of a name, where an error is about all of them. */
const THE_SET = "the set";
/** In place of a name, where it is about some. */
export const NAMES_OF_THE_SET = "names of the set";

/** The names of a set, each with what is said or was seen of it; `true` where that is nothing. */
export type Entries<Entry> = Readonly<Record<string, Entry>>;

/** Inputs of a set as `check` leaves them. */
export interface SetInputs<Entry> {
  /** Names of the set; and names beside it, which a refresh saw and another resource declares. */
  readonly domains: Readonly<Record<string, Entry | Unmanaged>>;
  /** host:port that the connection leads to. */
  readonly panel: string;
  readonly onExisting?: z.infer<typeof onExisting>;
  readonly exclusive?: boolean;
  readonly connection?: string;
}

const Common = {
  names: z.array(z.string()),
  adopted: z.array(z.string()),
  addresses: z.array(z.string()),
  panel: z.string(),
  onExisting,
  exclusive: z.boolean(),
  connection: z.string(),
};

type Parsed<Fields> = { [Key in keyof Fields]?: z.output<Fields[Key]> | undefined };

/** A set as it was last seen; a `get` brings little or nothing. */
export type SetState<Entry, Own = unknown> = Parsed<typeof Common> &
  Own & {
    /** What of the set was there; undefined where nothing is known of it. */
    readonly domains: Entries<Entry> | undefined;
    /** What else a refresh saw at the place. */
    readonly unmanaged: readonly string[];
  };

/** The reader of what a set's state keeps, as far as later operations read it. */
export function setStateReader<Entry, Own extends Record<string, ZodType>>(
  entry: ZodType<Entry>,
  own: Own,
): (properties: unknown) => SetState<Entry, Parsed<Own>> {
  const Domains = z.record(z.string(), z.union([z.literal(UNMANAGED), entry]));
  const State = z.object({ ...own, ...Common, domains: Domains }).partial();
  return (properties) => {
    const { domains, ...state } = State.parse(properties) as Parsed<typeof Common> &
      Parsed<Own> & { domains?: SetInputs<Entry>["domains"] };
    return {
      ...(state as Parsed<typeof Common> & Parsed<Own>),
      domains: domains && managedIn<Entry>(domains),
      unmanaged: unmanagedIn(domains ?? {}),
    };
  };
}

/** What became of an entry, or of a name that was to be removed. */
export interface Outcome<Seen> {
  /** Its names that are at the place now and the set's; undefined where no list has told. */
  readonly present?: readonly string[] | undefined;
  /** Its names that were there before. */
  readonly existed?: readonly string[];
  /** As the latest list has it. */
  readonly seen?: Seen | undefined;
  /** Why it is not as it should be. */
  readonly failure?: PanelError | undefined;
}

/** What is to be done to a set's place. */
export interface Change<Entry> {
  /** Entries of which something is missing, or not as declared. */
  readonly add: Entries<Entry>;
  /** Names to be taken off. */
  readonly remove: readonly string[];
  /** Whether a name that is there already may be taken over. */
  accepts(name: string): boolean;
  /** Whether a name that was to be removed stays after all; asked when its turn comes. */
  keeps(name: string): boolean;
  /** Whether another resource of the run takes a name at another place. */
  isMoving(name: string): boolean;
  /** Whether a name to be removed was the set's own, and not one beside it. */
  isOwn(name: string): boolean;
}

/** Where an operation is, as errors tell it. */
type Context = Pick<Failure, "operation" | "place">;

/** What of a kind of set can be told without a panel. */
export interface SetKind<Entry, State extends SetState<Entry>> {
  /** Inputs that tell one set from another: at another place it is another set. */
  readonly identity: readonly string[];
  /** Inputs whose change is kept, and takes a call only where it moves names. */
  readonly inPlace: readonly string[];
  readState(properties: unknown): State;
  namesOf(domain: string, entry: Entry): string[];
  /** Whether an entry reads in the state as it is declared. */
  isSame(entry: Entry, seen: Entry | undefined): boolean;
}

/** What a panel is for sets: places that hold names, what an entry is, and how a place is brought in line. */
export interface SetPanel<
  Target extends object,
  Entry,
  Inputs extends SetInputs<Entry> & Target,
  State extends SetState<Entry>,
  Listing,
  Seen,
  /** What all places of the panel are told by, also those of other resources. */
  At = Target,
> {
  readonly kind: SetKind<Entry, State>;
  readonly idFormat: string;
  /** What is missing where a place is not there. */
  readonly notThere: string;
  check(olds: Properties, news: Properties, declaration: string | undefined): Checked;
  /** @throws Error where the text is no id */
  parseId(id: string): Target;
  targetOf(inputs: Target): Target;
  formatId(target: Target): string;
  /** The place in words, as errors tell it. */
  describe(target: Target): string;
  /** The place and the set, each as the beginning of a sentence. */
  readonly sentence: { place(target: Target): string; set(target: Target): string };
  placeOf(panel: string, target: Target): Place<At>;
  /** host:port that a connection leads to. @throws ConfigurationError where it leads nowhere */
  panelAt(connection: string | undefined): string;
  refusesExisting(inputs: Inputs): boolean;
  /** Whether nothing has to be done about an entry, as it was last seen. */
  isDone(domain: string, entry: Entry, state: State): boolean;
  /** A list that other reads of the run share; undefined where the place is gone for certain. */
  look(connection: string | undefined, target: Target, isKnown: boolean): Promise<Listing | undefined>;
  /** Names at the place, without those that it has of its own. */
  namesAt(listing: Listing, target: Target): string[];
  /** Those of them beside these that can be taken off. */
  others(listing: Listing, target: Target, names: readonly string[]): string[];
  /** Names as entries of which nothing more is known than before. */
  entriesOf(names: readonly string[], before?: Entries<Entry>): Entries<Entry>;
  /** What of the entries is there. */
  seenEntries(entries: Entries<Entry>, listing: Listing): Entries<Entry>;
  /** An entry after a run: what of it is there; undefined where nothing is. */
  entryAfter(
    domain: string,
    declared: Entry,
    after: { has(name: string): boolean; seen: Seen | undefined; before: Entry | undefined },
  ): Entry | undefined;
  /** Entries as they would have to be declared for what is there. */
  declarable(entries: Entries<Entry>): Entries<Entry>;
  addresses(
    connection: string | undefined,
    target: Target,
    listing: Listing,
  ): Promise<readonly string[] | undefined>;
  /** Sees that names can go to another place, before they are taken off this one. */
  verifyDestination(connection: string | undefined, destination: At, context: Context): Promise<void>;
  apply(
    manner: Inputs | State,
    target: Target,
    change: Change<Entry>,
    context: Context,
  ): Promise<{ outcomes: ReadonlyMap<string, Outcome<Seen>>; listing?: Listing | undefined }>;
  /** What the user is to hear after a run. */
  remarks(
    inputs: Inputs,
    after: { added: readonly string[]; entries: Entries<Entry>; listing: Listing | undefined },
  ): readonly string[];
  /** Hears of operations that the engine is about to send, and of those that have begun. */
  announce?(inputs: Properties): void;
  begun?(inputs: Inputs): void;
}

/** The life of a set: many names at one place, in one resource. */
export class SetLifecycle<
  Target extends object,
  Entry,
  Inputs extends SetInputs<Entry> & Target,
  State extends SetState<Entry>,
  Listing,
  Seen,
  At,
> implements Lifecycle
{
  constructor(
    private readonly session: Session,
    private readonly panel: SetPanel<Target, Entry, Inputs, State, Listing, Seen, At>,
  ) {}

  check(olds: Properties, news: Properties, declaration: string | undefined): Checked {
    const checked = this.panel.check(olds, news, declaration);
    if (checked.problems.length === 0 && Object.keys(olds).length === 0)
      this.panel.announce?.(checked.inputs);
    return checked;
  }

  idOf(inputs: Properties): string {
    return this.panel.formatId(checkedInputs<Inputs>(inputs));
  }

  diff(id: string, olds: Properties, news: Properties): Diff {
    const { panel, session } = this;
    const state = panel.kind.readState(olds);
    if (news.domains !== UNKNOWN && news.panel === state.panel) {
      const declared = new Set(this.#allNames(managedIn(news.domains as Inputs["domains"])));
      tellEmptied(session, panel.sentence.set(panel.parseId(id)), state.names ?? [], declared);
    }
    const diff = diffSet(panel.kind, olds, news);
    if (diff.changes && diff.replaces.length === 0) panel.announce?.(news);
    return diff;
  }

  async create(news: Properties): Promise<{ id: string; outputs: Properties }> {
    const inputs = checkedInputs<Inputs>(news);
    this.panel.begun?.(inputs);
    const change = { add: managedIn<Entry>(inputs.domains), remove: [] };
    return { id: this.panel.formatId(inputs), outputs: await this.#ensure("create", inputs, change) };
  }

  async read(id: string, olds: Properties) {
    const { panel, session } = this;
    const state = panel.kind.readState(olds);
    const target = panel.parseId(id);
    const host = panel.panelAt(state.connection);
    if (isElsewhere(state, host)) {
      session.report(moved.notLookedAt(panel.sentence.set(target), state, host));
      return { id, outputs: olds };
    }
    const place = panel.placeOf(host, target);
    session.owned.note(place, state.names ?? []);
    const context = { operation: "read", place: panel.describe(target), domain: THE_SET };
    const listing = await during(context, () =>
      panel.look(state.connection, target, state.panel !== undefined),
    );
    if (listing === undefined) {
      // A lookup brings no outputs, and the engine takes an empty answer of a dynamic provider for a find.
      if (state.panel !== undefined) return undefined;
      const cure = `Correct the id, which is ${panel.idFormat}.`;
      throw new PanelError({ kind: "missing", panel: host, ...context, what: panel.notThere, cure });
    }
    const known = state.domains ?? panel.entriesOf(panel.namesAt(listing, target));
    const domains = panel.seenEntries(known, listing);
    const names = this.#allNames(domains);
    if (names.length === 0 && Object.keys(known).length > 0) return undefined;
    const { domains: _domains, unmanaged: _unmanaged, names: _names, adopted = [], ...rest } = state;
    const { addresses, ...manner } = rest;
    const others = panel.others(listing, target, names);
    const unmanaged = state.exclusive === true ? asUnmanaged(await unowned(session, place, others)) : {};
    const declared = { ...plainData(manner), ...target, panel: host };
    const seen = {
      domains: { ...domains, ...unmanaged },
      names,
      adopted: adopted.filter((name) => names.includes(name)),
      failed: {},
      addresses: (await panel.addresses(state.connection, target, listing)) ?? addresses ?? [],
    };
    return {
      id: panel.formatId(target),
      outputs: { ...declared, ...seen },
      inputs: { ...declared, domains: { ...panel.declarable(domains), ...unmanaged } },
    };
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<Properties> {
    const { panel, session } = this;
    const inputs = checkedInputs<Inputs>(news);
    panel.begun?.(inputs);
    const state = panel.kind.readState(olds);
    const host = panel.panelAt(inputs.connection);
    const declared = managedIn<Entry>(inputs.domains);
    if (isElsewhere(state, host)) {
      session.report(moved.goes(panel.sentence.set(inputs), state, host));
      return this.#ensure("update", inputs, { add: declared, remove: [] });
    }
    const wanted = new Set(this.#allNames(declared));
    const context = { operation: "update", place: panel.describe(inputs) };
    const target = panel.targetOf(inputs);
    const own = new Set(state.names);
    const done = new Map<string, Outcome<Seen>>();
    const take = async (names: readonly string[]) => {
      const change = { add: {}, remove: names };
      const { outcomes } = await this.#apply(inputs, target, context, change, own, () => false);
      for (const [name, outcome] of outcomes) done.set(name, outcome);
    };
    const goes = surplus(inputs, state, wanted);
    const { remove } = await giveUp(session, panel.placeOf(host, inputs), goes, take);
    const add = Object.entries(declared).filter(([domain, entry]) => !panel.isDone(domain, entry, state));
    return this.#ensure("update", inputs, { add: Object.fromEntries(add), remove }, state, done);
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const { panel, session } = this;
    const state = panel.kind.readState(olds);
    const target = panel.parseId(id);
    const host = panel.panelAt(state.connection);
    if (isElsewhere(state, host)) {
      return session.report(moved.stays(panel.sentence.set(target), state, host));
    }
    const all = [...new Set([...this.#allNames(state.domains ?? {}), ...(state.names ?? [])])];
    // A replacement that deletes first does so before the engine has looked at the program's other resources.
    const remove = await letGo(session, panel.placeOf(host, target), all);
    const context = { operation: "delete", place: panel.describe(target) };
    const own = new Set(all);
    const { outcomes } = await this.#apply(state, target, context, { add: {}, remove }, own, () => false);
    const failures = new SetFailures(context);
    for (const [name, { failure }] of outcomes) if (failure !== undefined) failures.add(name, failure);
    if (failures.any) throw new Error(failures.messages.join("\n"));
  }

  /**
   * Makes a change, each entry and each name for itself: one that fails leaves the others to land.
   *
   * @param state of the set when it has been on this panel before
   * @param done what became of names that were taken off before
   * @throws PartialSuccess when some of what is declared is there
   */
  async #ensure(
    operation: "create" | "update",
    inputs: Inputs,
    change: Pick<Change<Entry>, "add" | "remove">,
    state?: State,
    done: ReadonlyMap<string, Outcome<Seen>> = new Map(),
  ): Promise<Properties> {
    const { panel, session } = this;
    const target = panel.targetOf(inputs);
    const host = panel.panelAt(inputs.connection);
    const place = panel.placeOf(host, target);
    const own = new Set(state?.names);
    const refuses = panel.refusesExisting(inputs);
    const accepts = (name: string) => !refuses || own.has(name) || session.claims.wasLeft(place, name);
    const context = { operation, place: panel.describe(target) };
    const { outcomes: now, listing } = await this.#apply(inputs, target, context, change, own, accepts);
    const outcomes = new Map([...done, ...now]);

    const failures = new SetFailures(context);
    const have = new Set(own);
    const adopted = new Set(state?.adopted);
    for (const [name, { present, existed = [], failure }] of outcomes) {
      if (failure !== undefined) failures.add(name, failure);
      const entry = change.add[name];
      if (entry !== undefined) for (const one of existed) if (!own.has(one)) adopted.add(one);
      if (present === undefined) continue;
      const names = entry === undefined ? [name] : panel.kind.namesOf(name, entry);
      for (const one of names) {
        if (!present.includes(one)) have.delete(one);
        else if (entry !== undefined) have.add(one);
      }
    }
    const entries: Record<string, Entry> = {};
    for (const [domain, declared] of Object.entries(managedIn<Entry>(inputs.domains))) {
      const { seen } = outcomes.get(domain) ?? {};
      const before = state?.domains?.[domain];
      const after = panel.entryAfter(domain, declared, { has: (name) => have.has(name), seen, before });
      if (after !== undefined) entries[domain] = after;
    }
    // What could not be taken off is the set's own until it is; a stray never is, and shows until it has gone.
    const owned = new Set(this.#allNames(entries));
    const remaining = [...have].filter((name) => !owned.has(name));
    Object.assign(entries, panel.entriesOf(remaining, state?.domains));
    const removed = [...change.remove, ...done.keys()];
    const strays = removed.filter((name) => !own.has(name) && failures.has(name));
    const beside = [...unmanagedIn(inputs.domains), ...strays];
    if (inputs.exclusive === true && listing !== undefined) {
      const others = panel.others(listing, target, [...have, ...beside]);
      const message = stillThere(others, session.claims, place, panel.sentence.place(target));
      if (message !== undefined) session.report(message);
    }
    const added = Object.keys(change.add);
    for (const remark of panel.remarks(inputs, { added, entries, listing })) session.report(remark);
    // Where nothing was seen, they are not worth a call.
    const isSeen = [...outcomes.values()].some(({ seen }) => seen !== undefined);
    const addresses =
      isSeen && listing !== undefined ? await panel.addresses(inputs.connection, target, listing) : undefined;
    const outputs = {
      ...plainData(inputs),
      domains: { ...entries, ...asUnmanaged(beside) },
      names: [...owned, ...remaining],
      adopted: [...adopted].filter((name) => have.has(name)),
      failed: failures.byName,
      addresses: addresses ?? state?.addresses ?? [],
      panel: host,
    };
    if (!failures.any) return outputs;
    if (have.size === 0 && state === undefined) throw new Error(failures.messages.join("\n"));
    throw new PartialSuccess(panel.formatId(target), outputs, failures.messages);
  }

  /** Has the panel make a change, except for names that the program of this run declares elsewhere. */
  async #apply(
    manner: Inputs | State,
    target: Target,
    context: Context,
    { add, remove }: Pick<Change<Entry>, "add" | "remove">,
    own: ReadonlySet<string>,
    accepts: (name: string) => boolean,
  ): Promise<{ outcomes: ReadonlyMap<string, Outcome<Seen>>; listing?: Listing | undefined }> {
    if (Object.keys(add).length + remove.length === 0) return { outcomes: new Map() };
    const { panel, session } = this;
    const { claims } = session;
    const place = panel.placeOf(panel.panelAt(manner.connection), target);
    const isKept = keeps(session, place);
    // Whoever takes a name over has to know by the time that it finds it there.
    claims.leave(place, remove.filter(isKept));
    for (const destination of claims.destinations(place, remove))
      await panel.verifyDestination(manner.connection, destination.target, context);
    const apply = async (part: Pick<Change<Entry>, "add" | "remove">) => {
      const done = await panel.apply(
        manner,
        target,
        {
          ...part,
          accepts,
          keeps: isKept,
          isMoving: (name) => claims.destination(place, name) !== undefined,
          isOwn: (name) => own.has(name),
        },
        context,
      );
      claims.gaveUp(place, part.remove);
      return done;
    };
    const names = this.#allNames(add);
    if (claims.stillLeaving(place, names).length === 0) return apply({ add, remove });
    // Two sets may exchange names: each gives up its own before it waits for those of the other.
    const removed = remove.length === 0 ? undefined : await apply({ add: {}, remove });
    await awaitReleases(session, place, names);
    const added = await apply({ add, remove: [] });
    return {
      outcomes: new Map([...(removed?.outcomes ?? []), ...added.outcomes]),
      listing: added.listing ?? removed?.listing,
    };
  }

  #allNames(entries: Entries<Entry>): string[] {
    return Object.entries(entries).flatMap(([domain, entry]) => this.panel.kind.namesOf(domain, entry));
  }
}

/** Compares what is declared with what was last seen on the panel, name by name. */
export function diffSet<Entry, State extends SetState<Entry>>(
  kind: SetKind<Entry, State>,
  olds: Properties,
  news: Properties,
): Diff {
  const state = kind.readState(olds);
  const given = news.domains as SetInputs<Entry>["domains"] | typeof UNKNOWN;
  const domains = given === UNKNOWN ? {} : given;
  const declared = Object.entries(managedIn<Entry>(domains));
  const beside = unmanagedIn(domains);
  const seen = state.domains ?? {};
  const differs =
    declared.length + beside.length !== Object.keys(seen).length + state.unmanaged.length ||
    beside.some((name) => !state.unmanaged.includes(name)) ||
    declared.some(([name, entry]) => !kind.isSame(entry, seen[name]));
  const names = declared.flatMap(([domain, entry]) => kind.namesOf(domain, entry));
  const { identity, inPlace } = kind;
  return diffMapping(state, { ...news, names }, { identity, inPlace, differs });
}

/** What has a type of its own, as what the engine keeps. */
const plainData = (data: object): Properties => ({ ...data });

/** The engine passes on what `check` returned. */
const checkedInputs = <Inputs>(news: Properties) => news as unknown as Inputs;

import type { Clock } from "../core/clock";
import { isHopeless, isPanelError, isUnclear, orPanelError, PanelError } from "../core/errors";
import type { Applied, Outcome, Plan } from "./panel";

/** What a list shows, by names in canonical form. */
export type Listed<Seen> = ReadonlyMap<string, Seen>;

/** A change of a mapping in place, which is one call. */
export interface Change<Seen> {
  send(): Promise<void>;
  /** Whether a list shows that it was made. */
  isMade(seen: Seen): boolean;
  /** What the panel has kept where it was not made, such as "kind alias in place of addon"; and what to do then. */
  readonly kept: string;
  readonly cure: string;
}

/** What a failed call means. */
export interface Verdict<Item> {
  readonly error: PanelError;
  /** Whether the call for another one would end in the same way. */
  readonly covers?: (other: Item) => boolean;
}

/**
 * A place of a panel that is well behaved: each call does one thing, and does not undo what another one does. What it
 * answers is still not believed before a list shows it.
 */
export interface WellBehavedPlace<Wanted extends { readonly domain: string }, Seen> {
  readonly panel: string;
  /** What it is, such as "this website". */
  readonly title: string;
  /** Calls that are under way at once. */
  readonly width: number;
  /** A list taken anew. */
  list(): Promise<Listed<Seen>>;
  add(wanted: Wanted): Promise<void>;
  /** Removes a mapping. @throws PanelError also where it is gone already */
  remove(seen: Seen): Promise<void>;
  /** Why a mapping is none of ours to adopt, change or remove. @default all are */
  reserved?(seen: Seen, name: string): PanelError | undefined;
  /** Why nothing can be mapped here at all; undefined where it can. @default it always can */
  refusal?(): Promise<PanelError | undefined>;
  /** Why an add failed. @default what {@link alike} says */
  judge?(wanted: Wanted, error: PanelError): Promise<Verdict<Wanted>>;
  /**
   * The calls that bring a mapping in line with what is declared of it, in order, each with a place of its own in the list.
   * @default nothing is changed in place
   */
  changes?(seen: Seen, wanted: Wanted): readonly (Change<Seen> | undefined)[];
}

/** What became of a name. */
interface NameOutcome<Seen> {
  /** Whether it is at the place, and ours; not set where no list has told. */
  readonly has?: boolean | undefined;
  /** As the latest list has it. */
  readonly seen?: Seen | undefined;
  /** Whether it was there before. */
  readonly existed?: boolean;
  readonly reserved?: PanelError;
  readonly failure?: PanelError | undefined;
}

/** A list; where it could not be had, why. */
type Look<Seen> =
  | { readonly listed: Listed<Seen> }
  | { readonly listed?: undefined; readonly failure: PanelError };

/** One call about one name. */
interface Call<Seen> {
  readonly name: string;
  send(): Promise<void>;
  /** Whether a list shows that it was done. */
  isShown(listed: Listed<Seen>): boolean;
}

/** A call that adds a mapping. */
interface Addition<Wanted, Seen> extends Call<Seen> {
  readonly wanted: Wanted;
}

/** A mapping that is there, and what is declared of it. */
interface Found<Wanted, Seen> {
  readonly wanted: Wanted;
  readonly seen: Seen;
  readonly existed: boolean;
}

/** Why calls failed. */
type Errors<Seen> = ReadonlyMap<Call<Seen>, PanelError>;

/** Milliseconds between looks for lost work: what was cut off lands within seconds, or not at all. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];

/** After so many lost answers in a row, a look tells whether the panel still does what it is asked to. */
const LOST_IN_A_ROW = 5;

/**
 * Brings a place in line with a plan: one list before, one that proves removals and adds together, and one more where
 * mappings were changed in place. No call is made twice, whatever becomes of its answer.
 *
 * @param wantedOf what is to be there for an entry, name by name
 */
export function oneByOne<Options, Wanted extends { readonly domain: string }, Seen>(
  place: WellBehavedPlace<Wanted, Seen>,
  clock: Clock,
  plan: Plan<Options>,
  wantedOf: (domain: string, options: Options) => readonly Wanted[],
): Promise<Applied<Seen, Listed<Seen>>> {
  const entries = Object.entries(plan.ensure).map(
    ([domain, options]) => [domain, wantedOf(domain, options)] as const,
  );
  return new OneByOne(place, clock, plan, entries).run();
}

class OneByOne<Wanted extends { readonly domain: string }, Seen> {
  readonly #outcomes = new Map<string, NameOutcome<Seen>>();

  constructor(
    private readonly place: WellBehavedPlace<Wanted, Seen>,
    private readonly clock: Clock,
    private readonly plan: Pick<Plan<unknown>, "remove" | "together" | "mayAdopt" | "keeps">,
    private readonly entries: readonly (readonly [domain: string, wanted: readonly Wanted[]])[],
  ) {}

  async run(): Promise<Applied<Seen, Listed<Seen>>> {
    const { place, plan } = this;
    const ensures = this.entries.flatMap(([, wanted]) => wanted);
    const before = await this.#look();
    const { listed } = before;
    if (listed === undefined) {
      for (const name of [...plan.remove, ...ensures.map(({ domain }) => domain)])
        this.#outcomes.set(name, { failure: before.failure });
      return this.#applied(undefined);
    }
    // Removals come first: they make room.
    const removals = this.#removals(listed);
    const removed = await this.#send(removals);
    const possible = await this.#possible(ensures, listed);
    const additions = possible.flatMap((wanted): Addition<Wanted, Seen>[] => {
      const { domain } = wanted;
      if (listed.has(domain)) return [];
      return [{ name: domain, wanted, send: () => place.add(wanted), isShown: (now) => now.has(domain) }];
    });
    const isAlone = additions.length === 1;
    const added = await this.#send(additions, isAlone ? undefined : (one, error) => this.#judge(one, error));
    const errors: Errors<Seen> = new Map<Call<Seen>, PanelError>([...removed, ...added]);
    const mayShow = [...removals, ...additions].some((call) => {
      const error = errors.get(call);
      return error === undefined || isPanelError(error, "unclear", "conflict");
    });
    const after = mayShow ? await this.#lookAfter(errors) : before;
    for (const one of removals) this.#proveRemoved(one.name, removed.get(one), after);
    const additionOf = new Map(additions.map((one) => [one.wanted, one]));
    const found: Found<Wanted, Seen>[] = [];
    for (const wanted of possible) {
      const seen = listed.get(wanted.domain);
      const addition = additionOf.get(wanted);
      if (seen !== undefined) found.push({ wanted, seen, existed: true });
      if (addition === undefined) continue;
      const now = await this.#proveAdded(addition, added.get(addition), after, isAlone);
      if (now !== undefined) found.push(now);
    }
    await this.#align(found);
    return this.#applied(after.listed);
  }

  /** What became of the entries, and of the names that were to be removed. */
  #applied(listing: Listed<Seen> | undefined): Applied<Seen, Listed<Seen>> {
    const names = this.entries.map(([domain, all]) => [domain, all.map((one) => one.domain)] as const);
    const entryOf = new Map(names.flatMap((entry) => entry[1].map((name) => [name, entry] as const)));
    const outcomes = new Map<string, Outcome<Seen>>();
    for (const name of this.#outcomes.keys()) {
      const [domain, group] = entryOf.get(name) ?? [name, [name]];
      if (!outcomes.has(domain)) outcomes.set(domain, this.#outcomeOf(group));
    }
    return { outcomes, listing };
  }

  #outcomeOf(names: readonly string[]): Outcome<Seen> {
    const all = names.flatMap((name) => this.#outcomes.get(name) ?? []);
    const isTold = all.some(({ has }) => has !== undefined);
    return {
      present: isTold ? names.filter((name) => this.#outcomes.get(name)?.has === true) : undefined,
      existed: names.filter((name) => this.#outcomes.get(name)?.existed === true),
      seen: all.find(({ has, seen }) => has === true && seen !== undefined)?.seen,
      reserved: all.find(({ reserved }) => reserved !== undefined)?.reserved,
      failure: all.find(({ failure }) => failure !== undefined)?.failure,
    };
  }

  /** What can be mapped: where nothing can be, removals go on alone. */
  async #possible(ensures: readonly Wanted[], listed: Listed<Seen>): Promise<readonly Wanted[]> {
    const free = ensures.filter(({ domain }) => {
      const seen = listed.get(domain);
      return seen === undefined || this.#mayBeOurs(domain, seen);
    });
    if (free.length === 0 || (this.plan.together && free.length < ensures.length)) return [];
    const failure = await this.place.refusal?.();
    if (failure === undefined) return free;
    for (const { domain } of free) this.#outcomes.set(domain, { failure });
    return [];
  }

  #removals(listed: Listed<Seen>): Call<Seen>[] {
    const { place, plan } = this;
    const removals = plan.remove.flatMap((name): Call<Seen>[] => {
      const seen = listed.get(name);
      const reserved = seen === undefined ? undefined : place.reserved?.(seen, name);
      if (seen === undefined || reserved !== undefined || plan.keeps(name)) {
        this.#outcomes.set(name, { has: false, ...(reserved === undefined ? {} : { reserved }) });
        return [];
      }
      const send = async () => {
        if (plan.keeps(name)) return;
        const failure = await orPanelError(place.remove(seen));
        const isGone = isPanelError(failure, "missing") && !isPlaceMissing(failure);
        if (failure !== undefined && !isGone) throw failure;
      };
      return [{ name, send, isShown: (now) => !now.has(name) }];
    });
    const isReserved = [...this.#outcomes.values()].some(({ reserved }) => reserved !== undefined);
    return plan.together && isReserved ? [] : removals;
  }

  #proveRemoved(name: string, error: PanelError | undefined, look: Look<Seen>): void {
    const isThere = look.listed?.has(name);
    if (isThere === false || this.plan.keeps(name)) this.#outcomes.set(name, { has: false });
    else this.#fail(name, isThere, error, look, this.#notRemoved(name));
  }

  /**
   * @param isAlone whether no other name was added: then why it failed is asked for only where it is not there after all
   * @returns the mapping where it is there, and may be the caller's
   */
  async #proveAdded(
    addition: Addition<Wanted, Seen>,
    error: PanelError | undefined,
    look: Look<Seen>,
    isAlone: boolean,
  ): Promise<Found<Wanted, Seen> | undefined> {
    const { name, wanted } = addition;
    const seen = look.listed?.get(name);
    if (seen === undefined) {
      const isJudged = error === undefined || isUnclear(error) || !isAlone;
      const why = isJudged ? error : (await this.#judge(addition, error)).error;
      this.#fail(name, look.listed && false, why, look, this.#notMapped(name));
      return undefined;
    }
    if (error === undefined || isUnclear(error)) return { wanted, seen, existed: false };
    // It was refused and is there all the same: somebody else has mapped it here since we looked.
    return this.#mayBeOurs(name, seen) ? { wanted, seen, existed: true } : undefined;
  }

  async #judge(
    { wanted }: Addition<Wanted, Seen>,
    error: PanelError,
  ): Promise<Verdict<Addition<Wanted, Seen>>> {
    const { error: why, covers } = (await this.place.judge?.(wanted, error)) ?? alike<Wanted>(error);
    return covers === undefined ? { error: why } : { error: why, covers: (other) => covers(other.wanted) };
  }

  /** Whether a mapping that is there may be the caller's. */
  #mayBeOurs(name: string, seen: Seen): boolean {
    const reserved = this.place.reserved?.(seen, name);
    const failure = reserved ?? (this.plan.mayAdopt(name) ? undefined : this.#unwanted(name));
    if (failure !== undefined) this.#outcomes.set(name, { failure });
    return failure === undefined;
  }

  #fail(
    name: string,
    has: boolean | undefined,
    error: PanelError | undefined,
    look: Look<Seen>,
    unproved: PanelError,
  ): void {
    const doubt = look.listed === undefined ? look.failure : unproved;
    this.#outcomes.set(name, { has, failure: error === undefined ? doubt : afterLooking(error) });
  }

  /** Brings what is declared of mappings in line, in place, and sees that the panel did it. */
  async #align(found: readonly Found<Wanted, Seen>[]): Promise<void> {
    const tasks = found.map((one) => ({ ...one, changes: this.#changes(one.seen, one.wanted) }));
    for (const { wanted, seen, existed } of tasks)
      this.#outcomes.set(wanted.domain, { has: true, seen, existed });
    const touched = tasks.filter(({ changes }) => changes.some((change) => change !== undefined));
    if (touched.length === 0) return;
    const errors = new Map<Call<Seen>, PanelError>();
    const failed = new Map<string, PanelError>();
    const steps = Math.max(...touched.map(({ changes }) => changes.length));
    for (let step = 0; step < steps; step += 1) {
      const calls = touched.flatMap(({ wanted: { domain: name }, changes }): Call<Seen>[] => {
        const change = changes[step];
        const error = failed.get(name);
        if (change === undefined || (error !== undefined && !isUnclear(error))) return [];
        const isShown = (listed: Listed<Seen>) => {
          const now = listed.get(name);
          return now !== undefined && change.isMade(now);
        };
        return [{ name, send: () => change.send(), isShown }];
      });
      for (const [call, error] of await this.#send(calls)) {
        errors.set(call, error);
        if (!failed.has(call.name)) failed.set(call.name, error);
      }
    }
    const look = await this.#lookAfter(errors);
    for (const task of touched) {
      const { domain } = task.wanted;
      this.#outcomes.set(domain, {
        existed: task.existed,
        ...this.#proveChanged(task, failed.get(domain), look),
      });
    }
  }

  /** What the list after the calls says of a mapping that was to be changed. */
  #proveChanged(
    { wanted, seen }: Found<Wanted, Seen>,
    error: PanelError | undefined,
    look: Look<Seen>,
  ): NameOutcome<Seen> {
    const why = error && afterLooking(error);
    if (look.listed === undefined) return { has: true, seen, failure: why ?? look.failure };
    const now = look.listed.get(wanted.domain);
    if (now === undefined) return { has: false, seen, failure: error ?? this.#notMapped(wanted.domain) };
    const left = this.#changes(now, wanted).flatMap((change) => change ?? []);
    const [first] = left;
    if (first === undefined) return { has: true, seen: now };
    const kept = left.map((change) => change.kept).join(" and ");
    const failure = why ?? this.#error("unproved", `the panel kept ${kept}`, first.cure);
    return { has: true, seen: now, failure };
  }

  #changes(seen: Seen, wanted: Wanted): readonly (Change<Seen> | undefined)[] {
    return this.place.changes?.(seen, wanted) ?? [];
  }

  #unwanted(name: string): PanelError {
    const what = `${name} is on ${this.place.title} already, and onExisting is "fail"`;
    const cure = 'Set onExisting to "adopt" to take it over, or remove it in the panel first.';
    return this.#error("conflict", what, cure);
  }

  #notMapped(name: string): PanelError {
    const what = `the panel said that ${name} was added, and its list does not have it`;
    return this.#error("unproved", what, "Run `pulumi up` again: it looks and mends.");
  }

  #notRemoved(name: string): PanelError {
    const what = `the panel said that ${name} was removed, and its list still has it`;
    const cure = "Run the command again; if it stays, remove the domain in the panel.";
    return this.#error("unproved", what, cure);
  }

  #error(kind: "conflict" | "unproved", what: string, cure: string): PanelError {
    return new PanelError({ kind, panel: this.place.panel, what, cure });
  }

  async #look(): Promise<Look<Seen>> {
    const listed = await orPanelError(this.place.list());
    return isPanelError(listed) ? { failure: listed } : { listed };
  }

  /** A list after some calls; where answers were lost, one that shows their work if it lands within seconds. */
  async #lookAfter(errors: Errors<Seen>): Promise<Look<Seen>> {
    const lost = [...errors].flatMap(([call, error]) => (isUnclear(error) ? [call] : []));
    let latest: Look<Seen> | undefined;
    for (const pause of [0, ...PAUSES]) {
      if (pause > 0) await this.clock.sleep(pause);
      const look = await this.#look();
      const { listed } = look;
      // A look that failed says nothing: what an earlier one showed stands.
      if (listed !== undefined || latest?.listed === undefined) latest = look;
      if (lost.length === 0 || (listed !== undefined && lost.every((call) => call.isShown(listed)))) break;
    }
    return latest ?? this.#look();
  }

  #send<One extends Call<Seen>>(
    calls: readonly One[],
    judge?: (call: One, error: PanelError) => Promise<Verdict<One>>,
  ): Promise<Map<One, PanelError>> {
    return callForEach(calls, {
      width: this.place.width,
      send: (call) => call.send(),
      anyDone: async (lost) => {
        const { listed } = await this.#look();
        return listed !== undefined && lost.some((call) => call.isShown(listed));
      },
      ...(judge === undefined ? {} : { judge }),
    });
  }
}

/** An error as it is told after the last look: whoever reads of a lost answer need not look again. */
function afterLooking(error: PanelError): PanelError {
  if (!isUnclear(error)) return error;
  const { failure } = error;
  const cure = `${failure.cure ?? ""} The list did not show it in the seconds after; run the command again, which looks first.`;
  return new PanelError({ ...failure, cure: cure.trim() });
}

/** How a call is made for each of many. */
export interface Calls<Item> {
  /** Calls that are under way at once. */
  readonly width: number;
  send(item: Item): Promise<void>;
  /** Whether any of these was done, although all their answers were lost. */
  anyDone(items: readonly Item[]): Promise<boolean>;
  /** @default what {@link alike} says */
  judge?(item: Item, error: PanelError): Promise<Verdict<Item>>;
}

/** Takes a failure for that of one alone, unless it has to do with none in particular. */
export function alike<Item>(error: PanelError): Verdict<Item> {
  const isForAll = error.failure.status === 429 || isHopeless(error) || isPlaceMissing(error);
  return isForAll ? { error, covers: () => true } : { error };
}

/** That the place itself is missing, which the panel tells by name: no mapping at it can be told of. */
const isPlaceMissing = (error: unknown): error is PanelError =>
  isPanelError(error, "missing") && ["org", "website", "server"].includes(error.failure.subject ?? "");

/**
 * Makes a call for each, once, until a failure says that the others would end in the same way: those are not made.
 *
 * @returns the errors of those that failed, and of those that were not made
 */
export async function callForEach<Item>(
  items: readonly Item[],
  { width, send, anyDone, judge }: Calls<Item>,
): Promise<Map<Item, PanelError>> {
  const errors = new Map<Item, PanelError>();
  const ends: Verdict<Item>[] = [];
  let lost: Item[] = [];
  /** A look that is under way: no call begins before it has ended. */
  let doubt: Promise<void> | undefined;

  const noteLost = (item: Item, error: PanelError): void => {
    lost.push(item);
    if (lost.length < LOST_IN_A_ROW) return;
    doubt = anyDone(lost).then((done) => {
      if (!done) ends.push({ error, covers: () => true });
    });
    lost = [];
  };
  // One queue for all: whoever is through with an item takes the next.
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      await doubt;
      const end = ends.find(({ covers }) => covers?.(item));
      if (end !== undefined) {
        errors.set(item, end.error);
        continue;
      }
      try {
        await send(item);
        lost = [];
      } catch (error) {
        if (!isPanelError(error)) throw error;
        errors.set(item, error);
        if (isUnclear(error)) {
          noteLost(item, error);
          continue;
        }
        lost = [];
        const verdict = (await judge?.(item, error)) ?? alike(error);
        errors.set(item, verdict.error);
        if (verdict.covers !== undefined) ends.push(verdict);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  await doubt;
  return errors;
}

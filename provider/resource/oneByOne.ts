import type { Clock } from "../core/clock";
import { isHopeless, isPanelError, isUnclear, PanelError } from "../core/errors";
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
  /** Removes a mapping; that it is gone already is no failure. */
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

/** What came of one call for each of many. */
interface Sent<Item, Seen> {
  readonly errors: ReadonlyMap<Item, PanelError>;
  /** For each lost answer, whether a list shows what was asked for. */
  readonly lost: readonly ((listed: Listed<Seen>) => boolean)[];
}

/** A name to be removed. */
interface Leaving<Seen> {
  readonly name: string;
  readonly seen: Seen;
}

/** A mapping that is there, and what is declared of it. */
interface Found<Wanted, Seen> {
  readonly wanted: Wanted;
  readonly seen: Seen;
  readonly existed: boolean;
}

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
export async function oneByOne<Options, Wanted extends { readonly domain: string }, Seen>(
  place: WellBehavedPlace<Wanted, Seen>,
  clock: Clock,
  plan: Plan<Options>,
  wantedOf: (domain: string, options: Options) => readonly Wanted[],
): Promise<Applied<Seen, Listed<Seen>>> {
  const entries = Object.entries(plan.ensure).map(([domain, options]) => {
    const wanted = wantedOf(domain, options);
    return { domain, wanted, names: wanted.map((one) => one.domain) };
  });
  const ensures = entries.flatMap(({ wanted }) => wanted);
  const { outcomes, listed } = await new OneByOne(place, clock, plan, ensures).run();
  const told = new Map<string, Outcome<Seen>>();
  const entryOf = new Map(entries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
  for (const name of outcomes.keys()) {
    const { domain, names } = entryOf.get(name) ?? { domain: name, names: [name] };
    if (!told.has(domain)) told.set(domain, outcomeOf(names, outcomes));
  }
  return { outcomes: told, listing: listed };
}

/** What became of names that belong together. */
function outcomeOf<Seen>(
  names: readonly string[],
  outcomes: ReadonlyMap<string, NameOutcome<Seen>>,
): Outcome<Seen> {
  const all = names.flatMap((name) => outcomes.get(name) ?? []);
  const isTold = all.some(({ has }) => has !== undefined);
  return {
    present: isTold ? names.filter((name) => outcomes.get(name)?.has === true) : undefined,
    existed: names.filter((name) => outcomes.get(name)?.existed === true),
    seen: all.find(({ has, seen }) => has === true && seen !== undefined)?.seen,
    reserved: all.find(({ reserved }) => reserved !== undefined)?.reserved,
    failure: all.find(({ failure }) => failure !== undefined)?.failure,
  };
}

class OneByOne<Wanted extends { readonly domain: string }, Seen> {
  readonly #outcomes = new Map<string, NameOutcome<Seen>>();

  constructor(
    private readonly place: WellBehavedPlace<Wanted, Seen>,
    private readonly clock: Clock,
    private readonly plan: Pick<Plan<unknown>, "remove" | "together" | "mayAdopt" | "keeps">,
    private readonly ensures: readonly Wanted[],
  ) {}

  async run(): Promise<{
    outcomes: ReadonlyMap<string, NameOutcome<Seen>>;
    listed?: Listed<Seen> | undefined;
  }> {
    const outcomes = this.#outcomes;
    const before = await this.#look();
    if (before.listed === undefined) {
      const { failure } = before;
      for (const name of [...this.plan.remove, ...this.ensures.map(({ domain }) => domain)])
        outcomes.set(name, { failure });
      return { outcomes };
    }
    const { listed } = before;
    // Removals come first: they make room.
    const leaving = this.#leaving(listed);
    const removed = await this.#remove(leaving);
    const ensures = await this.#possible(listed);
    const missing = ensures.filter(({ domain }) => !listed.has(domain));
    const added = await this.#add(missing);

    const answers = [
      ...leaving.map((one) => removed.errors.get(one)),
      ...missing.map((one) => added.errors.get(one)),
    ];
    const mayShow = answers.some(
      (error) => error === undefined || isPanelError(error, "unclear", "conflict"),
    );
    const after = mayShow ? await this.#lookAfter([...removed.lost, ...added.lost]) : before;
    for (const one of leaving) this.#proveRemoved(one, removed.errors.get(one), after);
    const found: Found<Wanted, Seen>[] = [];
    for (const wanted of ensures) {
      const seen = listed.get(wanted.domain);
      const now =
        seen === undefined
          ? await this.#proveAdded(wanted, added.errors.get(wanted), after, missing.length === 1)
          : { wanted, seen, existed: true };
      if (now !== undefined) found.push(now);
    }
    await this.#align(found);
    return { outcomes, listed: after.listed };
  }

  /** What can be mapped: where nothing can be, removals go on alone. */
  async #possible(listed: Listed<Seen>): Promise<readonly Wanted[]> {
    const { ensures } = this;
    const { together } = this.plan;
    const takeable = ensures.filter(({ domain }) => {
      const seen = listed.get(domain);
      return seen === undefined || this.#isTakeable(domain, seen);
    });
    if (takeable.length === 0 || (together && takeable.length < ensures.length)) return [];
    const failure = await this.place.refusal?.();
    if (failure === undefined) return takeable;
    for (const { domain } of takeable) this.#outcomes.set(domain, { failure });
    return [];
  }

  #leaving(listed: Listed<Seen>): Leaving<Seen>[] {
    const leaving = this.plan.remove.flatMap((name) => {
      const seen = listed.get(name);
      const reserved = seen === undefined ? undefined : this.place.reserved?.(seen, name);
      if (seen !== undefined && reserved === undefined && !this.plan.keeps(name)) return { name, seen };
      this.#outcomes.set(name, { has: false, ...(reserved === undefined ? {} : { reserved }) });
      return [];
    });
    const isReserved = [...this.#outcomes.values()].some(({ reserved }) => reserved !== undefined);
    return this.plan.together && isReserved ? [] : leaving;
  }

  #remove(leaving: readonly Leaving<Seen>[]): Promise<Sent<Leaving<Seen>, Seen>> {
    return this.#each(
      leaving,
      async ({ name, seen }) => {
        if (!this.plan.keeps(name)) await this.place.remove(seen);
      },
      ({ name }, listed) => !listed.has(name),
    );
  }

  #add(missing: readonly Wanted[]): Promise<Sent<Wanted, Seen>> {
    return this.#each(
      missing,
      (wanted) => this.place.add(wanted),
      ({ domain }, listed) => listed.has(domain),
      missing.length === 1 ? undefined : (wanted, error) => this.#judge(wanted, error),
    );
  }

  #proveRemoved({ name }: Leaving<Seen>, error: PanelError | undefined, look: Look<Seen>): void {
    const isThere = look.listed?.has(name);
    if (isThere === false || this.plan.keeps(name)) this.#outcomes.set(name, { has: false });
    else this.#fail(name, isThere, error, look, this.#notRemoved(name));
  }

  /**
   * @param isAlone whether no other name was added: then why it failed is asked for only where it is not there after all
   * @returns the mapping where it is there, and may be the caller's
   */
  async #proveAdded(
    wanted: Wanted,
    error: PanelError | undefined,
    look: Look<Seen>,
    isAlone: boolean,
  ): Promise<Found<Wanted, Seen> | undefined> {
    const { domain } = wanted;
    const seen = look.listed?.get(domain);
    if (seen === undefined) {
      const isJudged = error === undefined || isUnclear(error) || !isAlone;
      const why = isJudged ? error : (await this.#judge(wanted, error)).error;
      this.#fail(domain, look.listed && false, why, look, this.#notMapped(domain));
      return undefined;
    }
    if (error === undefined || isUnclear(error)) return { wanted, seen, existed: false };
    // It was refused and is there all the same: somebody else has mapped it here since we looked.
    return this.#isTakeable(domain, seen) ? { wanted, seen, existed: true } : undefined;
  }

  async #judge(wanted: Wanted, error: PanelError): Promise<Verdict<Wanted>> {
    return (await this.place.judge?.(wanted, error)) ?? alike(error);
  }

  /** Whether a mapping that is there may be the caller's. */
  #isTakeable(name: string, seen: Seen): boolean {
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
    const errors = new Map<(typeof tasks)[number], PanelError>();
    const lost: Sent<unknown, Seen>["lost"][number][] = [];
    for (const step of Array.from({
      length: Math.max(...touched.map(({ changes }) => changes.length)),
    }).keys()) {
      const isStopped = (task: (typeof tasks)[number]) => errors.has(task) && !isUnclear(errors.get(task));
      const sent = await this.#each(
        touched.filter((task) => task.changes[step] !== undefined && !isStopped(task)),
        async ({ changes }) => changes[step]?.send(),
        ({ wanted, changes }, listed) => {
          const now = listed.get(wanted.domain);
          return now !== undefined && changes[step]?.isMade(now) === true;
        },
      );
      for (const [task, error] of sent.errors) if (!errors.has(task)) errors.set(task, error);
      lost.push(...sent.lost);
    }
    const look = await this.#lookAfter(lost);
    for (const task of touched) {
      const outcome = this.#proveChanged(task, errors.get(task), look);
      this.#outcomes.set(task.wanted.domain, { existed: task.existed, ...outcome });
    }
  }

  /** What the list after the calls says of a mapping that was to be changed. */
  #proveChanged(
    { wanted, seen }: Found<Wanted, Seen>,
    error: PanelError | undefined,
    look: Look<Seen>,
  ): NameOutcome<Seen> {
    const told = error && afterLooking(error);
    if (look.listed === undefined) return { has: true, seen, failure: told ?? look.failure };
    const now = look.listed.get(wanted.domain);
    if (now === undefined) return { has: false, seen, failure: error ?? this.#notMapped(wanted.domain) };
    const left = this.#changes(now, wanted).flatMap((change) => change ?? []);
    const [first] = left;
    if (first === undefined) return { has: true, seen: now };
    const kept = left.map((change) => change.kept).join(" and ");
    const failure = told ?? this.#error("unproved", `the panel kept ${kept}`, first.cure);
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
    try {
      return { listed: await this.place.list() };
    } catch (error) {
      if (isPanelError(error)) return { failure: error };
      throw error;
    }
  }

  /** A list after some calls; where answers were lost, one that shows their work if it lands within seconds. */
  async #lookAfter(lost: Sent<unknown, Seen>["lost"]): Promise<Look<Seen>> {
    let latest: Look<Seen> | undefined;
    for (const pause of [0, ...PAUSES]) {
      if (pause > 0) await this.clock.sleep(pause);
      const look = await this.#look();
      const { listed } = look;
      // A look that failed says nothing: what an earlier one showed stands.
      if (listed !== undefined || latest?.listed === undefined) latest = look;
      if (lost.length === 0 || (listed !== undefined && lost.every((isShown) => isShown(listed)))) break;
    }
    return latest ?? this.#look();
  }

  async #each<Item>(
    items: readonly Item[],
    send: (item: Item) => Promise<void>,
    isShown: (item: Item, listed: Listed<Seen>) => boolean,
    judge?: (item: Item, error: PanelError) => Promise<Verdict<Item>>,
  ): Promise<Sent<Item, Seen>> {
    const errors = await callForEach(items, {
      width: this.place.width,
      send,
      anyDone: async (lost) => {
        const { listed } = await this.#look();
        return listed !== undefined && lost.some((item) => isShown(item, listed));
      },
      ...(judge === undefined ? {} : { judge }),
    });
    const lost = [...errors].flatMap(([item, error]) =>
      isUnclear(error) ? [(listed: Listed<Seen>) => isShown(item, listed)] : [],
    );
    return { errors, lost };
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
export const isPlaceMissing = (error: unknown): error is PanelError =>
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
  const call = async (item: Item): Promise<void> => {
    try {
      await send(item);
      lost = [];
    } catch (error) {
      if (!isPanelError(error)) throw error;
      errors.set(item, error);
      if (isUnclear(error)) return noteLost(item, error);
      lost = [];
      const verdict = (await judge?.(item, error)) ?? alike(error);
      errors.set(item, verdict.error);
      if (verdict.covers !== undefined) ends.push(verdict);
    }
  };
  // One queue for all: whoever is through with an item takes the next.
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      await doubt;
      const end = ends.find(({ covers }) => covers?.(item));
      if (end === undefined) await call(item);
      else errors.set(item, end.error);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  await doubt;
  return errors;
}

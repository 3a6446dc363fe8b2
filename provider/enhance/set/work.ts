import { isPanelError, isUnclear, type PanelError } from "../../core/errors";
import type { Wanted } from "../align";
import { isReserved } from "../explain";
import { createMapping, deleteMapping, type Mapping, type MappingsByName } from "../mappings";
import { isMappingMissing, notMapped, notRemoved, untakeable } from "../verdicts";
import { align, type Found } from "./aligning";
import { Refusals } from "./refusals";
import { type Look, type Rounds, type Sent, toldAfterLook } from "./rounds";

/** What is to be done to a website's domains. */
export interface Plan {
  readonly ensures: readonly Wanted[];
  readonly removes: readonly string[];
  /** Whether a mapping that is there already may be taken over. */
  accepts(name: string): boolean;
  /** Whether a name that was to be removed stays after all, asked when its turn has come. */
  spares(name: string): boolean;
  /** Told of a name that was to be removed and cannot be: it is the website's own by now, of this kind. */
  stays(name: string, kind: string): void;
}

/** What became of a name. */
export interface Outcome {
  /** Whether it is on the website, and not another's; not set where no list has told. */
  readonly has?: boolean | undefined;
  /** As the latest list has it. */
  readonly mapping?: Mapping;
  /** Whether it was there before. */
  readonly existed?: boolean;
  /** Why it is not as it should be. */
  readonly failure?: PanelError | undefined;
}

/** A name to be removed. */
interface Goer {
  readonly name: string;
  readonly mapping: Mapping;
}

/**
 * Many names of one website with few lists: one before, one that proves removals and creates together, and one more where
 * mappings were changed in place. No call is made twice, whatever becomes of its answer.
 */
export class WebsiteWork {
  readonly #outcomes = new Map<string, Outcome>();

  constructor(
    private readonly rounds: Rounds,
    private readonly plan: Plan,
  ) {}

  /** @returns what became of each name; and what the latest list shows, where one could be had */
  async run(): Promise<{ outcomes: ReadonlyMap<string, Outcome>; seen?: MappingsByName | undefined }> {
    const { removes } = this.plan;
    const outcomes = this.#outcomes;
    const before = await this.rounds.look();
    if (before.seen === undefined) {
      const { failure } = before;
      for (const name of [...removes, ...this.plan.ensures.map(({ domain }) => domain)])
        outcomes.set(name, { failure });
      return { outcomes };
    }
    const { seen } = before;
    // Removals come first: they make room, and the panel maps no www name beside its domain.
    const goers = this.#goers(seen);
    const removed = await this.#remove(goers);
    const ensures = await this.#servable();
    const newcomers = ensures.filter(({ domain }) => !seen.has(domain));
    const created = await this.#create(newcomers);

    const answers = [
      ...goers.map((goer) => removed.errors.get(goer)),
      ...newcomers.map((one) => created.errors.get(one)),
    ];
    const mayShow = answers.some(
      (error) => error === undefined || isPanelError(error, "unclear", "conflict"),
    );
    const after = mayShow ? await this.rounds.lookAfter([...removed.lost, ...created.lost]) : before;
    for (const goer of goers) this.#judgeRemoved(goer, removed.errors.get(goer), after);
    const found = ensures.flatMap((wanted) => {
      const mapping = seen.get(wanted.domain);
      return mapping === undefined
        ? this.#judgeCreated(wanted, created.errors.get(wanted), after)
        : this.#taken({ wanted, mapping, existed: true });
    });
    const aligned = await align(this.rounds, found);
    for (const { wanted, existed } of found)
      outcomes.set(wanted.domain, { ...aligned.get(wanted.domain), existed });
    return { outcomes, seen: after.seen };
  }

  /** What is to be mapped, where the website serves it; where it never will, removals go on alone. */
  async #servable(): Promise<readonly Wanted[]> {
    const { ensures } = this.plan;
    const failure = ensures.length === 0 ? undefined : await this.rounds.refusal();
    if (failure === undefined) return ensures;
    for (const { domain } of ensures) this.#outcomes.set(domain, { failure });
    return [];
  }

  #goers(seen: MappingsByName): Goer[] {
    return this.plan.removes.flatMap((name) => {
      const mapping = seen.get(name);
      const isOwn = mapping !== undefined && isReserved(mapping);
      if (mapping !== undefined && !isOwn && !this.plan.spares(name)) return { name, mapping };
      if (isOwn) this.plan.stays(name, mapping.mappingKind);
      this.#outcomes.set(name, { has: false });
      return [];
    });
  }

  #remove(goers: readonly Goer[]): Promise<Sent<Goer>> {
    const { client, website } = this.rounds;
    return this.rounds.each(goers, {
      send: async ({ name, mapping }) => {
        if (this.plan.spares(name)) return;
        await deleteMapping(client, website, mapping.domainId).catch((error: unknown) => {
          if (!isMappingMissing(error)) throw error;
        });
      },
      shows: ({ name }, seen) => !seen.has(name),
    });
  }

  #create(newcomers: readonly Wanted[]): Promise<Sent<Wanted>> {
    const { access, client, website } = this.rounds;
    let landed = 0;
    const refusals = new Refusals(access, client, website, () => landed);
    return this.rounds.each(newcomers, {
      send: async (wanted) => {
        await createMapping(client, website, wanted);
        landed += 1;
      },
      shows: ({ domain }, seen) => seen.has(domain),
      judge: (wanted, error) => refusals.judge(wanted, error),
    });
  }

  #judgeRemoved({ name }: Goer, error: PanelError | undefined, look: Look): void {
    const isThere = look.seen?.has(name);
    if (isThere === false || this.plan.spares(name)) this.#outcomes.set(name, { has: false });
    else this.#fail(name, isThere, error, look, notRemoved);
  }

  /** @returns the mapping where it is there, and may be the caller's */
  #judgeCreated(wanted: Wanted, error: PanelError | undefined, look: Look): Found[] {
    const mapping = look.seen?.get(wanted.domain);
    if (mapping === undefined) {
      this.#fail(wanted.domain, look.seen && false, error, look, notMapped);
      return [];
    }
    if (error === undefined || isUnclear(error)) return [{ wanted, mapping, existed: false }];
    // It was refused and is there all the same: somebody else has mapped it here since we looked.
    return this.#taken({ wanted, mapping, existed: true });
  }

  #taken(found: Found): Found[] {
    const { domain } = found.wanted;
    const failure = untakeable(this.rounds.client.panel, found.mapping, this.plan.accepts(domain));
    if (failure === undefined) return [found];
    this.#outcomes.set(domain, { failure });
    return [];
  }

  #fail(
    name: string,
    has: boolean | undefined,
    error: PanelError | undefined,
    look: Look,
    unproved: (panel: string) => PanelError,
  ): void {
    const doubt = () => (look.seen === undefined ? look.failure : unproved(this.rounds.client.panel));
    const failure = error === undefined ? doubt() : toldAfterLook(error);
    this.#outcomes.set(name, { has, failure });
  }
}

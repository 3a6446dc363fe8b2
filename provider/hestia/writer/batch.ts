import { isPanelError, type PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import { stronger } from "../api/restart";
import { type Found, judge } from "./judge";
import type { Work } from "./work";
import type { Ensure } from "./writes";

/** What became of one write of a batch. */
export type Ensured =
  | { readonly existed: readonly string[]; readonly failure: PanelError | undefined }
  | { readonly error: PanelError };

/** A write that is short of names. */
interface Short extends Found {
  readonly write: Ensure;
}

/** Codes that are about one name of the list (Hestia wire facts, section 2): invalid, exists, limit. */
const ABOUT_A_NAME: ReadonlySet<unknown> = new Set([2, 4, 8]);

/**
 * Brings the names of several resources to one web domain with as few calls as it takes. The panel takes a list whole
 * or not at all: where one name of it is refused, the list is narrowed until only that name's resource fails.
 */
export class Batch {
  readonly #results = new Map<Ensure, Ensured>();
  /** What the writes found before anything was sent. */
  readonly #existed = new Map<Ensure, readonly string[]>();
  /** The fewest names that the web domain's limit has been too low for. */
  #tooMany = Number.POSITIVE_INFINITY;

  constructor(private readonly work: Work) {}

  /**
   * @param last whether no further write of the run follows, so that this one brings the restart
   * @returns a result for each write
   */
  async ensure(writes: readonly Ensure[], last: boolean): Promise<ReadonlyMap<Ensure, Ensured>> {
    const short = this.#judged(writes);
    if (short.length > 0) {
      const error = await this.#add(short, last);
      if (error !== undefined) await this.#narrow(short, error, last);
    }
    return this.#results;
  }

  /** Those that are short of names; of the others it is known already what became of them. */
  #judged(writes: readonly Ensure[]): Short[] {
    const { view, desk } = this.work;
    const beside: string[] = [];
    return writes.flatMap((write) => {
      try {
        const found = judge(view, write, desk.account, beside);
        if (!this.#existed.has(write)) this.#existed.set(write, found.existed);
        beside.push(...found.missing);
        if (found.missing.length > 0) return [{ write, ...found }];
        this.#landed(write, undefined);
      } catch (error) {
        if (!isPanelError(error)) throw error;
        this.#results.set(write, { error });
      }
      return [];
    });
  }

  /** One call. @returns why the panel did not take it */
  async #add(short: readonly Short[], last: boolean): Promise<PanelError | undefined> {
    const [first] = short;
    const webDomain = first && this.work.view.webDomain(first.write.webDomain);
    if (first === undefined || webDomain === undefined) throw new Error("a batch without a web domain");
    const { client } = first.write;
    const names = [...new Set(short.flatMap(({ missing }) => missing))];
    const restart = short.map(({ write }) => write.restart).reduce(stronger);
    const recount = short.some(({ write }) => write.recount === true);
    try {
      const failure = await this.work.add({ client, webDomain, restart, last, recount }, names);
      for (const { write } of short) this.#landed(write, failure);
      return undefined;
    } catch (error) {
      if (isPanelError(error)) return error;
      throw error;
    }
  }

  async #narrow(short: readonly Short[], error: PanelError, last: boolean): Promise<void> {
    const left = isPanelError(error, "conflict", "missing") ? await this.#lookedAgain(short) : short;
    if (left.length === 0) return;
    if (left.length < short.length || missingIn(left) < missingIn(short)) {
      const again = await this.#add(left, last);
      return again && this.#narrow(left, again, last);
    }
    return this.#divide(left, error, last);
  }

  /** Both codes are ambiguous: what is missing by now, and who has it, the list tells. */
  async #lookedAgain(short: readonly Short[]): Promise<Short[]> {
    const [first] = short;
    if (first !== undefined) await this.work.look(first.write.client);
    return this.#judged(short.map(({ write }) => write));
  }

  /** Finds out whose name it was: by the panel's own words where it has some, else by halves. */
  async #divide(short: readonly Short[], error: PanelError, last: boolean): Promise<void> {
    const isAboutAName = ABOUT_A_NAME.has(error.failure.code);
    if (short.length === 1 || !isAboutAName || this.#hasNoRoom(short, error)) return this.#fail(short, error);
    const named = namedBy(error, short);
    if (named !== undefined) {
      this.#fail([named], error);
      const others = short.filter((one) => one !== named);
      const further = await this.#add(others, last);
      return further && this.#divide(others, further, last);
    }
    const middle = Math.ceil(short.length / 2);
    const [one, other] = [short.slice(0, middle), short.slice(middle)];
    const first = await this.#add(one, last && other.length === 1);
    // With one half on the panel, it is in the other that something is wrong.
    if (first === undefined) return this.#divide(other, error, last);
    const second = await this.#add(other, last && one.length === 1);
    await this.#divide(one, first, last);
    if (second !== undefined) await this.#divide(other, second, last);
  }

  /** A web domain that had no room for so many names has none for as many others. */
  #hasNoRoom(short: readonly Short[], { failure }: PanelError): boolean {
    return failure.code === 8 && short.every(({ missing }) => missing.length >= this.#tooMany);
  }

  #landed(write: Ensure, failure: PanelError | undefined): void {
    this.work.desk.expected.wrote(write.webDomain, write.names, true);
    this.#results.set(write, { existed: this.#existed.get(write) ?? [], failure });
  }

  #fail(short: readonly Short[], error: PanelError): void {
    for (const { write, missing } of short) {
      this.#results.set(write, { error });
      if (error.failure.code !== 8) continue;
      this.work.desk.full.add(write.webDomain);
      if (short.length === 1) this.#tooMany = Math.min(this.#tooMany, missing.length);
    }
  }
}

const missingIn = (short: readonly Short[]): number =>
  short.reduce((sum, { missing }) => sum + missing.length, 0);

/** The write whose name the panel's words begin with. */
function namedBy({ failure }: PanelError, short: readonly Short[]): Short | undefined {
  for (const word of (failure.detail ?? "").split(/[\s:]+/)) {
    const name = comparable(word);
    const found = short.find(({ missing }) => missing.includes(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

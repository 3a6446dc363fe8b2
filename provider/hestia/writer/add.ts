import { isPanelError, type PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { Account } from "../api/account";
import { isAboutAName, isLimit } from "../api/exitCodes";
import { cutOff, heldBy, mistaken, notAccepted, noWebDomain, suspended, tooLong } from "../api/explain";
import { ALIAS_BYTES, aliasBytes, mistakenFor } from "../api/guard";
import { restartMeanwhile, stronger } from "../api/restart";
import type { Calls } from "./calls";
import type { Ledger } from "./ledger";
import type { EnsureJob } from "./queue";

/** What became of one job of a batch. */
export type Added = { readonly existed: readonly string[] } | { readonly error: PanelError };

/** What of a job tells which names it is missing. */
interface Wanted extends Pick<EnsureJob, "names" | "isRepair"> {
  readonly write: Pick<EnsureJob["write"], "client" | "webDomain" | "accepts">;
}

/** A job that is short of names. */
interface Short {
  readonly job: EnsureJob;
  readonly missing: readonly string[];
}

/**
 * What a job is missing on its web domain, as far as the account is known.
 *
 * @param beside names that go to the same web domain before it
 * @throws PanelError when it cannot or may not be written, which takes no call to find out
 */
export function missingOf(
  { write, names, isRepair }: Wanted,
  view: Account,
  account: string,
  beside: readonly string[] = [],
): { existed: readonly string[]; missing: readonly string[] } {
  const { panel } = write.client;
  const webDomain = view.webDomain(write.webDomain);
  if (webDomain === undefined) throw noWebDomain(panel, account, write.webDomain, view);
  // What is there is not served either.
  if (webDomain.suspended && !isRepair) throw suspended(panel, account, write.webDomain);
  const existed = names.filter((name) => webDomain.has(name));
  const missing = names.filter((name) => !webDomain.has(name));
  for (const name of missing) {
    const holder = view.holder(name);
    if (holder !== undefined) throw heldBy(panel, name, holder.name, account);
  }
  const unwanted = existed.find((name) => !isRepair && !write.accepts(name));
  if (unwanted !== undefined) throw notAccepted(panel, unwanted);
  const { withSpace } = webDomain;
  if (withSpace !== undefined && !names.every((name) => webDomain.isInVhost(name)))
    throw cutOff(panel, account, write.webDomain, withSpace);
  const other = missing.length > 0 ? mistakenFor(webDomain, view) : undefined;
  if (other !== undefined) throw mistaken(panel, webDomain.name, other.name);
  const isTooLong = aliasBytes(webDomain, [...beside, ...missing]) > ALIAS_BYTES;
  if (missing.length > 0 && isTooLong) throw tooLong(panel);
  return { existed, missing };
}

/**
 * Brings the names of several jobs to one web domain with as few calls as it takes. The panel takes a list whole or not
 * at all: where one name of it is refused, the list is narrowed until only that name's job fails.
 *
 * @param last whether no further write follows, so that this one brings the restart
 * @returns a result for each job
 */
export async function addBatch(
  calls: Calls,
  ledger: Ledger,
  jobs: readonly EnsureJob[],
  last: boolean,
): Promise<ReadonlyMap<EnsureJob, Added>> {
  const batch = new Batch(calls, ledger);
  await batch.add(jobs, last);
  return batch.results;
}

class Batch {
  readonly results = new Map<EnsureJob, Added>();
  /** What the jobs found before anything was sent. */
  readonly #existed = new Map<EnsureJob, readonly string[]>();
  /** The fewest names that the web domain's limit has been too low for. */
  #tooMany = Number.POSITIVE_INFINITY;

  constructor(
    private readonly calls: Calls,
    private readonly ledger: Ledger,
  ) {}

  async add(jobs: readonly EnsureJob[], last: boolean): Promise<void> {
    const short = this.#short(jobs);
    if (short.length === 0) return;
    const error = await this.#call(short, last);
    if (error !== undefined) await this.#narrow(short, error, last);
  }

  /** Those that are short of names; of the others it is known already what became of them. */
  #short(jobs: readonly EnsureJob[]): Short[] {
    const { view, account } = this.calls;
    const beside: string[] = [];
    return jobs.flatMap((job) => {
      try {
        const { existed, missing } = missingOf(job, view, account, beside);
        if (!this.#existed.has(job)) this.#existed.set(job, existed);
        beside.push(...missing);
        this.calls.owe(job.write);
        if (missing.length > 0) return [{ job, missing }];
        this.#landed(job);
      } catch (error) {
        if (!isPanelError(error)) throw error;
        this.results.set(job, { error });
      }
      return [];
    });
  }

  /** One call. @returns why the panel did not take it */
  async #call(short: readonly Short[], last: boolean): Promise<PanelError | undefined> {
    const writes = short.map(({ job }) => job.write);
    const [first] = writes;
    const webDomain = first && this.calls.view.webDomain(first.webDomain);
    if (first === undefined || webDomain === undefined) throw new Error("a batch without a web domain");
    const { client } = first;
    const names = [...new Set(short.flatMap(({ missing }) => missing))];
    const restarts = writes.map((write) => write.restart);
    const restart = restarts.reduce(stronger);
    const meanwhile = restarts.map(restartMeanwhile).reduce(stronger);
    const recount = writes.some((write) => write.recount === true);
    try {
      await this.calls.add({ client, webDomain, restart, meanwhile, last, recount }, names);
      for (const { job } of short) this.#landed(job);
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
      const again = await this.#call(left, last);
      return again && this.#narrow(left, again, last);
    }
    return this.#divide(left, error, last);
  }

  /** Both codes are ambiguous: what is missing by now, and who has it, the list tells. */
  async #lookedAgain(short: readonly Short[]): Promise<Short[]> {
    const [first] = short;
    if (first !== undefined) await this.calls.look(first.job.write.client);
    return this.#short(short.map(({ job }) => job));
  }

  /** Finds out whose name it was: by the panel's own words where it has some, else by halves. */
  async #divide(short: readonly Short[], error: PanelError, last: boolean): Promise<void> {
    const isWhole = short.length === 1 || !isAboutAName(error.failure.code) || this.#hasNoRoom(short, error);
    if (isWhole) return this.#fail(short, error);
    const named = namedBy(error, short);
    if (named !== undefined) {
      this.#fail([named], error);
      const others = short.filter((one) => one !== named);
      const further = await this.#call(others, last);
      return further && this.#divide(others, further, last);
    }
    const middle = Math.ceil(short.length / 2);
    const [one, other] = [short.slice(0, middle), short.slice(middle)];
    const first = await this.#call(one, last && other.length === 1);
    // With one half on the panel, it is in the other that something is wrong.
    if (first === undefined) return this.#divide(other, error, last);
    const second = await this.#call(other, last && one.length === 1);
    await this.#divide(one, first, last);
    if (second !== undefined) await this.#divide(other, second, last);
  }

  /** A web domain that had no room for so many names has none for as many others. */
  #hasNoRoom(short: readonly Short[], { failure }: PanelError): boolean {
    return isLimit(failure.code) && short.every(({ missing }) => missing.length >= this.#tooMany);
  }

  #landed(job: EnsureJob): void {
    this.ledger.wrote(job.write, job.names, true);
    this.results.set(job, { existed: this.#existed.get(job) ?? [] });
  }

  #fail(short: readonly Short[], error: PanelError): void {
    for (const { job, missing } of short) {
      this.results.set(job, { error });
      if (!isLimit(error.failure.code)) continue;
      this.ledger.noteFull(job.write.webDomain);
      if (short.length === 1) this.#tooMany = Math.min(this.#tooMany, missing.length);
    }
  }
}

const missingIn = (short: readonly Short[]): number =>
  short.reduce((sum, { missing }) => sum + missing.length, 0);

/** The job whose name the panel's words begin with. */
function namedBy({ failure }: PanelError, short: readonly Short[]): Short | undefined {
  for (const word of (failure.detail ?? "").split(/[\s:]+/)) {
    const name = comparable(word);
    const found = short.find(({ missing }) => missing.includes(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

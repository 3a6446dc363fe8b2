import { isHopeless, isPanelError, isUnclear, PanelError } from "../../core/errors";
import type { HestiaClient } from "../api/client";
import { Batch } from "./batch";
import type { Desk, Held, Job } from "./desk";
import { gather } from "./gather";
import { needsCall } from "./judge";
import { type EnsureJob, takeNext } from "./line";
import { look, lookAtLast, outcomeOf, settleTime } from "./proof";
import { recount } from "./recount";
import { reload } from "./reload";
import { remove } from "./remove";
import { repairs } from "./repairs";
import { Work } from "./work";
import type { Remove, Write } from "./writes";

/** After this many calls in a row without any answer, the rest is not tried. */
const UNCLEAR_LIMIT = 2;
/** How old the list may be that a round begins with, in milliseconds. */
const NEW = 1_000;

/**
 * One run of writes, in rounds: what has gathered is written with as few calls as it takes, a list shows what of all
 * that this process wrote is there, and what it shows goes back to the engine; what it does not show is written again.
 *
 * One job waits from round to round, so that the engine cannot end the process as long as something is owed: a restart
 * of the web server, which the last write brings for all, and a last look after a while, since a write of somebody else
 * that began before ours may end after it.
 */
export class Run {
  #work: Work | undefined;
  /** Jobs that are being written. */
  #taken: Job[] = [];
  readonly #held: Held[] = [];
  readonly #failed: { job: Job; error: unknown }[] = [];
  #unclear = 0;
  /** Rounds in a row after which something was lost. */
  #setbacks = 0;

  constructor(private readonly desk: Desk) {}

  /** Never rejects: whoever waits for a result of the run gets what went wrong. */
  async finish(): Promise<void> {
    try {
      do await this.#round();
      while (this.desk.queue.length > 0 || (await this.#next()));
    } catch (error) {
      const failed = [...this.#taken, ...[...this.#held, ...this.#failed].map(({ job }) => job)];
      // Nobody waits for a repair but those whose names it repairs, who are held.
      for (const job of failed) if (job.repairs !== true) job.reject(error);
    }
  }

  async #round(): Promise<void> {
    const { desk } = this;
    const work = await this.#begin();
    if (work === undefined) return this.#answer(undefined);
    const final = await gather(desk);
    const keeps = final ? undefined : this.#reserve(work);
    for (;;) {
      this.#taken = takeNext(desk.queue, keeps, desk.othersWrite);
      const [first] = this.#taken;
      if (first === undefined) break;
      await this.#take(work, this.#taken, first.write);
      this.#taken = [];
    }
    const client = work.writer;
    if (client === undefined) return this.#answer(work);
    if (desk.queue.length === 0) await reload(work);
    const seen = final ? await lookAtLast(work, client) : await look(work, client);
    // More has come meanwhile: then this was not the end, and the look after the next call shows all.
    if (seen === "interrupted") return;
    if (seen !== "seen") return this.#answer(work, seen);
    const lost = repairs(desk, desk.expected.lost(work.view), this.#held, client);
    if (lost.length > 0) return this.#again(work, lost);
    this.#setbacks = 0;
    if (final) await recount(work);
    this.#answer(work);
  }

  /** Waits for what is announced as long as the last list counts as new. @returns whether it came */
  async #next(): Promise<boolean> {
    const { traffic, clock, queue } = this.desk;
    if (traffic.expectsMore) await Promise.race([clock.sleep(NEW), traffic.arrival()]);
    return queue.length > 0;
  }

  /** Others undid something: it is written again after a while, which is longer the more often that happens. */
  async #again(work: Work, lost: readonly Job[]): Promise<void> {
    const { desk } = this;
    // As long as something is to be repaired, one operation stays open: an engine without any would end the process.
    if (desk.queue.length > 0) this.#answer(work);
    desk.queue.unshift(...lost);
    this.#setbacks += 1;
    await desk.clock.sleep(desk.clock.random() * settleTime(desk) * Math.min(2 ** this.#setbacks, 8));
  }

  /** The list before, which all rounds of the run share: each begins with the list that the one before ended with. */
  async #begin(): Promise<Work | undefined> {
    const { queue, lists, clock, pace } = this.desk;
    for (let first = queue[0]; first !== undefined && this.#work === undefined; first = queue[0]) {
      const { client } = first.write;
      const started = clock.now();
      try {
        this.#work = new Work(this.desk, await lists.fresh(client));
        if (pace.longestCall === 0) pace.single = clock.now() - started;
      } catch (error) {
        // Whoever comes by the same way would be told the same.
        this.#giveUp({ client }, error);
      }
    }
    return this.#work;
  }

  /** The operation that waits while results of others go back; undefined where there is only one. */
  #reserve(work: Work): object | undefined {
    const { queue, account, traffic } = this.desk;
    if (traffic.open < 2) return undefined;
    return queue.findLast(({ write, repairs }) => !repairs && needsCall(work.view, write, account))?.of;
  }

  async #take(work: Work, jobs: readonly Job[], write: Write): Promise<void> {
    const { queue, account } = this.desk;
    const last = !queue.some((other) => needsCall(work.view, other.write, account));
    const errors =
      write.kind === "ensure"
        ? await this.#ensure(work, jobs as readonly EnsureJob[], last)
        : await this.#remove(work, jobs, write, last);
    const [error] = errors;
    this.#unclear = isUnclear(error) ? this.#unclear + 1 : 0;
    const hopeless = errors.find(isHopeless);
    if (hopeless !== undefined) this.#giveUp(write, hopeless);
    else if (this.#unclear >= UNCLEAR_LIMIT) this.#giveUp({ client: write.client }, error);
  }

  async #ensure(work: Work, jobs: readonly EnsureJob[], last: boolean): Promise<unknown[]> {
    const results = await new Batch(work).ensure(
      jobs.map(({ write }) => write),
      last,
    );
    return jobs.flatMap((job) => {
      const result = results.get(job.write);
      if (result === undefined) throw new Error("a write of a batch has no result");
      if ("error" in result) return [this.#fail(job, result.error)];
      this.#hold(work, { job, ...result });
      return [];
    });
  }

  async #remove(work: Work, [job]: readonly Job[], write: Remove, last: boolean): Promise<unknown[]> {
    if (job === undefined) return [];
    const others = this.desk.queue.map(({ write: other }) => other);
    const leaving = others.filter((other) => other.kind === "remove" && other.webDomain === write.webDomain);
    try {
      this.#hold(work, { job, existed: [], failure: await remove(work, write, last, leaving as Remove[]) });
      return [];
    } catch (error) {
      return [this.#fail(job, error)];
    }
  }

  #hold({ view }: Work, held: Held): void {
    const { job, existed, failure } = held;
    if (job.repairs) job.resolve({ account: view, present: [], existed, failure });
    else this.#held.push(held);
  }

  /** Failures are held as well: they go back when the list has shown what else there is. @returns the error */
  #fail(job: Job, error: unknown): unknown {
    if (job.repairs) job.reject(error);
    else this.#failed.push({ job, error });
    return error;
  }

  /**
   * What waits for the same way in would fail the same way, one after the other, with a login failure each; where the
   * command alone is not permitted, that is what waits for the same command.
   */
  #giveUp({ client, kind }: { client: HestiaClient; kind?: Write["kind"] }, error: unknown): void {
    const { queue } = this.desk;
    const code = isPanelError(error) ? error.failure.code : undefined;
    const alike = ({ write }: Job) =>
      write.client === client && (kind === undefined || (code !== 10 && code !== 11) || write.kind === kind);
    const waiting = queue.splice(0);
    for (const job of waiting) {
      if (alike(job)) this.#fail(job, kind === job.write.kind ? error : notTried(error, kind));
      else queue.push(job);
    }
  }

  /**
   * Lets the engine have what the list shows; what waits for a repair waits on.
   *
   * @param unproved why there is no list
   */
  #answer(work: Work | undefined, unproved?: PanelError): void {
    for (const { job, error } of this.#failed.splice(0)) job.reject(error);
    if (work === undefined) return;
    const open: Held[] = [];
    for (const held of this.#held.splice(0)) {
      const outcome = outcomeOf(work, held, unproved);
      if (outcome === undefined) open.push(held);
      else held.job.resolve(outcome);
    }
    this.#held.push(...open);
  }
}

/** What another command failed with, told of a write that was not sent for it. */
function notTried(error: unknown, kind: Write["kind"] | undefined): unknown {
  if (kind === undefined || !isPanelError(error)) return error;
  return new PanelError({ ...error.failure, what: `was not tried, since ${error.failure.what}` });
}

import type { Clock } from "../../core/clock";
import { isHopeless, isPanelError, isUnclear, PanelError } from "../../core/errors";
import { joinLimited } from "../../core/text";
import { describeWebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import { isCommandRefusal } from "../api/exitCodes";
import { cutOff, isNotServed } from "../api/explain";
import { stronger } from "../api/restart";
import { addBatch, missingOf } from "./add";
import { type AccountLists, Calls } from "./calls";
import { bringRestart, Counter, verify, verifyAtLast } from "./finish";
import type { Job, Outcome, Write } from "./job";
import { Ledger, type Lost } from "./ledger";
import { type EnsureJob, isEnsure, isRemove, Queue, type RemoveJob } from "./queue";
import { remove } from "./remove";

/** How a writer works, for those who measure it. */
export interface WriterOptions {
  /** How often a name that another writer undid is written again. @default 8 */
  readonly repairs?: number;
}

const REPAIRS = 8;
/** After this many calls in a row without any answer, the rest is not tried. */
const UNCLEAR_LIMIT = 2;
/** How old the list may be that a cycle begins with, in milliseconds. */
const NEW = 1_000;

/**
 * The one writer of a panel's account in this process. Hestia reads a web domain's alias string at the start of a
 * command and writes the whole of it back at the end, with no lock (docs/panels/hestia.md#concurrent-writes): two
 * writes at once lose names though both are answered OK. So writes go one after the other, as many names in one call as
 * are there when it leaves, and what another process loses for us is written again.
 *
 * An operation is a create, an update or a delete that the engine waits for; a job is one write of it, for names that belong
 * together. The writer rests until a job is in its queue. Then it works in cycles; each goes by the list that the one before
 * ended with, the first by a list of its own:
 *
 * | step | what it does | what comes next |
 * |---|---|---|
 * | gather | waits for what the engine is about to send, for less than a call would take | write; it is the last cycle if nothing further came |
 * | write | one call after the other: the adds of one web domain together, each remove by itself (`add.ts`, `remove.ts`). A lost answer: looks whether it was done, sends it again only if not (`calls.ts`) | once the queue is empty but for the reserved operation: verify |
 * | restart | the last write brings the one restart; those before it leave it in the panel's queue. Where the last write failed, the web server is restarted without it. Where the restart failed, it is left to the panel (`finish.ts`) | verify |
 * | verify | a list shows what of all that this process wrote is there; in the last cycle after a settle time, in which the call of another writer comes to its end | repair, or answer |
 * | repair | what another writer undid goes back into the queue, the same job with the names that are left, after a pause | gather |
 * | answer | what the list shows goes back to the engine | gather while something is in the queue, else rest |
 *
 * In every cycle but the last, one operation that needs a call is reserved: it is not written and not answered, so that
 * the engine cannot end the process as long as a restart or a last look is owed.
 *
 * - Eight creates of a program without more: one add of eight names, which brings the restart; a settle time; a list; eight
 *   answers. Of a program with a hundred: seven names, with the restart left in the panel's queue, a list, seven answers; the
 *   eighth waits for the next seven, and so on; the last add brings the restart for all and takes it out of that queue.
 * - A write that another writer undid: the list does not show it; the job goes back with the names that are lost, and is
 *   answered once a list shows them, or after its tries with an error.
 * - A restart that failed (code 20): the names are stored and not served. One write is undone, and done again with a restart in
 *   the panel's queue, which the panel tries until it goes through. Each add that still waits for its answer fails with that;
 *   what was answered before is loaded along with it. If a delete brought the restart, it fails, and its name is put back. The next
 *   run restarts where a job says that its names may not be loaded (`isNotLoaded`).
 * - A kill: what was written stays stored. The panel's queue has the restart and loads it within two minutes; with restart
 *   `graceful` or `no` it has not. The next run finds the names in its first list.
 */
export class AccountWriter {
  readonly #queue: Queue;
  readonly #ledger = new Ledger();
  readonly #calls: Calls;
  readonly #counter: Counter;
  readonly #repairs: number;
  /** Jobs that have had their turn, and wait for the list that tells what to answer. */
  #pending: Job[] = [];
  /** Jobs that are being written. */
  #underWay: Job[] = [];
  #isBusy = false;
  /** Calls in a row without an answer. */
  #unclear = 0;
  /** Cycles in a row after which something was lost. */
  #setbacks = 0;
  /** The failure of a restart that the user has heard of. */
  #toldOf: PanelError | undefined;

  constructor(
    private readonly account: string,
    lists: AccountLists,
    private readonly clock: Clock,
    private readonly report: (message: string) => void,
    { repairs = REPAIRS }: WriterOptions = {},
  ) {
    this.#queue = new Queue(clock);
    this.#calls = new Calls(account, lists, clock);
    this.#counter = new Counter(report);
    this.#repairs = repairs;
  }

  /** Hears of an operation that the engine is about to send. */
  announce(operation: string): void {
    this.#queue.announce(operation);
  }

  /** Hears that it has begun. */
  begun(operation: string): void {
    this.#queue.begun(operation);
  }

  /**
   * Does a write and proves it: the outcome tells what a list showed afterwards.
   *
   * @throws PanelError when nothing could be found out, or nothing of the write was done
   */
  async submit(write: Write): Promise<Outcome> {
    const [result] = await this.submitAll([write]);
    if (result?.status === "fulfilled") return result.value;
    throw result?.reason;
  }

  /** Does the writes of one operation, each for itself: one that fails leaves the others to land. */
  submitAll(writes: readonly Write[]): Promise<PromiseSettledResult<Outcome>[]> {
    const operation = {};
    let left = writes.length;
    const done = () => {
      left -= 1;
      if (left === 0) this.#queue.close(operation);
    };
    const jobs: Job[] = [];
    const results = writes.map(
      (write) =>
        new Promise<Outcome>((resolve, reject) => {
          const resolved = (outcome: Outcome) => {
            done();
            resolve(outcome);
          };
          const rejected = (reason: unknown) => {
            done();
            reject(reason);
          };
          jobs.push(newJob(write, operation, resolved, rejected));
        }),
    );
    if (left > 0) this.#queue.open(operation, jobs);
    if (left > 0 && !this.#isBusy) void this.#work();
    return Promise.allSettled(results);
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (!this.#queue.isEmpty) await this.#run();
    this.#isBusy = false;
  }

  /** Cycles until nothing is left to do. Never rejects: whoever waits for a result gets what went wrong. */
  async #run(): Promise<void> {
    this.#calls.forget();
    this.#unclear = 0;
    this.#setbacks = 0;
    try {
      do await this.#cycle();
      while (!this.#queue.isEmpty || (await this.#hasMore()));
    } catch (error) {
      for (const job of [...this.#underWay.splice(0), ...this.#pending.splice(0)]) job.reject(error);
    }
  }

  async #cycle(): Promise<void> {
    const calls = this.#calls;
    const queue = this.#queue;
    if (!(await this.#begin())) return this.#answer();
    const isLast = await queue.gather(calls.single);
    const reserved = isLast ? undefined : this.#reserved();
    for (;;) {
      this.#underWay = queue.take(reserved, this.#ledger.othersWrite);
      if (this.#underWay.length === 0) break;
      await this.#write(this.#underWay);
      this.#underWay = [];
    }
    const client = calls.writer;
    if (client === undefined) return this.#answer();
    if (queue.isEmpty)
      await bringRestart(calls, this.#ledger, (webDomain, name) =>
        this.#pending.find(
          (job) =>
            isRemove(job) &&
            queue.isOpen(job) &&
            job.write.webDomain === webDomain &&
            job.write.names.includes(name),
        ),
      );
    const pause = (milliseconds: number) => this.clock.sleep(milliseconds);
    const failure = isLast
      ? await verifyAtLast(calls, this.#ledger, queue, pause, client)
      : await verify(calls, this.#ledger, pause, client);
    // More has come meanwhile: then this was not the end, and the look after the next call shows all.
    if (failure === "interrupted") return;
    if (failure !== undefined) return this.#answer(failure);
    const repairs = this.#toRepair(client);
    if (repairs.length > 0) return this.#repair(repairs);
    this.#setbacks = 0;
    if (isLast) await this.#counter.correct(calls);
    this.#answer();
  }

  /** Waits for what is announced as long as the last list counts as new. @returns whether it came */
  async #hasMore(): Promise<boolean> {
    const queue = this.#queue;
    if (queue.expectsMore) await Promise.race([this.clock.sleep(NEW), queue.arrival()]);
    return !queue.isEmpty;
  }

  /** Takes the list that the first cycle goes by. @returns whether there is one */
  async #begin(): Promise<boolean> {
    while (!this.#calls.hasView) {
      const [first] = this.#queue.jobs;
      if (first === undefined) return false;
      const { client } = first.write;
      try {
        await this.#calls.begin(client);
      } catch (error) {
        // Whoever comes by the same way would be told the same.
        this.#giveUp({ client }, error);
      }
    }
    return true;
  }

  /** The operation that waits while results of others go back; undefined where there is only one. */
  #reserved(): object | undefined {
    if (!this.#queue.hasSeveralOpen) return undefined;
    return this.#queue.jobs.findLast((job) => !job.isRepair && this.#needsCall(job))?.operation;
  }

  /** Whether a job that waits will take a call, as far as the account is known. */
  #needsCall(job: Job): boolean {
    const { view } = this.#calls;
    if (isRemove(job)) {
      const webDomain = view.webDomain(job.write.webDomain);
      return job.names.some((name) => webDomain?.has(name) === true && !job.write.spares(name));
    }
    if (!isEnsure(job)) return false;
    try {
      return missingOf(job, view, this.account).missing.length > 0;
    } catch (error) {
      if (isPanelError(error)) return false;
      throw error;
    }
  }

  async #write(jobs: readonly Job[]): Promise<void> {
    const [first] = jobs;
    if (first === undefined) return;
    const last = !this.#queue.jobs.some((job) => this.#needsCall(job));
    const errors = isRemove(first)
      ? await this.#remove(first, last)
      : await this.#add(jobs.filter(isEnsure), last);
    const [error] = errors;
    this.#unclear = isUnclear(error) ? this.#unclear + 1 : 0;
    const hopeless = errors.find(isHopeless);
    const { client, kind } = first.write;
    if (hopeless !== undefined) this.#giveUp({ client, kind }, hopeless);
    else if (this.#unclear >= UNCLEAR_LIMIT) this.#giveUp({ client }, error);
  }

  async #add(jobs: readonly EnsureJob[], last: boolean): Promise<unknown[]> {
    const results = await addBatch(this.#calls, this.#ledger, jobs, last);
    return jobs.flatMap((job) => {
      const result = results.get(job);
      if (result === undefined) throw new Error("a job of a batch has no result");
      if ("error" in result) return [this.#fail(job, result.error)];
      this.#written(job, result.existed);
      return [];
    });
  }

  async #remove(job: RemoveJob, last: boolean): Promise<unknown[]> {
    const { webDomain } = job.write;
    const others = this.#queue.jobs.filter(isRemove).filter(({ write }) => write.webDomain === webDomain);
    const tools = { calls: this.#calls, ledger: this.#ledger, report: this.report };
    try {
      await remove(tools, job, last, others);
      this.#written(job, []);
      return [];
    } catch (error) {
      return [this.#fail(job, error)];
    }
  }

  #written(job: Job, existed: readonly string[]): void {
    job.state = "written";
    if (!job.isRepair) job.existed = existed;
    this.#pending.push(job);
  }

  /** Failures wait as well: they go back when the list has shown what else there is. @returns the error */
  #fail(job: Job, error: unknown): unknown {
    if (job.isRepair && isPanelError(error) && this.#calls.hasView) {
      // It was written before: what came of that is told, with what keeps it from staying.
      this.#ledger.forget(job.write.webDomain, job.names);
      job.state = "written";
    } else job.state = "failed";
    job.failure = error;
    this.#pending.push(job);
    return error;
  }

  /**
   * What waits for the same connection would fail the same way, one after the other, with a login failure each; where the
   * command alone is not permitted, that is what waits for the same command.
   */
  #giveUp({ client, kind }: { client: HestiaClient; kind?: Write["kind"] }, error: unknown): void {
    const isCommandAlone = kind !== undefined && isPanelError(error) && isCommandRefusal(error.failure.code);
    const alike = this.#queue.takeOut(
      ({ write }) => write.client === client && (!isCommandAlone || write.kind === kind),
    );
    for (const job of alike) this.#fail(job, kind === job.write.kind ? error : notTried(error, kind));
  }

  /**
   * Jobs that write again what a list showed to be undone: the same job where the engine still waits for its result. Names
   * that had their tries are given up.
   */
  #toRepair(client: HestiaClient): Job[] {
    const key = (webDomain: string, name: string, there: boolean) => `${webDomain} ${name} ${there}`;
    const owners = new Map<string, Job>();
    for (const job of this.#pending.filter(({ state }) => state === "written")) {
      const { webDomain, kind } = job.write;
      for (const name of job.write.names) owners.set(key(webDomain, name, kind === "ensure"), job);
    }
    const groups = new Map<Job | string, Lost[]>();
    for (const lost of this.#ledger.lost(this.#calls.view)) {
      const { webDomain, name, there } = lost;
      const of = owners.get(key(webDomain, name, there)) ?? `${webDomain} ${there}`;
      const group = groups.get(of);
      if (group === undefined) groups.set(of, [lost]);
      else group.push(lost);
    }
    return [...groups].flatMap(([of, lost]) => {
      const [{ webDomain, there } = { webDomain: "", there: false }] = lost;
      const restart = lost.map((one) => one.restart).reduce(stronger);
      const tried = lost.filter(({ repairs }) => repairs >= this.#repairs).map(({ name }) => name);
      const again = lost.filter(({ repairs }) => repairs < this.#repairs).map(({ name }) => name);
      this.#ledger.forget(webDomain, tried);
      this.#ledger.repaired(webDomain, again);
      // Whoever still waits for the result hears of it there.
      if (typeof of === "string" && tried.length > 0)
        this.#reportRepair(undone(client.panel, tried, there, this.#repairs), webDomain, tried);
      if (again.length === 0) return [];
      const job =
        typeof of === "string" ? this.#orphan({ client, webDomain, names: again, restart }, there) : of;
      return [Object.assign(job, { names: again, state: "waiting", isRepair: true } as const)];
    });
  }

  /** A job for names whose results have gone back to the engine; its own is told to the user. */
  #orphan(common: Pick<Write, "client" | "webDomain" | "names" | "restart">, there: boolean): Job {
    const { webDomain, names } = common;
    const write: Write = there
      ? { ...common, kind: "ensure", accepts: () => true }
      : { ...common, kind: "remove", spares: () => false };
    const tell = ({ failure }: Outcome) => {
      if (failure !== undefined) this.#reportRepair(failure, webDomain, names);
    };
    return newJob(write, {}, tell, (error) => {
      if (isPanelError(error)) this.#reportRepair(error, webDomain, names);
    });
  }

  #reportRepair(error: PanelError, webDomain: string, names: readonly string[]): void {
    const place = describeWebDomain({ account: this.account, webDomain });
    const operation = "repair after another writer of";
    this.report(error.during({ operation, domain: joinLimited(names, 20), place }).message);
  }

  /** Others undid something: it is written again after a while, which is longer the more often that happens. */
  async #repair(jobs: readonly Job[]): Promise<void> {
    const repaired = new Set(jobs);
    this.#pending = this.#pending.filter((job) => !repaired.has(job));
    // As long as something is to be repaired, one operation stays open: an engine without any would end the process.
    if (!this.#queue.isEmpty) this.#answer();
    this.#queue.putFirst(jobs);
    this.#setbacks += 1;
    const { clock } = this;
    const longest = this.#calls.settleTime(this.#ledger.othersWrite) * Math.min(2 ** this.#setbacks, 8);
    await clock.sleep(clock.random() * longest);
  }

  /**
   * Answers what has had its turn, as the list shows it.
   *
   * @param unproved why there is no list
   */
  #answer(unproved?: PanelError): void {
    const { restartFailure } = this.#calls;
    for (const job of this.#pending.splice(0)) {
      if (job.state === "failed") {
        job.reject(job.failure);
        continue;
      }
      const outcome = this.#outcomeOf(job, unproved);
      if (restartFailure !== undefined && isNotServed(outcome.failure)) this.#toldOf = restartFailure;
      job.resolve(outcome);
    }
    if (restartFailure === undefined || restartFailure === this.#toldOf) return;
    // Results of what is not served have gone back before.
    this.#toldOf = restartFailure;
    this.report(restartFailure.during({ place: `account ${this.account}` }).message);
  }

  #outcomeOf(job: Job, unproved: PanelError | undefined): Outcome {
    const { write, existed, failure } = job;
    const { webDomain, names, client, kind } = write;
    const { view } = this.#calls;
    const there = kind === "ensure";
    const present = names.filter((name) => view.webDomain(webDomain)?.has(name) === true);
    const wrong = names.filter(
      (name) =>
        present.includes(name) !== there &&
        !this.#ledger.isOverruled(webDomain, name, there) &&
        (write.kind === "ensure" || !write.spares(name)),
    );
    const lost = wrong.length === 0 ? undefined : undone(client.panel, wrong, there, this.#repairs);
    const own = isPanelError(failure) ? failure : undefined;
    const why = own ?? unproved ?? lost ?? this.#whyNotServed(job, present);
    return { account: view, present, existed, failure: why };
  }

  /** Why names that are as they should be are not served that way. */
  #whyNotServed({ write, existed }: Job, present: readonly string[]): PanelError | undefined {
    const { client, webDomain, names, kind, restart } = write;
    const listed = this.#calls.view.webDomain(webDomain);
    const withBlank = listed?.withBlank;
    if (kind === "ensure" && withBlank !== undefined && !present.every((name) => listed?.isInVhost(name)))
      return cutOff(client.panel, this.account, webDomain, withBlank);
    // What did not reload with one write of the run did not load any of them.
    const isConcerned = write.isNotLoaded === true || (kind === "ensure" && existed.length < names.length);
    return isConcerned && restart !== "no" ? this.#calls.restartFailure : undefined;
  }
}

function newJob(write: Write, operation: object, resolve: Job["resolve"], reject: Job["reject"]): Job {
  const { names } = write;
  return {
    write,
    operation,
    names,
    state: "waiting",
    isRepair: false,
    existed: [],
    failure: undefined,
    resolve,
    reject,
  };
}

/** What another command failed with, told of a write that was not sent for it. */
function notTried(error: unknown, kind: Write["kind"] | undefined): unknown {
  if (kind === undefined || !isPanelError(error)) return error;
  return new PanelError({ ...error.failure, what: `was not tried, since ${error.failure.what}` });
}

/** For names that others undo again and again. */
function undone(panel: string, names: readonly string[], there: boolean, repairs: number): PanelError {
  return new PanelError({
    kind: "unproved",
    panel,
    what: `the panel said OK ${repairs + 1} times, and ${names.join(", ")} is ${there ? "not" : "still"} there`,
    cure:
      "Another program writes aliases of this account at the same time, and Hestia loses one of two such writes. " +
      "Stop it, then run the command again.",
  });
}

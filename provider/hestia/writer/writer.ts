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

/** Options of a writer; measurements change them. */
export interface WriterOptions {
  /** How many times at most a name that another writer undid is written again. @default 8 */
  readonly repairs?: number;
}

const REPAIRS = 8;
/** After this many calls in a row without any answer, what waits for the same connection is not tried. */
const UNCLEAR_LIMIT = 2;
/** How long a run waits for an announced operation before it ends; the next run begins with a list of its own. Milliseconds. */
const LATE_ARRIVAL = 1_000;

/**
 * The writer of a panel's account; a process has one for each. Hestia reads a web domain's alias string at the start of a
 * command and writes the whole of it back at the end, with no lock (docs/panels/hestia.md#concurrent-writes): two
 * writes at once lose names though both are answered OK. So writes go one after the other, and what another program's write
 * drops of ours is written again.
 *
 * An operation is a create, update or delete that Pulumi's engine has sent and waits for. It submits writes: each wants names
 * of one web domain to be there (ensure) or gone (remove). A job is a write with its state in here. A run goes from
 * rest to rest. It begins with a list of the account's web domains, and consists of cycles of these steps:
 *
 * | step | what it does | what comes next |
 * |---|---|---|
 * | gather | waits for what the engine is about to send, for less time than a call takes. If nothing arrived and nothing is announced, the cycle is the last | send |
 * | send | one call after the other: all adds to one web domain in one, since the panel takes a list of names there, and each delete by itself. After a lost answer it looks for the write before it sends it again (`add.ts`, `remove.ts`, `calls.ts`) | restart where no job waits any more; else verify |
 * | restart | the last call has carried the restart; those before it carried `updatessl`, which puts one into the panel's own queue in case this process ends before. If the last call failed, the web server is restarted by a call of its own. If the restart failed, the panel is left to try it again (`finish.ts`) | verify |
 * | verify | takes a list and compares it with all that this process wrote, also what is answered already. In the last cycle it waits before that (settle time) until a call of another program that began before ours has ended, and shows | repair if names are lost; gather if jobs have arrived meanwhile; else answer. A list that fails three times is an answer, too |
 * | repair | a job goes back into the queue with the lost names alone; where its operation is answered, a new job. Others are answered if one operation is reserved. A random pause | gather |
 * | answer | each operation gets what the list shows; what is not as it wanted it is the `failure` of the outcome. A call that failed rejects | gather while jobs wait, or arrive within a second; else rest |
 *
 * While several operations are open and one of them needs a call, the newest such operation is reserved: it is neither sent nor
 * answered before the last cycle. The engine may end this process once nothing is open, and then the restart and the last
 * verify would never come.
 *
 * - Eight creates and nothing further: a list; one add of eight names, which carries the restart; the settle time; a list; eight
 *   answers. A hundred creates, eight at a time: one add of seven names with `updatessl`, a list, seven answers; then the
 *   reserved one goes out with the next arrivals, of which the newest is reserved; the last add carries the restart, which
 *   loads everything, and the panel takes its own out of its queue.
 * - A write that another program undid: verify does not find it; its job is repaired, eight times at most, and then
 *   answered with a failure. What is answered already is repaired as well, and a failure of that is told as a message.
 * - A restart that failed (code 20): what was written is stored and not served. If the last call was an add, one of its names is
 *   deleted and added again, since a restart gets into the panel's queue only with a write; each ensure that wrote names and is
 *   not answered yet fails. If it was a delete, its name is added again, and that remove fails. What was answered before
 *   stays as it is, and is loaded when the panel's restart goes through. The next `pulumi up` submits what failed again, with
 *   `isNotLoaded`, and brings a restart though nothing may be left to write.
 * - A kill: what was written stays stored, and the restart in the panel's queue loads it within two minutes; with restart
 *   `graceful` or `no` there is none. The next run finds the names in its first list.
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
  /** The failure of a restart that was told already, in an answer or a message. */
  #toldFailure: PanelError | undefined;

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
    // More has come meanwhile: then this was not the end, and the next verify covers it.
    if (failure === "interrupted") return;
    if (failure !== undefined) return this.#answer(failure);
    const repairs = this.#toRepair(client);
    if (repairs.length > 0) return this.#repair(repairs);
    this.#setbacks = 0;
    if (isLast) await this.#counter.correct(calls);
    this.#answer();
  }

  /** Waits a moment for what is announced, so that the run goes on with the list that it has. @returns whether it came */
  async #hasMore(): Promise<boolean> {
    const queue = this.#queue;
    if (queue.expectsMore) await Promise.race([this.clock.sleep(LATE_ARRIVAL), queue.arrival()]);
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
        // Jobs with the same client would fail in the same way.
        this.#giveUp({ client }, error);
      }
    }
    return true;
  }

  /** The operation that waits while results of others go back; undefined where only one is open, or none needs a call. */
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
      // The first write was done: the answer is what the list shows, and this error.
      this.#ledger.forget(job.write.webDomain, job.names);
      job.state = "written";
    } else job.state = "failed";
    job.failure = error;
    this.#pending.push(job);
    return error;
  }

  /**
   * What waits for the same connection would fail the same way, and each try may count as a failed login, which leads to a ban.
   * If the command alone is not permitted, only jobs that take the same command fail.
   */
  #giveUp({ client, kind }: { client: HestiaClient; kind?: Write["kind"] }, error: unknown): void {
    const isCommandAlone = kind !== undefined && isPanelError(error) && isCommandRefusal(error.failure.code);
    const alike = this.#queue.takeOut(
      ({ write }) => write.client === client && (!isCommandAlone || write.kind === kind),
    );
    for (const job of alike) this.#fail(job, kind === job.write.kind ? error : notTried(error, kind));
  }

  /**
   * Jobs that write again what a list showed to be undone: the same job where the engine still waits for its result, else a new
   * one. Names that were repaired often enough are given up.
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

  /** A job for names whose results have gone back to the engine; its failure, if any, is reported to the user. */
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
    // What is in the queue stays open, so that these may go back; without it, all stay open until the repair is verified.
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
      if (restartFailure !== undefined && isNotServed(outcome.failure)) this.#toldFailure = restartFailure;
      job.resolve(outcome);
    }
    if (restartFailure === undefined || restartFailure === this.#toldFailure) return;
    // The operations concerned were answered before the restart failed: only a message is left.
    this.#toldFailure = restartFailure;
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
    const withSpace = listed?.withSpace;
    if (kind === "ensure" && withSpace !== undefined && !present.every((name) => listed?.isInVhost(name)))
      return cutOff(client.panel, this.account, webDomain, withSpace);
    // A restart is for all writes of the run. The remove that carried it has its failure already, and holds for the others.
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
  return new PanelError({
    ...error.failure,
    what: `not tried, since an earlier call failed: ${error.failure.what}`,
  });
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

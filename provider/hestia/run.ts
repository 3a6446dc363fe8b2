import { isHopeless, isPanelError, isUnclear, PanelError } from "../core/errors";
import type { WebDomain } from "./account";
import type { HestiaClient } from "./client";
import type { Desk, Held, Job } from "./desk";
import { ensure, judge } from "./ensure";
import { remove } from "./remove";
import { reload, repair } from "./repair";
import { type Restart, stronger } from "./restart";
import { Work } from "./work";
import type { Outcome, Write } from "./writes";

/** Where another writer is about, its write may undo ours this much later. Milliseconds. */
const SETTLE_BESIDE_OTHERS = 2_000;
const LONGEST_SETTLE = 30_000;
const REPAIRS = 5;
const PROOF_TRIES = 3;
/** After this many writes in a row without any answer, the rest is not tried. */
const UNCLEAR_LIMIT = 2;

/**
 * One run of writes: a list before, the writes one after the other, a list after, and what that shows to be lost
 * written again. The results are held until the last list has shown them.
 */
export class Run {
  #work: Work | undefined;
  readonly #held: Held[] = [];
  readonly #failed: { job: Job; error: unknown }[] = [];
  #unclear = 0;
  #restart: Restart = "no";

  constructor(private readonly desk: Desk) {}

  /** Never rejects: whoever waits for a result of the run gets what went wrong. */
  async finish(): Promise<void> {
    try {
      await this.#finish();
    } catch (error) {
      for (const { job } of [...this.#held, ...this.#failed]) job.reject(error);
    }
  }

  async #finish(): Promise<void> {
    for (let repairs = 0; ; ) {
      const job = this.desk.queue.shift();
      if (job !== undefined) {
        await this.#take(job);
        continue;
      }
      const work = this.#work;
      const client = work?.writer;
      if (work === undefined || client === undefined) return this.#answer(work);
      await reload(work);
      const waited = await this.#settle();
      if (this.desk.queue.length > 0) continue;
      const unproved = await this.#look(work, client);
      if (unproved !== undefined) return this.#answer(work, unproved);
      if (this.desk.othersWrite && waited < SETTLE_BESIDE_OTHERS) continue;
      const lost = this.desk.expected.lost(work.view);
      if (lost.length === 0 || repairs === REPAIRS) return this.#answer(work);
      repairs += 1;
      await this.desk.clock.sleep(this.desk.clock.random() * Math.max(waited, this.desk.longestCall));
      await repair(work, lost, this.#held, client, this.#restart);
    }
  }

  async #take(job: Job): Promise<void> {
    const { write } = job;
    try {
      this.#work ??= new Work(this.desk, await this.desk.lists.fresh(write.client));
      const last = !this.desk.queue.some((other) => needsCall(other.write, this.#work));
      this.#restart = stronger(this.#restart, write.restart);
      if (write.kind === "ensure") {
        this.#held.push({ job, ...(await ensure(this.#work, write, last)) });
      } else {
        this.#held.push({ job, existed: [], failure: await remove(this.#work, write, last) });
      }
      this.#unclear = 0;
    } catch (error) {
      this.#failed.push({ job, error });
      this.#unclear = isUnclear(error) ? this.#unclear + 1 : 0;
      if (isHopeless(error)) this.#giveUp(write, error);
      else if (this.#unclear >= UNCLEAR_LIMIT) this.#giveUp({ client: write.client }, error);
    }
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
      if (alike(job)) this.#failed.push({ job, error });
      else queue.push(job);
    }
  }

  /** @returns the milliseconds waited, in full unless a further write arrived */
  async #settle(): Promise<number> {
    const { clock, longestCall, othersWrite } = this.desk;
    const wait = Math.max(Math.min(longestCall, LONGEST_SETTLE), othersWrite ? SETTLE_BESIDE_OTHERS : 0);
    if (this.desk.queue.length === 0) await Promise.race([clock.sleep(wait), this.desk.arrival()]);
    return wait;
  }

  /** The list after; notices others by what it shows that we did not write. */
  async #look(work: Work, client: HestiaClient): Promise<PanelError | undefined> {
    const before = work.view;
    for (let tries = 1; ; tries += 1) {
      try {
        await work.look(client);
        break;
      } catch (error) {
        if (!isPanelError(error)) throw error;
        if (tries === PROOF_TRIES) return unproved(error);
        await this.desk.clock.sleep(Math.max(this.desk.longestCall, SETTLE_BESIDE_OTHERS));
      }
    }
    this.desk.othersWrite ||= this.desk.expected
      .webDomains()
      .some((name) => !sameAliases(before.webDomain(name), work.view.webDomain(name)));
    return undefined;
  }

  /** Failures are held as well: an engine that heard of one ends this process, and with it what is still owed. */
  #answer(work: Work | undefined, unproven?: PanelError): void {
    for (const { job, error } of this.#failed) job.reject(error);
    if (work === undefined) return;
    for (const { job, existed, failure } of this.#held) {
      const { webDomain, names, client, kind } = job.write;
      const present = names.filter((name) => work.view.webDomain(webDomain)?.has(name) === true);
      const spared = job.write.kind === "remove" ? present.filter(job.write.spares) : present;
      const whole = kind === "ensure" ? present.length === names.length : present.length === spared.length;
      // What did not reload with one write of the run did not load any of them.
      const notLoaded =
        kind === "ensure" && existed.length < names.length && job.write.restart !== "no"
          ? work.restartFailure
          : undefined;
      const lost = whole ? undefined : lostTo(client.panel, job.write, present);
      const wrong = failure ?? unproven ?? lost ?? notLoaded;
      const outcome: Outcome = { account: work.view, present, existed };
      job.resolve(wrong === undefined ? outcome : { ...outcome, failure: wrong });
    }
  }
}

/** Whether a write that waits will take a call, as far as the account is known. */
function needsCall(write: Write, work: Work | undefined): boolean {
  if (work === undefined) return false;
  if (write.kind === "remove") {
    const webDomain = work.view.webDomain(write.webDomain);
    return write.names.some((name) => webDomain?.has(name) === true && !write.spares(name));
  }
  try {
    return judge(work.view, write, work.desk.account).missing.length > 0;
  } catch (error) {
    if (isPanelError(error)) return false;
    throw error;
  }
}

function sameAliases(one: WebDomain | undefined, other: WebDomain | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const names = new Set(one.aliases);
  return names.size === new Set(other.aliases).size && other.aliases.every((alias) => names.has(alias));
}

function unproved(error: PanelError): PanelError {
  return new PanelError({
    ...error.failure,
    kind: "unproved",
    what: `the panel took the write, and its list could not be read afterwards: ${error.failure.what}`,
    cure: `Run \`pulumi up\` again: it looks and mends. ${error.failure.cure ?? ""}`.trim(),
  });
}

function lostTo(panel: string, write: Write, present: readonly string[]): PanelError {
  const names = write.names.filter((name) => present.includes(name) === (write.kind === "remove"));
  const state = write.kind === "remove" ? "still there" : "not there";
  return new PanelError({
    kind: "unproved",
    panel,
    what: `the panel said OK ${REPAIRS + 1} times, and ${names.join(", ")} is ${state}`,
    cure:
      "Another program writes aliases of this account at the same time, and Hestia loses one of two such writes. " +
      "Stop it, then run `pulumi up` again.",
  });
}

import type { Clock } from "../../core/clock";
import { isPanelError, isUnclear, type PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { SharedList } from "../../core/lists";
import type { Account, WebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import { isRestartFailure } from "../api/exitCodes";
import { listsNothing } from "../api/explain";
import { isImmediate, type Restart, restartMeanwhile, stronger } from "../api/restart";
import type { Write } from "./job";
import { NAMES_BESIDE_OTHERS } from "./queue";

/** One account's lists: a refresh of all its aliases shares one. */
export type AccountLists = SharedList<HestiaClient, Account>;

/** Milliseconds between the looks for a write whose answer was lost: the first of a doubling series. */
const FIRST_LOOK = 500;
const SHORTEST_WATCH = 5_000;
const LONGEST_WATCH = 60_000;
/**
 * What a further name adds to a call, of what a call with one takes (docs/panels/hestia.md#times: 0.03 s and 0.5 s).
 */
const SHARE_OF_A_NAME = 0.06;

/** Where another writer is about, its write may undo ours this much later. Milliseconds. */
export const SETTLE_BESIDE_OTHERS = 2_000;
const LONGEST_SETTLE = 30_000;

/** What a call with so many names takes, by what one with a single name does. */
const callTime = (single: number, names: number): number => single * (1 + SHARE_OF_A_NAME * (names - 1));

/** A call: who makes it, for which web domain, and which restart it should end with. */
export interface Call {
  readonly client: HestiaClient;
  readonly webDomain: WebDomain;
  readonly restart: Restart;
  /** What it carries where further writes follow. @default by `restartMeanwhile` */
  readonly meanwhile?: Restart;
  /** Whether no further write follows; until then nothing is restarted. */
  readonly last: boolean;
  /** Whether the account's counter is to be put right in the end. */
  readonly recount?: boolean | undefined;
}

/** The latest change that the web server has not loaded. */
export interface Unloaded {
  readonly client: HestiaClient;
  /** As it is compared. */
  readonly webDomain: string;
  /** The names that were added, or the one that was deleted, as stored. */
  readonly names: readonly string[];
  readonly added: boolean;
  /** The name that was deleted, also where what its delete took along was added again. */
  readonly deleted?: string | undefined;
}

/** The calls of one account, with what is known of it after each, how long they take, and the restart that is owed. */
export class Calls {
  #view: Account | undefined;
  /** The restart that is owed for writes that did not bring it. */
  #owed: Restart | undefined;
  #unloaded: Unloaded | undefined;
  /** What the latest restart that failed was to load, until somebody leaves it to the panel. */
  #toLeave: Unloaded | undefined;
  #restartFailure: PanelError | undefined;
  /** Whether a restart went through. It loaded whatever was stored by then. */
  #hasRestarted = false;
  #writer: HestiaClient | undefined;
  #toRecount: HestiaClient | undefined;
  /** The longest write that was answered. Milliseconds, as the next two. */
  #longestCall = 0;
  /** What the latest call would have taken for a single name; at first what the list took. */
  #single = 0;
  /** The largest that `single` has been for a write. */
  #longestSingle = 0;

  constructor(
    readonly account: string,
    private readonly lists: AccountLists,
    private readonly clock: Clock,
  ) {}

  /** The account as the latest list and our writes since then have it. */
  get view(): Account {
    if (this.#view === undefined) throw new Error("nothing was listed yet");
    return this.#view;
  }

  get hasView(): boolean {
    return this.#view !== undefined;
  }

  get single(): number {
    return this.#single;
  }

  get longestCall(): number {
    return this.#longestCall;
  }

  /** Who wrote last; undefined while nothing was written. */
  get writer(): HestiaClient | undefined {
    return this.#writer;
  }

  /** Why the web server does not serve what was written; undefined where it does, as far as is known. */
  get restartFailure(): PanelError | undefined {
    return this.#restartFailure;
  }

  /** Begins anew with a list. */
  async begin(client: HestiaClient): Promise<void> {
    this.forget();
    const started = this.clock.now();
    this.#view = await this.lists.fresh(client);
    if (this.#longestCall === 0) this.#single = this.clock.now() - started;
  }

  /** Forgets what was listed and what is owed. */
  forget(): void {
    this.#view = undefined;
    this.#owed = undefined;
    this.#unloaded = undefined;
    this.#toLeave = undefined;
    this.#restartFailure = undefined;
    this.#hasRestarted = false;
    this.#writer = undefined;
    this.#toRecount = undefined;
  }

  async look(client: HestiaClient): Promise<Account> {
    const view = await this.lists.fresh(client);
    // What an empty list shows of a write proves nothing.
    if (view.webDomains.length === 0 && this.view.webDomains.length > 0)
      throw listsNothing(client.panel, this.account);
    this.#view = view;
    return view;
  }

  /**
   * @param deleted an alias whose delete took these names along, which this puts back
   * @throws PanelError when the names were not stored, as far as can be known; a restart that failed is no failure of it
   */
  async add(call: Call, names: readonly string[], deleted?: string): Promise<void> {
    const { client, webDomain } = call;
    const isDone = (account: Account) =>
      names.every((name) => account.webDomain(webDomain.name)?.aliases.includes(name) === true);
    const failure = await this.#write(call, names.length, isDone, (restart) =>
      client.add(this.account, webDomain.name, names, restart),
    );
    this.#changed(webDomain, { added: names });
    this.#sent(call, failure, { names, added: true, deleted });
  }

  /**
   * @param taken every stored alias that the panel's expression takes, the one meant included
   * @throws PanelError as `add` does
   */
  async remove(call: Call, stored: string, taken: readonly string[]): Promise<void> {
    const { client, webDomain } = call;
    const isDone = (account: Account) => account.webDomain(webDomain.name)?.aliases.includes(stored) !== true;
    const failure = await this.#write(call, 1, isDone, (restart) =>
      client.remove(this.account, webDomain.name, stored, restart),
    );
    this.#changed(webDomain, { removed: taken });
    this.#sent(call, failure, { names: [stored], added: false, deleted: stored });
  }

  /** Has the web servers load what is stored, without a write. @throws PanelError where no restart was tried */
  async restart(client: HestiaClient, restart: Restart): Promise<void> {
    try {
      await client.restart(restart);
      this.#ended(restart);
    } catch (error) {
      if (!isPanelError(error) || !isRestartFailure(error.failure.code)) throw error;
      this.#ended(restart, error);
    }
  }

  /** The restart that is owed, and the latest change that it is to load; undefined where none is. */
  get owed(): { restart: Restart; unloaded: Unloaded } | undefined {
    const [restart, unloaded] = [this.#owed, this.#unloaded];
    return restart === undefined || unloaded === undefined ? undefined : { restart, unloaded };
  }

  /** What a restart has failed to load; undefined where none failed. It is asked for once. */
  takeUnloaded(): Unloaded | undefined {
    const unloaded = this.#toLeave;
    this.#toLeave = undefined;
    return unloaded;
  }

  /** Notes that names of a write may be as they should be and not loaded, unless this run has brought a restart already. */
  owe({ client, webDomain, names, restart, isNotLoaded }: Write): void {
    if (isNotLoaded !== true || this.#hasRestarted || restart === "no") return;
    const listed = this.view.webDomain(webDomain);
    const stored = names.flatMap((name) => listed?.spellings(name) ?? []);
    const change = stored.length > 0 ? { names: stored, added: true } : { names, added: false };
    this.#owed = this.#with(restart);
    this.#unloaded ??= { client, webDomain, ...change };
    this.#writer ??= client;
  }

  /** Notes that the restart that is owed could not be brought. */
  giveUpRestart(failure: PanelError): void {
    this.#ended("no", failure);
  }

  /** Who is to put the account's counter right; undefined where nobody is. It is asked for once. */
  takeRecount(): HestiaClient | undefined {
    const client = this.#toRecount;
    this.#toRecount = undefined;
    return client;
  }

  /**
   * How long a write of somebody else that began before ours may go on after it. Somebody who has not shown adds a name
   * by hand; where others write as we do, theirs may be as long as ours, or as the longest that we would send beside them.
   */
  settleTime(othersWrite: boolean): number {
    const besideOthers = callTime(this.#longestSingle, NAMES_BESIDE_OTHERS);
    const theirs = Math.max(this.#longestCall, besideOthers, SETTLE_BESIDE_OTHERS);
    return Math.min(othersWrite ? theirs : this.#longestSingle, LONGEST_SETTLE);
  }

  #changed(webDomain: WebDomain, change: Parameters<WebDomain["after"]>[0]): void {
    const now = this.view.webDomain(webDomain.name) ?? webDomain;
    this.#view = this.view.with(now.after(change));
  }

  #sent(call: Call, failure: PanelError | undefined, change: Omit<Unloaded, "client" | "webDomain">): void {
    const { client, restart, recount, last } = call;
    this.#writer = client;
    if (recount === true) this.#toRecount = client;
    if (restart !== "no") this.#unloaded = { client, webDomain: comparable(call.webDomain.name), ...change };
    if (last) this.#ended(this.#with(restart), failure);
    else if (restart !== "no") this.#owed = this.#with(restart);
  }

  /** The restart that is owed, and this one as well. */
  #with(restart: Restart): Restart {
    return this.#owed === undefined ? restart : stronger(this.#owed, restart);
  }

  /** A restart was tried, or what stands for one. */
  #ended(restart: Restart, failure?: PanelError): void {
    this.#restartFailure = failure;
    this.#hasRestarted = failure === undefined && isImmediate(restart);
    this.#owed = undefined;
    this.#toLeave = isRestartFailure(failure?.failure.code) ? this.#unloaded : undefined;
    this.#unloaded = undefined;
  }

  /** One write; where its answer was lost, looks whether it was done, and sends it again only if it was not. */
  async #write(
    call: Call,
    names: number,
    isDone: (account: Account) => boolean,
    send: (restart: Restart) => Promise<void>,
  ): Promise<PanelError | undefined> {
    const { clock, lists } = this;
    const restart = call.last ? this.#with(call.restart) : (call.meanwhile ?? restartMeanwhile(call.restart));
    for (let unclear: PanelError | undefined; ; ) {
      const started = clock.now();
      try {
        await lists.write(() => send(restart));
        this.#answered(clock.now() - started, names);
        return undefined;
      } catch (error) {
        const time = clock.now() - started;
        // Code 20 comes after the write (docs/panels/hestia.md#a-restart-that-fails).
        if (isPanelError(error) && isRestartFailure(error.failure.code)) {
          this.#answered(time, names);
          return error;
        }
        const isRepeated = unclear !== undefined;
        if (isRepeated && isPanelError(error, "conflict", "missing") && isDone(await this.look(call.client)))
          return undefined;
        if (!isUnclear(error)) throw error;
        if (await this.#appears(call.client, isDone, time)) return undefined;
        if (isRepeated) throw error;
        unclear = error;
      }
    }
  }

  /**
   * Only writes that were done tell how long the panel takes: a call that was given up tells how long we waited, and
   * a refusal may come at once.
   */
  #answered(milliseconds: number, names: number): void {
    this.#longestCall = Math.max(this.#longestCall, milliseconds);
    this.#single = milliseconds / callTime(1, names);
    this.#longestSingle = Math.max(this.#longestSingle, this.#single);
  }

  /** Watches the list for a write that may still be under way: the panel goes on when its caller hangs up. */
  async #appears(
    client: HestiaClient,
    isDone: (account: Account) => boolean,
    waited: number,
  ): Promise<boolean> {
    const { clock } = this;
    const watch = Math.min(LONGEST_WATCH, Math.max(SHORTEST_WATCH, 2 * this.#longestCall, waited));
    const until = clock.now() + watch;
    for (let pause = FIRST_LOOK; ; pause *= 2) {
      try {
        if (isDone(await this.look(client))) return true;
      } catch (error) {
        // A look that failed says nothing; the lost answer is what the caller is told in the end.
        if (!isPanelError(error)) throw error;
      }
      if (clock.now() >= until) return false;
      await clock.sleep(pause);
    }
  }
}

import { isPanelError, isUnclear, type PanelError } from "../../core/errors";
import type { Account, WebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import { isRestartFailure } from "../api/exitCodes";
import { listsNothing } from "../api/explain";
import { type Restart, stronger } from "../api/restart";
import type { Desk } from "./desk";

/** Milliseconds between the looks for a write whose answer was lost: the first of a doubling series. */
const FIRST_LOOK = 500;
const SHORTEST_WATCH = 5_000;
const LONGEST_WATCH = 60_000;
/** What a further name adds to a call, of what a call with one takes (Hestia wire facts, section 5: 0.03 s and 0.5 s). */
const SHARE_OF_A_NAME = 0.06;

/** What a call with so many names takes, by what one with a single name does. */
export const callTime = (single: number, names: number): number =>
  single * (1 + SHARE_OF_A_NAME * (names - 1));

/** A call of a run: who makes it, for which web domain, and which restart it should end with. */
export interface Turn {
  readonly client: HestiaClient;
  readonly webDomain: WebDomain;
  readonly restart: Restart;
  /** Whether no further write of the run follows; until then nothing is restarted. */
  readonly last: boolean;
  /** Whether the account's counter is to be put right in the end. */
  readonly recount?: boolean | undefined;
}

/** The calls of one run, with what is known of the account after each, and the restart that is still owed. */
export class Work {
  /** Restart that writes sent with `no` still want. */
  owed: Restart | undefined;
  /** The latest write that the web server has not loaded. */
  unloaded: (Turn & { name: string; added: boolean }) | undefined;
  /** Why the web server does not serve what the run wrote; undefined where it does, as far as is known. */
  restartFailure: PanelError | undefined;
  /** Who wrote last; undefined while nothing was written. */
  writer: HestiaClient | undefined;
  /** Who is to put the account's counter right in the end. */
  toRecount: HestiaClient | undefined;
  #view: Account;

  constructor(
    readonly desk: Desk,
    view: Account,
  ) {
    this.#view = view;
  }

  /** The account as the latest list and our writes since then have it. */
  get view(): Account {
    return this.#view;
  }

  async look(client: HestiaClient): Promise<Account> {
    const view = await this.desk.lists.fresh(client);
    // What an empty list shows of a write proves nothing.
    if (view.webDomains.length === 0 && this.#view.webDomains.length > 0) {
      throw listsNothing(client.panel, this.desk.account);
    }
    this.#view = view;
    return view;
  }

  /**
   * @returns the failure of the restart, where the names were stored and the web server did not take them
   * @throws PanelError when the names were not stored, as far as can be known
   */
  async add(turn: Turn, names: readonly string[]): Promise<PanelError | undefined> {
    const { client, webDomain } = turn;
    const done = (account: Account) =>
      names.every((name) => account.webDomain(webDomain.name)?.aliases.includes(name) === true);
    const failure = await this.#write(turn, names.length, done, (restart) =>
      client.add(this.desk.account, webDomain.name, names, restart),
    );
    const now = this.#view.webDomain(webDomain.name) ?? webDomain;
    this.#view = this.#view.with(now.after({ added: names }));
    this.#sent(turn, names[0] ?? "", true, failure);
    return failure;
  }

  /**
   * @param taken every stored alias that the panel's expression takes, the one meant included
   * @returns the failure of the restart, as with `add`
   */
  async remove(turn: Turn, stored: string, taken: readonly string[]): Promise<PanelError | undefined> {
    const { client, webDomain } = turn;
    const done = (account: Account) => account.webDomain(webDomain.name)?.aliases.includes(stored) !== true;
    const failure = await this.#write(turn, 1, done, (restart) =>
      client.remove(this.desk.account, webDomain.name, stored, restart),
    );
    const now = this.#view.webDomain(webDomain.name) ?? webDomain;
    this.#view = this.#view.with(now.after({ removed: taken }));
    this.#sent(turn, stored, false, failure);
    return failure;
  }

  #restart(turn: Turn): Restart {
    if (!turn.last) return "no";
    return this.owed === undefined ? turn.restart : stronger(this.owed, turn.restart);
  }

  #sent(turn: Turn, name: string, added: boolean, failure: PanelError | undefined): void {
    this.writer = turn.client;
    if (turn.recount === true) this.toRecount = turn.client;
    if (turn.last) this.restartFailure = failure;
    if (turn.last) {
      this.owed = undefined;
      this.unloaded = undefined;
    } else if (turn.restart !== "no") {
      this.owed = this.owed === undefined ? turn.restart : stronger(this.owed, turn.restart);
      this.unloaded = { ...turn, name, added };
    }
  }

  /** One write; where its answer was lost, looks whether it was done, and sends it again only if it was not. */
  async #write(
    turn: Turn,
    names: number,
    done: (account: Account) => boolean,
    call: (restart: Restart) => Promise<void>,
  ): Promise<PanelError | undefined> {
    const { clock, lists } = this.desk;
    const restart = this.#restart(turn);
    for (let unclear: PanelError | undefined; ; ) {
      const started = clock.now();
      const took = () => {
        lists.wrote();
        return clock.now() - started;
      };
      try {
        lists.wrote();
        await call(restart);
        this.#answered(took(), names);
        return undefined;
      } catch (error) {
        const time = took();
        // Code 20 comes after the write (Hestia wire facts, section 2 and 3).
        if (isPanelError(error) && isRestartFailure(error.failure.code)) {
          this.#answered(time, names);
          return error;
        }
        const repeated = unclear !== undefined;
        if (repeated && isPanelError(error, "conflict", "missing") && done(await this.look(turn.client))) {
          return undefined;
        }
        if (!isUnclear(error)) throw error;
        if (await this.#appears(turn.client, done, time)) return undefined;
        if (repeated) throw error;
        unclear = error;
      }
    }
  }

  /**
   * Only writes that were done tell how long the panel takes: a call that was given up tells how long we waited, and
   * a refusal may come at once.
   */
  #answered(milliseconds: number, names: number): void {
    const { pace } = this.desk;
    pace.longestCall = Math.max(pace.longestCall, milliseconds);
    pace.single = milliseconds / callTime(1, names);
    pace.longestSingle = Math.max(pace.longestSingle, pace.single);
  }

  /** Watches the list for a write that may still be under way: the panel goes on when its caller hangs up. */
  async #appears(
    client: HestiaClient,
    done: (account: Account) => boolean,
    waited: number,
  ): Promise<boolean> {
    const { clock, pace } = this.desk;
    const watch = Math.min(LONGEST_WATCH, Math.max(SHORTEST_WATCH, 2 * pace.longestCall, waited));
    const until = clock.now() + watch;
    for (let pause = FIRST_LOOK; ; pause *= 2) {
      try {
        if (done(await this.look(client))) return true;
      } catch (error) {
        // A look that failed says nothing; the lost answer is what the caller is told in the end.
        if (!isPanelError(error)) throw error;
      }
      if (clock.now() >= until) return false;
      await clock.sleep(pause);
    }
  }
}

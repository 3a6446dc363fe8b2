import { asClause, isHopeless, isPanelError, PanelError } from "../../core/errors";
import type { HestiaClient } from "../api/client";
import { takenBy } from "../api/guard";
import { type Call, type Calls, SETTLE_BESIDE_OTHERS } from "./calls";
import type { Ledger } from "./ledger";
import type { Queue } from "./queue";

const TRIES = 3;

/**
 * The list after some writes; what it shows that we did not write tells of others.
 *
 * @returns why there is none
 */
export async function verify(
  calls: Calls,
  ledger: Ledger,
  pause: (milliseconds: number) => Promise<void>,
  client: HestiaClient,
): Promise<PanelError | undefined> {
  const before = calls.view;
  for (let tries = 1; ; tries += 1) {
    try {
      await calls.look(client);
      ledger.compare(before, calls.view);
      return undefined;
    } catch (error) {
      if (!isPanelError(error)) throw error;
      if (tries === TRIES) return unproved(error);
      await pause(Math.max(calls.longestCall, SETTLE_BESIDE_OTHERS));
    }
  }
}

/** The look that ends a run, after a while; where it shows others for the first time, once more after a longer while. */
export async function verifyAtLast(
  calls: Calls,
  ledger: Ledger,
  queue: Queue,
  pause: (milliseconds: number) => Promise<void>,
  client: HestiaClient,
): Promise<PanelError | "interrupted" | undefined> {
  for (;;) {
    const knownOthers = ledger.othersWrite;
    if (queue.isEmpty) await Promise.race([pause(calls.settleTime(knownOthers)), queue.arrival()]);
    if (!queue.isEmpty) return "interrupted";
    const failure = await verify(calls, ledger, pause, client);
    if (failure !== undefined || knownOthers === ledger.othersWrite) return failure;
  }
}

function unproved(error: PanelError): PanelError {
  return new PanelError({
    ...error.failure,
    kind: "unproved",
    what: `the panel took the write, and its list could not be read afterwards: ${error.failure.what}`,
    cure: `Run the command again: it looks and mends. ${error.failure.cure ?? ""}`.trim(),
  });
}

/**
 * Makes the web server load what was written with restart `no` when the write that should have carried the restart
 * failed. No command of the four reloads alone, so the latest unloaded write is undone and done again: the web
 * server sees neither until the second brings the restart.
 */
export async function bringRestart(calls: Calls, report: (message: string) => void): Promise<void> {
  const owed = calls.takeOwed();
  if (owed === undefined) return;
  const { client, name, added } = owed.unloaded;
  const webDomain = calls.view.webDomain(owed.unloaded.webDomain.name);
  const tellAdmin = (why: string) =>
    report(
      `On ${client.panel}, names of account ${calls.account} are stored but not loaded by the web server, ` +
        `since the write that should have restarted it failed${why}. Run v-restart-web and v-restart-proxy there.`,
    );
  // Undoing a delete would undo its neighbours' rescue as well.
  if (webDomain === undefined || takenBy(name, webDomain).some((alias) => alias !== name))
    return tellAdmin("");
  const now = () => calls.view.webDomain(webDomain.name) ?? webDomain;
  const add = (step: Step) => calls.add({ client, webDomain: now(), ...step }, [name]);
  const takeAway = (step: Step) => calls.remove({ client, webDomain: now(), ...step }, name, [name]);
  const [undo, redo] = added ? [takeAway, add] : [add, takeAway];
  try {
    await undo({ restart: "no", last: false });
    const failure = await redo({ restart: owed.restart, last: true });
    if (failure !== undefined) tellAdmin(` (${asClause(failure)})`);
  } catch (error) {
    if (!isPanelError(error)) throw error;
    tellAdmin(` (${asClause(error)})`);
  }
}

type Step = Pick<Call, "restart" | "last">;

/** Has the panel count the account's aliases anew, where that is wanted. */
export class Counter {
  /** Connections that may not. */
  readonly #refused = new Set<HestiaClient>();

  constructor(private readonly report: (message: string) => void) {}

  /**
   * The panel counts calls and not names (docs/panels/hestia.md#the-alias-counter), so that lists leave its counter
   * behind. What was written is no less written where this fails.
   */
  async correct(calls: Calls): Promise<void> {
    const client = calls.takeRecount();
    if (client === undefined || this.#refused.has(client)) return;
    try {
      await client.updateCounters(calls.account);
    } catch (error) {
      if (!isPanelError(error)) throw error;
      if (isHopeless(error)) this.#refused.add(client);
      this.report(
        `The number of aliases that the panel shows for account ${calls.account} was not put right. ${error.message}`,
      );
    }
  }
}

import { isHopeless, isPanelError, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { HestiaClient } from "../api/client";
import { notLoaded, noWebDomain } from "../api/explain";
import { takenBy } from "../api/guard";
import { isImmediate } from "../api/restart";
import { type Call, type Calls, SETTLE_BESIDE_OTHERS, type Unloaded } from "./calls";
import type { Job } from "./job";
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
 * Sees to it that the web server loads what was written, when nothing further is to be written. It does so where the write
 * that should have brought the restart failed, or took no call; and where the restart itself failed, it leaves it to the
 * panel.
 *
 * @param deleteOf the operation's job that deleted a name, where the engine still waits for its result
 */
export async function bringRestart(
  calls: Calls,
  ledger: Ledger,
  deleteOf: (webDomain: string, name: string) => Job | undefined,
): Promise<void> {
  const { owed } = calls;
  if (owed !== undefined && !(await restartAlone(calls, owed))) await restartWithWrite(calls, ledger, owed);
  const unloaded = calls.takeUnloaded();
  if (unloaded === undefined) return;
  const { webDomain, deleted } = unloaded;
  if (deleted === undefined) {
    await leaveToPanel(calls, ledger, unloaded);
    return;
  }
  const name = comparable(deleted);
  const job = deleteOf(webDomain, name);
  // Nobody would ever remove it again.
  if (job === undefined) return;
  const isBack = await leaveToPanel(calls, ledger, unloaded);
  ledger.forget(webDomain, [name]);
  const what = `${deleted} was put back, since the web server did not take the configuration without it`;
  job.failure ??= isBack ? calls.restartFailure?.with({ what }) : calls.restartFailure;
}

type Owed = NonNullable<Calls["owed"]>;

/** By the commands that do nothing else. @returns whether a restart was tried */
async function restartAlone(calls: Calls, { restart, unloaded: { client } }: Owed): Promise<boolean> {
  if (!isImmediate(restart)) return false;
  try {
    await calls.restart(client, restart);
    return true;
  } catch (error) {
    // Most often the credential may not run them.
    if (!isPanelError(error)) throw error;
    return false;
  }
}

/** One write is undone and done again: the web server sees neither until the second brings the restart. */
async function restartWithWrite(calls: Calls, ledger: Ledger, { restart, unloaded }: Owed): Promise<void> {
  const giveUp = (why: string) => calls.giveUpRestart(notLoaded(unloaded.client.panel, why));
  try {
    if (!(await doAgain(calls, ledger, unloaded, { restart, last: true }))) giveUp("");
  } catch (error) {
    if (!isPanelError(error)) throw error;
    giveUp(`: ${error.facts}`);
  }
}

/**
 * The web server does not take its configuration: one write is undone, and done again in a way that leaves the restart in the
 * panel's queue, which tries it until it goes through. A name that was deleted is put back: it is served still, and is the
 * resource's own until a restart goes through.
 *
 * @returns whether that was done; the failure of the restart is told in any case, with what mends it
 */
async function leaveToPanel(calls: Calls, ledger: Ledger, unloaded: Unloaded): Promise<boolean> {
  const { deleted } = unloaded;
  try {
    if (deleted === undefined) return await doAgain(calls, ledger, unloaded, LEAVE);
    await calls.add(callFor(calls, unloaded, LEAVE), [deleted]);
    return true;
  } catch (error) {
    if (!isPanelError(error)) throw error;
    return false;
  }
}

type Step = Pick<Call, "restart" | "last" | "meanwhile">;

const UNDO: Step = { restart: "no", last: false };
const LEAVE: Step = { ...UNDO, meanwhile: "updatessl" };

/** Undoes a change and does it again, for one of its names. @returns false where that could lose a name */
async function doAgain(calls: Calls, ledger: Ledger, change: Unloaded, step: Step): Promise<boolean> {
  const { webDomain: place, names, added } = change;
  const { aliases, suspended } = callFor(calls, change, step).webDomain;
  const name = names.find((one) => aliases.includes(one) === added);
  if (name === undefined || suspended || ledger.isFull(place)) return false;
  if (!added) await calls.add(callFor(calls, change, UNDO), [name]);
  const taken = takenBy(name, callFor(calls, change, UNDO).webDomain);
  const neighbours = taken.filter((alias) => alias !== name);
  const toAdd = added ? taken : neighbours;
  ledger.wrote({ webDomain: place, restart: step.restart }, neighbours.map(comparable), true);
  await calls.remove(callFor(calls, change, toAdd.length === 0 ? step : UNDO), name, taken);
  if (toAdd.length > 0) await calls.add(callFor(calls, change, step), toAdd, added ? change.deleted : name);
  return true;
}

function callFor({ view, account }: Calls, { client, webDomain: place }: Unloaded, step: Step): Call {
  const webDomain = view.webDomain(place);
  if (webDomain === undefined) throw noWebDomain(client.panel, account, place, view);
  return { client, webDomain, ...step };
}

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

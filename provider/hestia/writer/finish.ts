import { asClause, isHopeless, isPanelError, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { WebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import { notLoaded } from "../api/explain";
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
  if (owed !== undefined && !(await restartAlone(calls, owed))) await restartWithWrite(calls, owed);
  const unloaded = calls.takeUnloaded();
  if (unloaded === undefined) return;
  const { deleted: name } = unloaded;
  if (name === undefined) return leaveToPanel(calls, unloaded);
  const job = deleteOf(unloaded.webDomain, comparable(name));
  if (job === undefined) return;
  job.failure ??= await putBack(calls, ledger, unloaded, name);
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
async function restartWithWrite(calls: Calls, { restart, unloaded }: Owed): Promise<void> {
  const { client, added } = unloaded;
  const giveUp = (why: string) => calls.giveUpRestart(notLoaded(client.panel, why));
  const name = alone(calls, unloaded);
  if (name === undefined) return giveUp("");
  const [undo, redo] = added ? [takeOff, putOn] : [putOn, takeOff];
  try {
    await undo(calls, unloaded, name, UNDO);
    await redo(calls, unloaded, name, { restart, last: true });
  } catch (error) {
    if (!isPanelError(error)) throw error;
    giveUp(` (${asClause(error)})`);
  }
}

/**
 * The web server does not take its configuration: one write is undone, and done again in a way that leaves the restart in the
 * panel's queue, which tries it until it goes through.
 */
async function leaveToPanel(calls: Calls, unloaded: Unloaded): Promise<void> {
  const name = alone(calls, unloaded);
  if (name === undefined) return;
  await attempt(async () => {
    await takeOff(calls, unloaded, name, UNDO);
    await putOn(calls, unloaded, name, LEAVE);
  });
}

/**
 * The same for a name that was deleted and is served still: it is the resource's own until a restart goes through.
 *
 * @returns what the delete failed with
 */
async function putBack(
  calls: Calls,
  ledger: Ledger,
  unloaded: Unloaded,
  name: string,
): Promise<PanelError | undefined> {
  const isBack = await attempt(() => putOn(calls, unloaded, name, LEAVE));
  ledger.forget(unloaded.webDomain, [comparable(name)]);
  const what = `${name} was put back, since the web server did not take the configuration without it`;
  return isBack ? calls.restartFailure?.with({ what }) : calls.restartFailure;
}

/** The failure of the restart is told in any case, with what mends it. @returns whether it was done */
async function attempt(task: () => Promise<void>): Promise<boolean> {
  try {
    await task();
    return true;
  } catch (error) {
    if (!isPanelError(error)) throw error;
    return false;
  }
}

type Step = Pick<Call, "restart" | "last" | "meanwhile">;

const UNDO: Step = { restart: "no", last: false };
const LEAVE: Step = { ...UNDO, meanwhile: "updatessl" };

/** A name of the change that can be undone and done again by itself: its delete takes no other alias along. */
function alone(calls: Calls, { webDomain: place, names, added }: Unloaded): string | undefined {
  const webDomain = there(calls, place);
  return names.find(
    (name) =>
      webDomain.aliases.includes(name) === added && takenBy(name, webDomain).every((alias) => alias === name),
  );
}

function putOn(
  calls: Calls,
  { client, webDomain: name }: Unloaded,
  alias: string,
  step: Step,
): Promise<void> {
  return calls.add({ client, webDomain: there(calls, name), ...step }, [alias]);
}

function takeOff(
  calls: Calls,
  { client, webDomain: name }: Unloaded,
  alias: string,
  step: Step,
): Promise<void> {
  return calls.remove({ client, webDomain: there(calls, name), ...step }, alias, [alias]);
}

function there({ view }: Calls, name: string): WebDomain {
  const webDomain = view.webDomain(name);
  if (webDomain === undefined) throw new Error(`web domain ${name} is not in the list`);
  return webDomain;
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

import { isPanelError, PanelError } from "../../core/errors";
import type { WebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import type { Desk, Held } from "./desk";
import { NAMES_BESIDE_OTHERS } from "./line";
import { callTime, type Work } from "./work";
import type { Outcome } from "./writes";

/** Where another writer is about, its write may undo ours this much later. Milliseconds. */
const SETTLE_BESIDE_OTHERS = 2_000;
const LONGEST_SETTLE = 30_000;
const TRIES = 3;

/**
 * How long a write of somebody else that began before ours may go on after it. Somebody who has not shown adds a name
 * by hand; where others write as we do, theirs may be as long as ours, or as the longest that we would send beside them.
 */
export function settleTime({ pace, othersWrite }: Desk): number {
  const { longestCall, longestSingle } = pace;
  const theirs = Math.max(longestCall, callTime(longestSingle, NAMES_BESIDE_OTHERS), SETTLE_BESIDE_OTHERS);
  return Math.min(othersWrite ? theirs : longestSingle, LONGEST_SETTLE);
}

/** What a look came to: the work's view is new, or why there is none. */
export type Seen = "seen" | PanelError;

/** The list after; notices others by what it shows that we did not write. */
export async function look(work: Work, client: HestiaClient): Promise<Seen> {
  const { desk } = work;
  const before = work.view;
  for (let tries = 1; ; tries += 1) {
    try {
      await work.look(client);
      break;
    } catch (error) {
      if (!isPanelError(error)) throw error;
      if (tries === TRIES) return unproved(error);
      await desk.clock.sleep(Math.max(desk.pace.longestCall, SETTLE_BESIDE_OTHERS));
    }
  }
  desk.othersWrite ||= desk.expected
    .webDomains()
    .some((name) => !sameAliases(before.webDomain(name), work.view.webDomain(name)));
  return "seen";
}

/** The look that ends a run, after a while; where it shows others for the first time, once more after a longer while. */
export async function lookAtLast(work: Work, client: HestiaClient): Promise<Seen | "interrupted"> {
  const { desk } = work;
  for (;;) {
    const knownOthers = desk.othersWrite;
    if (desk.queue.length === 0)
      await Promise.race([desk.clock.sleep(settleTime(desk)), desk.traffic.arrival()]);
    if (desk.queue.length > 0) return "interrupted";
    const seen = await look(work, client);
    if (seen !== "seen" || knownOthers === desk.othersWrite) return seen;
  }
}

/**
 * What a job came to, as the latest list has it.
 *
 * @param unproved why that list could not be read
 * @returns undefined while something of it is being written again
 */
export function outcomeOf(work: Work, held: Held, unproved: PanelError | undefined): Outcome | undefined {
  const { job, existed, failure } = held;
  const { webDomain, names, client, kind, restart } = job.write;
  const { expected, repairs } = work.desk;
  if (held.isMended && unproved === undefined) return undefined;
  const there = kind === "ensure";
  const present = names.filter((name) => work.view.webDomain(webDomain)?.has(name) === true);
  const wrong = names.filter(
    (name) =>
      present.includes(name) !== there &&
      !expected.isOverruled(webDomain, name, there) &&
      (there || !(job.write.kind === "remove" && job.write.spares(name))),
  );
  // What did not reload with one write of the run did not load any of them.
  const notLoaded =
    there && existed.length < names.length && restart !== "no" ? work.restartFailure : undefined;
  const lost = wrong.length === 0 ? undefined : undone(client.panel, wrong, there, repairs);
  return { account: work.view, present, existed, failure: failure ?? unproved ?? lost ?? notLoaded };
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
    cure: `Run the command again: it looks and mends. ${error.failure.cure ?? ""}`.trim(),
  });
}

/** For names that others undo again and again. */
export function undone(panel: string, names: readonly string[], there: boolean, repairs: number): PanelError {
  return new PanelError({
    kind: "unproved",
    panel,
    what: `the panel said OK ${repairs + 1} times, and ${names.join(", ")} is ${there ? "not" : "still"} there`,
    cure:
      "Another program writes aliases of this account at the same time, and Hestia loses one of two such writes. " +
      "Stop it, then run the command again.",
  });
}

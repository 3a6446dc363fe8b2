import type { HestiaRequest } from "./log";
import { formatAliases, formatDomain } from "./names";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";

/** The names that an add or a delete is about. */
export function namesOfCall({ command, args: [, , names = ""] }: HestiaRequest): string[] {
  if (command === ADD) return formatAliases(names).split(",");
  return command === DELETE ? [names] : [];
}

/** Whether the caller was told that all went well. */
export const isToldOk = ({ status, exitCode, answerLost }: HestiaRequest): boolean =>
  status !== undefined && status < 300 && exitCode === 0 && !answerLost;

/** What callers were told of the names on a web domain. */
export interface Told {
  /** The names that should be there, each with the number of the call that was answered OK last. What is not stored is lost. */
  readonly there: ReadonlyMap<string, number>;
  /**
   * Names that were lost and have been written again, by the number of the call that lost them. The panel takes no name that
   * it has: one that it took twice was gone in between.
   */
  readonly writtenAgain: ReadonlyMap<number, readonly { readonly name: string; readonly by: number }[]>;
}

export function toldOn(log: readonly HestiaRequest[], account: string, webDomain: string): Told {
  const there = new Map<string, number>();
  const writtenAgain = new Map<number, { name: string; by: number }[]>();
  const about = log.filter(
    (call) => isToldOk(call) && call.args[0] === account && formatDomain(call.args[1] ?? "") === webDomain,
  );
  for (const call of about.sort(byEnd)) {
    for (const name of namesOfCall(call)) {
      if (call.command !== ADD) {
        there.delete(name);
        continue;
      }
      const lostBy = there.get(name);
      if (lostBy !== undefined) {
        writtenAgain.set(lostBy, [...(writtenAgain.get(lostBy) ?? []), { name, by: call.seq }]);
      }
      there.set(name, call.seq);
    }
  }
  return { there, writtenAgain };
}

const byEnd = (a: HestiaRequest, b: HestiaRequest): number =>
  (a.finishedAt ?? 0) - (b.finishedAt ?? 0) || a.seq - b.seq;

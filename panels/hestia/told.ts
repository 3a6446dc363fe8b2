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

/**
 * The names that somebody was told are on a web domain: each with the number of the call that was answered OK last. What is
 * not stored of them is lost.
 */
export function toldOn(
  log: readonly HestiaRequest[],
  account: string,
  webDomain: string,
): ReadonlyMap<string, number> {
  const told = new Map<string, number>();
  const about = log.filter(
    (call) => isToldOk(call) && call.args[0] === account && formatDomain(call.args[1] ?? "") === webDomain,
  );
  const inOrder = about.sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0) || a.seq - b.seq);
  for (const call of inOrder) {
    for (const name of namesOfCall(call)) {
      if (call.command === ADD) told.set(name, call.seq);
      else told.delete(name);
    }
  }
  return told;
}

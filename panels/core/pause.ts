import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

/** Turns of the event loop that a pause of zero takes, so that concurrent calls meet. */
const TURNS = 12;

/** Waits `ms`, at least some turns of the event loop. Rejects when the panel closes. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: closing });
  else for (let turn = 0; turn < TURNS; turn++) await nextTurn(undefined, { signal: closing });
}

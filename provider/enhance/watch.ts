import type { Clock } from "../core/clock";
import { isPanelError, PanelError } from "../core/errors";

/** Milliseconds between the looks: what was cut off lands within seconds, or not at all (Enhance wire facts, section 2). */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];

/** Looks again and again for something whose answer was lost; undefined when it does not come. */
export async function watch<T>(clock: Clock, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const pause of [0, ...PAUSES]) {
    if (pause > 0) await clock.sleep(pause);
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      // A look that failed says nothing; the lost answer is what the caller is told in the end.
      if (!isPanelError(error)) throw error;
    }
  }
  return undefined;
}

/** A lost answer whose work did not show: whoever reads of it need not look again. */
export const lookedInVain = ({ failure }: PanelError): PanelError =>
  new PanelError({
    ...failure,
    cure: `${failure.cure ?? ""} The list did not show it in the seconds after; run the command again, which looks first.`.trim(),
  });

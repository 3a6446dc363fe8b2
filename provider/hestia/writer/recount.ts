import { isHopeless, isPanelError } from "../../core/errors";
import type { Work } from "./work";

/**
 * Lets the panel count the account's aliases anew: it counts calls and not names (Hestia wire facts, sections 2 and 7),
 * so that lists leave its counter behind. What was written is no less written where this fails.
 */
export async function recount(work: Work): Promise<void> {
  const { desk, toRecount } = work;
  if (toRecount === undefined || desk.uncounted.has(toRecount)) return;
  work.toRecount = undefined;
  try {
    await toRecount.updateCounters(desk.account);
  } catch (error) {
    if (!isPanelError(error)) throw error;
    if (isHopeless(error)) desk.uncounted.add(toRecount);
    desk.report(
      `The number of aliases that the panel shows for account ${desk.account} was not put right. ${error.message}`,
    );
  }
}

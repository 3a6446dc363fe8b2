import { asClause, isPanelError } from "../../core/errors";
import { takenBy } from "../api/guard";
import type { Turn, Work } from "./work";

/**
 * Makes the web server load what was written with restart `no` when the write that should have carried the restart
 * failed. No command of the four reloads alone, so the latest unloaded write is undone and done again: the web
 * server sees neither until the second brings the restart.
 */
export async function reload(work: Work): Promise<void> {
  const { unloaded, owed } = work;
  if (unloaded === undefined || owed === undefined) return;
  work.unloaded = undefined;
  const { client, name } = unloaded;
  const webDomain = work.view.webDomain(unloaded.webDomain.name);
  const tellAdmin = (why: string) =>
    work.desk.report(
      `On ${client.panel}, names of account ${work.desk.account} are stored but not loaded by the web server, ` +
        `since the write that should have restarted it failed${why}. Run v-restart-web and v-restart-proxy there.`,
    );
  // Undoing a delete would undo its neighbours' rescue as well.
  if (webDomain === undefined || takenBy(name, webDomain).some((alias) => alias !== name))
    return tellAdmin("");
  const now = () => work.view.webDomain(webDomain.name) ?? webDomain;
  const add = (step: Step) => work.add({ client, webDomain: now(), ...step }, [name]);
  const takeAway = (step: Step) => work.remove({ client, webDomain: now(), ...step }, name, [name]);
  const [undo, redo] = unloaded.added ? [takeAway, add] : [add, takeAway];
  try {
    await undo({ restart: "no", last: false });
    const failure = await redo({ restart: owed, last: true });
    if (failure !== undefined) tellAdmin(` (${asClause(failure)})`);
  } catch (error) {
    if (!isPanelError(error)) throw error;
    tellAdmin(` (${asClause(error)})`);
  }
}

type Step = Pick<Turn, "restart" | "last">;

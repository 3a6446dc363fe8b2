import { isPanelError, type PanelError } from "../core/errors";
import type { HestiaClient } from "./client";
import type { Held } from "./desk";
import { ensure } from "./ensure";
import type { Lost } from "./expected";
import { takenBy } from "./guard";
import { remove } from "./remove";
import type { Restart } from "./restart";
import type { Turn, Work } from "./work";
import type { Write } from "./writes";

/** Writes again what a list showed to be lost, each resource's names together, the last with the restart. */
export async function repair(
  work: Work,
  lost: readonly Lost[],
  held: readonly Held[],
  client: HestiaClient,
  restart: Restart,
): Promise<void> {
  const groups = grouped(lost, held);
  for (const [index, { of, webDomain, there, names }] of groups.entries()) {
    const last = index === groups.length - 1;
    const common = { client: of?.job.write.client ?? client, webDomain, names, restart };
    try {
      const failure: PanelError | undefined = there
        ? (await ensure(work, { ...common, kind: "ensure", accepts: () => true }, last)).failure
        : await remove(work, { ...common, kind: "remove", spares: sparesOf(of?.job.write) }, last);
      if (of !== undefined) of.failure ??= failure;
      else if (failure !== undefined) work.desk.report(failure.message);
    } catch (error) {
      if (!isPanelError(error)) throw error;
      work.desk.expected.forget(webDomain, names);
      if (of !== undefined) of.failure = error;
      else work.desk.report(`${names.join(", ")} was lost to another writer. ${error.message}`);
    }
  }
}

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
    if (failure !== undefined) tellAdmin(` (${failure.message})`);
  } catch (error) {
    if (!isPanelError(error)) throw error;
    tellAdmin(` (${error.message})`);
  }
}

type Step = Pick<Turn, "restart" | "last">;

interface Group {
  readonly of: Held | undefined;
  readonly webDomain: string;
  readonly there: boolean;
  readonly names: string[];
}

function grouped(lost: readonly Lost[], held: readonly Held[]): Group[] {
  const groups: Group[] = [];
  for (const { webDomain, name, there } of lost) {
    const of = held.find(
      ({ job: { write } }) =>
        write.webDomain === webDomain && write.names.includes(name) && (write.kind === "ensure") === there,
    );
    const group = groups.find((one) => one.of === of && one.webDomain === webDomain && one.there === there);
    if (group === undefined) groups.push({ of, webDomain, there, names: [name] });
    else group.names.push(name);
  }
  return groups;
}

function sparesOf(write: Write | undefined): (name: string) => boolean {
  return write?.kind === "remove" ? write.spares : () => false;
}

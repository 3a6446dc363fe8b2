import { isPanelError, type PanelError } from "../../core/errors";
import { joinLimited } from "../../core/text";
import { describeWebDomain } from "../api/account";
import type { HestiaClient } from "../api/client";
import type { Desk, Held, Job } from "./desk";
import type { Lost } from "./expected";
import { undone } from "./proof";
import type { Write } from "./writes";

/** Jobs that write again what a list showed to be undone, for each resource one; names that had their tries are given up. */
export function repairs(
  desk: Desk,
  lost: readonly Lost[],
  held: readonly Held[],
  client: HestiaClient,
): Job[] {
  for (const one of held) one.isMended = false;
  const report = (error: PanelError, webDomain: string, names: readonly string[]) => {
    const context = {
      domain: joinLimited(names, 20),
      place: describeWebDomain({ account: desk.account, webDomain }),
    };
    desk.report(error.during({ operation: "repair after another writer of", ...context }).message);
  };
  return grouped(lost, held).flatMap(({ of, webDomain, there, names }) => {
    const { write } = of?.job ?? {};
    const tried = names.filter(({ repairs: tries }) => tries >= desk.repairs).map(({ name }) => name);
    if (tried.length > 0) {
      desk.expected.forget(webDomain, tried);
      // Whoever still waits for the result hears of it there.
      if (of === undefined) report(undone(client.panel, tried, there, desk.repairs), webDomain, tried);
    }
    const again = names.map(({ name }) => name).filter((name) => !tried.includes(name));
    if (again.length === 0) return [];
    desk.expected.repaired(webDomain, again);
    if (of !== undefined) of.isMended = true;
    const common = {
      client: write?.client ?? client,
      webDomain,
      names: again,
      restart: write?.restart ?? "yes",
    };
    const job: Job = {
      of: of?.job.of ?? {},
      repairs: true,
      write: there
        ? { ...common, kind: "ensure", accepts: () => true }
        : { ...common, kind: "remove", spares: sparesOf(write) },
      resolve: ({ failure }) => {
        if (of !== undefined) of.failure ??= failure;
        else if (failure !== undefined) report(failure, webDomain, again);
      },
      reject: (error) => {
        if (!isPanelError(error)) throw error;
        desk.expected.forget(webDomain, again);
        if (of !== undefined) Object.assign(of, { failure: error, isMended: false });
        else report(error, webDomain, again);
      },
    };
    return [job];
  });
}

interface Group {
  readonly of: Held | undefined;
  readonly webDomain: string;
  readonly there: boolean;
  readonly names: Lost[];
}

function grouped(lost: readonly Lost[], held: readonly Held[]): Group[] {
  const owners = new Map<string, Held>();
  const key = (webDomain: string, name: string, there: boolean) => `${webDomain} ${name} ${there}`;
  for (const one of held) {
    const { webDomain, names, kind } = one.job.write;
    for (const name of names) owners.set(key(webDomain, name, kind === "ensure"), one);
  }
  const groups = new Map<unknown, Group>();
  for (const one of lost) {
    const { webDomain, name, there } = one;
    const of = owners.get(key(webDomain, name, there));
    const known = groups.get(of ?? `${webDomain} ${there}`);
    if (known === undefined)
      groups.set(of ?? `${webDomain} ${there}`, { of, webDomain, there, names: [one] });
    else known.names.push(one);
  }
  return [...groups.values()];
}

function sparesOf(write: Write | undefined): (name: string) => boolean {
  return write?.kind === "remove" ? write.spares : () => false;
}

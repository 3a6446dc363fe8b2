import { panelTime } from "./panel/latency";

const call = (command: string, names: number, aliases: number): number =>
  panelTime({ command, args: [], auth: "access-key", names, aliases, restart: "no" }) / 1000;

/** The seconds that one list takes the panel. */
export const listTime = (): number => call("v-list-web-domains", 0, 0);

/**
 * The least seconds of panel time in which `names` new aliases of one web domain can be stored and proved, where the
 * engine hands over at most `inFlight` at once and the next only for one that was answered: a list before, then for
 * each round one add of all its names and the list that proves it. Adds cannot overlap, since the panel loses those.
 */
export function leastPanelTime(names: number, inFlight: number): number {
  let total = listTime();
  for (let stored = 0; stored < names; ) {
    const round = Math.min(inFlight, names - stored);
    total += call("v-add-web-domain-alias", round, stored) + listTime();
    stored += round;
  }
  return total;
}

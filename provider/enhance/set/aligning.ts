import { isUnclear, type PanelError } from "../../core/errors";
import { differenceOf, keptOf, type Wanted } from "../align";
import { changeMapping, type Mapping, type MappingsByName, setForceHttps } from "../mappings";
import { notChanged, notMapped } from "../verdicts";
import { type Look, type Rounds, toldAfterLook } from "./rounds";

/** A mapping that is there, and what is declared of it. */
export interface Found {
  readonly wanted: Wanted;
  readonly mapping: Mapping;
  /** Whether it was there before. */
  readonly existed: boolean;
}

/** What became of it. */
export interface Aligned {
  /** Whether it is still there. */
  readonly has: boolean;
  readonly mapping: Mapping;
  /** What of it is not as declared. */
  readonly failure?: PanelError | undefined;
}

type Task = Found & ReturnType<typeof differenceOf>;

/**
 * Brings kind, document root and the redirect of many mappings in line, in place, and sees that the panel did it.
 *
 * @returns what became of each, by its name
 */
export async function align(rounds: Rounds, found: readonly Found[]): Promise<ReadonlyMap<string, Aligned>> {
  const { client, website } = rounds;
  const tasks = found.map((one): Task => ({ ...one, ...differenceOf(one.mapping, one.wanted) }));
  const shows = (part: "change" | "force") => (task: Task, seen: MappingsByName) => {
    const now = seen.get(task.wanted.domain);
    return now !== undefined && differenceOf(now, task.wanted)[part] === undefined;
  };
  const changes = await rounds.each(
    tasks.filter(({ change }) => change !== undefined),
    {
      send: ({ mapping, change = {} }) => changeMapping(client, website, mapping.domainId, change),
      shows: shows("change"),
    },
  );
  const isRefused = (task: Task) => changes.errors.has(task) && !isUnclear(changes.errors.get(task));
  const forces = await rounds.each(
    tasks.filter((task) => task.force !== undefined && !isRefused(task)),
    {
      send: ({ mapping, force = false }) => setForceHttps(client, mapping.domainId, force),
      shows: shows("force"),
    },
  );
  const isTouched = ({ change, force }: Task) => change !== undefined || force !== undefined;
  const touched = new Set(tasks.filter(isTouched));
  const aligned = new Map<string, Aligned>();
  for (const { wanted, mapping } of tasks) aligned.set(wanted.domain, { has: true, mapping });
  if (touched.size === 0) return aligned;
  const look = await rounds.lookAfter([...changes.lost, ...forces.lost]);
  for (const task of touched) {
    const error = changes.errors.get(task) ?? forces.errors.get(task);
    aligned.set(task.wanted.domain, judged(task, error, look, client.panel));
  }
  return aligned;
}

/** What the list after the calls says of a mapping that was to be changed. */
function judged(
  { wanted, mapping }: Task,
  error: PanelError | undefined,
  look: Look,
  panel: string,
): Aligned {
  if (look.seen === undefined)
    return { has: true, mapping, failure: error === undefined ? look.failure : toldAfterLook(error) };
  const now = look.seen.get(wanted.domain);
  if (now === undefined) return { has: false, mapping, failure: error ?? notMapped(panel) };
  if (keptOf(now, wanted) === "") return { has: true, mapping: now };
  return {
    has: true,
    mapping: now,
    failure: error === undefined ? notChanged(panel, now, wanted, "set") : toldAfterLook(error),
  };
}

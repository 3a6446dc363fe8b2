import type { Job } from "./desk";
import type { Ensure } from "./writes";

/**
 * Names in one call. 250 take some ten seconds, and while a call is under way, another writer can undo all of it;
 * fewer names mean more calls, of which each takes longer than its names the more the web domain has already.
 */
const NAMES_AT_ONCE = 250;
/** Where others write, a short call is undone more rarely. */
export const NAMES_BESIDE_OTHERS = 50;

/** An ensure that waits. */
export type EnsureJob = Job & { readonly write: Ensure };

const isEnsure = (job: Job): job is EnsureJob => job.write.kind === "ensure";

/** The names that a job takes off the panel. */
const leavingBy = ({ write }: Job): readonly string[] =>
  write.kind === "ensure" ? [] : write.names.filter((name) => !write.spares(name));

/**
 * Takes the next call's jobs out of the queue: one remove, or the ensures of one web domain, as many as go into one
 * call. Order is kept where it matters: an ensure does not overtake a remove that has a name of it.
 *
 * @param keeps the operation whose jobs are to wait, unless all others wait for one of them
 * @returns none where the queue has none but those
 */
export function takeNext(queue: Job[], keeps: object | undefined, othersWrite: boolean): Job[] {
  const first = nextOf(queue, keeps);
  if (first === undefined)
    return queue.every(({ of }) => of === keeps) ? [] : takeNext(queue, undefined, othersWrite);
  const taken = isEnsure(first) ? alike(queue, first, keeps, othersWrite) : [first];
  const gone = new Set(taken);
  queue.splice(0, queue.length, ...queue.filter((job) => !gone.has(job)));
  return taken;
}

/** The first job that may go. */
function nextOf(queue: readonly Job[], keeps: object | undefined): Job | undefined {
  const leaving = new Set<string>();
  return queue.find((job) => {
    for (const name of leavingBy(job)) leaving.add(name);
    return job.of !== keeps && !(isEnsure(job) && job.write.names.some((name) => leaving.has(name)));
  });
}

function alike(
  queue: readonly Job[],
  first: EnsureJob,
  keeps: object | undefined,
  othersWrite: boolean,
): Job[] {
  const most = othersWrite ? NAMES_BESIDE_OTHERS : NAMES_AT_ONCE;
  const { client, webDomain } = first.write;
  const leaving = new Set<string>();
  const taken: Job[] = [];
  let names = 0;
  for (const job of queue) {
    if (!isEnsure(job)) {
      for (const name of leavingBy(job)) leaving.add(name);
      continue;
    }
    const { write } = job;
    if (job.of === keeps || write.client !== client || write.webDomain !== webDomain) continue;
    if (write.names.some((name) => leaving.has(name))) continue;
    names += write.names.length;
    if (names > most && taken.length > 0) break;
    taken.push(job);
  }
  return taken;
}

import { isHopeless, isPanelError, isUnclear, type PanelError } from "../../core/errors";
import { isParentMissing } from "../verdicts";

/** After so many lost answers in a row, a look tells whether the panel still does what it is asked to. */
const LOST_IN_A_ROW = 5;

/** What a failed call means. */
export interface Verdict<Item> {
  readonly error: PanelError;
  /** Whether the call for another one would end in the same way. */
  readonly covers?: (other: Item) => boolean;
}

/** How a call is made for each of many. */
export interface Manner<Item> {
  /** Calls that are under way at once. */
  readonly width: number;
  send(item: Item): Promise<void>;
  /** Whether any of these was done, although all their answers were lost. */
  anyDone(items: readonly Item[]): Promise<boolean>;
  /** @default what {@link alike} says */
  judge?(item: Item, error: PanelError): Promise<Verdict<Item>>;
}

/** Takes a failure for that of one alone, unless it has to do with none in particular. */
export function alike<Item>(error: PanelError): Verdict<Item> {
  const isForAll = error.failure.status === 429 || isHopeless(error) || isParentMissing(error);
  return isForAll ? { error, covers: () => true } : { error };
}

/**
 * Makes a call for each, once, until a failure says that the others would end in the same way: those are not made.
 *
 * @returns the errors of those that failed, and of those that were not made
 */
export async function callForEach<Item>(
  items: readonly Item[],
  { width, send, anyDone, judge }: Manner<Item>,
): Promise<Map<Item, PanelError>> {
  const errors = new Map<Item, PanelError>();
  const ends: Verdict<Item>[] = [];
  let lost: Item[] = [];
  /** A look that is under way: no call begins before it has ended. */
  let doubt: Promise<void> | undefined;

  const noteLost = (item: Item, error: PanelError): void => {
    lost.push(item);
    if (lost.length < LOST_IN_A_ROW) return;
    doubt = anyDone(lost).then((done) => {
      if (!done) ends.push({ error, covers: () => true });
    });
    lost = [];
  };
  const call = async (item: Item): Promise<void> => {
    try {
      await send(item);
      lost = [];
    } catch (error) {
      if (!isPanelError(error)) throw error;
      errors.set(item, error);
      if (isUnclear(error)) return noteLost(item, error);
      lost = [];
      const verdict = (await judge?.(item, error)) ?? alike(error);
      errors.set(item, verdict.error);
      if (verdict.covers !== undefined) ends.push(verdict);
    }
  };
  // One queue for all: whoever is through with an item takes the next.
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      await doubt;
      const end = ends.find(({ covers }) => covers?.(item));
      if (end === undefined) await call(item);
      else errors.set(item, end.error);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  await doubt;
  return errors;
}

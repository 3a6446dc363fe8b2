import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import { isBusy, Patience } from "../core/patience";

/** So long a check waits for a panel that answers nothing. Milliseconds. */
const PATIENCE = 10_000;

/** After so many looks that failed and none that did not, it is the credential or the panel, and not the place. */
const MOST_FAILED = 3;

/**
 * The looks that the checks of one phase take: one for each place, however many resources are there. A plain `up` has two
 * phases, preview and update, each a process of its own.
 */
export class Looks {
  readonly #taken = new Map<string, Promise<unknown>>();
  readonly #patience = new Map<string, Patience>();
  /** Panels that are not asked again in this phase, each with the reason. */
  readonly #silent = new Map<string, PanelError>();
  /** Ways in that have shown something; and of others how many looks have failed. */
  readonly #granted = new Set<string>();
  readonly #failed = new Map<string, number>();

  /**
   * What a look shows, which is taken once.
   *
   * @param way the panel, and by which connection
   * @param key what is looked at; everything that looks at it gets the same
   * @returns the error where it showed nothing, or where the panel is not asked any more
   */
  at<T>(way: Way, key: string, look: (patience: Patience) => Promise<T>): Promise<T | PanelError> {
    const silent = this.#silent.get(way.host) ?? this.#silent.get(nameOf(way));
    if (silent !== undefined) return Promise.resolve(silent);
    const whole = `${way.host} ${key}`;
    const known = this.#taken.get(whole) as Promise<T | PanelError> | undefined;
    if (known !== undefined) return known;
    const taken = this.#take(way, look);
    this.#taken.set(whole, taken);
    // Whoever began it ahead does not wait for it.
    taken.catch(() => undefined);
    return taken;
  }

  /** What was seen of a place is out of date. */
  forget(host: string, holder: string): void {
    for (const key of this.#taken.keys())
      if (key.startsWith(`${host} `) && key.endsWith(` ${holder}`)) this.#taken.delete(key);
  }

  async #take<T>(way: Way, look: (patience: Patience) => Promise<T>): Promise<T | PanelError> {
    const { host } = way;
    const patience = this.#patience.get(host) ?? new Patience(host, PATIENCE);
    this.#patience.set(host, patience);
    const seen = await orPanelError(patience.during(() => look(patience)));
    const name = nameOf(way);
    if (!isPanelError(seen)) this.#granted.add(name);
    else if (["unreachable", "unclear"].includes(seen.kind) && seen.failure.status === undefined) {
      if (isBusy(seen)) return seen;
      this.#silent.set(host, this.#silent.get(host) ?? seen);
      patience.runOut();
    } else if (seen.kind === "refused" || seen.kind === "unclear") {
      // A panel may answer for one place alone that the caller is not let in, or that it is out of order.
      const failed = (this.#failed.get(name) ?? 0) + 1;
      this.#failed.set(name, failed);
      const isPlace = seen.kind === "unclear" || seen.failure.status === 403;
      const isEnough = failed >= MOST_FAILED && !this.#granted.has(name);
      if (!isPlace || isEnough) this.#silent.set(name, this.#silent.get(name) ?? seen);
    }
    return seen;
  }
}

/** A panel, and the connection that leads there. */
interface Way {
  readonly host: string;
  readonly connection: string | undefined;
}

const nameOf = ({ host, connection = "" }: Way): string => `${host} by ${connection}`;

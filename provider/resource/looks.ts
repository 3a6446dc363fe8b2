import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import { Patience } from "../core/patience";

/** So long a check waits for a panel that answers nothing. Milliseconds. */
const PATIENCE = 10_000;

/** A panel that has refused so many looks and granted none is asked no more: it is the credential, and not the place. */
const MOST_REFUSED = 3;

/**
 * The looks that the checks of one phase take: one for each place, however many resources are there. A plain `up` has two
 * phases, preview and update, each a process of its own.
 */
export class Looks {
  readonly #taken = new Map<string, Promise<unknown>>();
  readonly #patience = new Map<string, Patience>();
  /** Panels that are not asked again in this phase, each with the reason. */
  readonly #silent = new Map<string, PanelError>();
  readonly #granted = new Set<string>();
  readonly #refused = new Map<string, number>();

  /**
   * What a look shows, which is taken once.
   *
   * @param key what is looked at; everything that looks at it gets the same
   * @returns the error where it showed nothing, or where the panel is not asked any more
   */
  at<T>(host: string, key: string, look: (patience: Patience) => Promise<T>): Promise<T | PanelError> {
    const silent = this.#silent.get(host);
    if (silent !== undefined) return Promise.resolve(silent);
    const whole = `${host} ${key}`;
    const known = this.#taken.get(whole) as Promise<T | PanelError> | undefined;
    if (known !== undefined) return known;
    const taken = this.#take(host, look);
    this.#taken.set(whole, taken);
    // Whoever began it ahead does not wait for it.
    taken.catch(() => undefined);
    return taken;
  }

  async #take<T>(host: string, look: (patience: Patience) => Promise<T>): Promise<T | PanelError> {
    const patience = this.#patience.get(host) ?? new Patience(PATIENCE);
    this.#patience.set(host, patience);
    const seen = await orPanelError(patience.during(() => look(patience)));
    if (!isPanelError(seen)) this.#granted.add(host);
    if (!isPanelError(seen) || !this.#isOfThePanel(host, seen)) return seen;
    const silent = this.#silent.get(host) ?? seen;
    this.#silent.set(host, silent);
    patience.runOut();
    return silent;
  }

  /** Whether an error has to do with the panel as a whole: each further look would end like it. */
  #isOfThePanel(host: string, { kind, failure }: PanelError): boolean {
    if (kind === "unreachable" || kind === "unclear") return true;
    if (kind !== "refused") return false;
    // With this status a panel may let the caller see other places.
    if (failure.status !== 403) return true;
    const refused = (this.#refused.get(host) ?? 0) + 1;
    this.#refused.set(host, refused);
    return refused >= MOST_REFUSED && !this.#granted.has(host);
  }
}

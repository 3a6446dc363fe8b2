import type { PanelError } from "../core/errors";
import type { Place } from "./claims";
import { Failures } from "./failures";
import type { Session } from "./session";

/** Names that are to come to a place, and how to find out what keeps them from it. */
interface Coming {
  readonly place: Place;
  /** In words. */
  readonly where: string;
  readonly names: Set<string>;
  /** How many names leave the place in the same run. */
  leaving: number;
  obstacles(names: readonly string[], leaving: number): Promise<ReadonlyMap<string, PanelError>>;
}

/**
 * What an update would fail by, as far as the looks of a preview show it. It is told when all resources of the program have
 * been checked, once for each cause: only then is known which names the run moves from one place to another.
 */
export class Foresight {
  readonly #coming = new Map<string, Coming>();

  constructor(private readonly session: Session) {}

  note(names: readonly string[], coming: Omit<Coming, "names">): void {
    const key = `${coming.place.panel} ${coming.place.holder}`;
    const known = this.#coming.get(key) ?? { ...coming, names: new Set(), leaving: 0 };
    this.#coming.set(key, known);
    known.leaving += coming.leaving;
    for (const name of names) known.names.add(name);
  }

  async tell(): Promise<void> {
    const all = [...this.#coming.values()].filter(({ names }) => names.size > 0);
    this.#coming.clear();
    const messages = await Promise.all(all.map((coming) => this.#messagesOf(coming)));
    for (const message of messages.flat())
      this.session.reportOnce(`As the panel is now, an update will fail: ${message}`);
  }

  async #messagesOf({ place, where, names, leaving, obstacles }: Coming): Promise<string[]> {
    const { claims } = this.session;
    const failures = new Failures({ operation: "create", place: where });
    for (const [name, error] of await obstacles([...names], leaving)) {
      const isMoved = error.kind === "conflict" && claims.unreleased(place, [name]).length > 0;
      if (!isMoved) failures.add(name, error);
    }
    return failures.messages;
  }
}

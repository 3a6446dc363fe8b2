import type { Entries, Listing, Panel } from "./panel";

/** So many sentences say what is not as declared. */
const MOST = 20;

const AGAIN = /^\((\d+) runs in a row\) /;

/** What checks of this run have found, and which panels did not answer them. */
export class DriftWatch {
  readonly #drifted = new Set<string>();
  readonly #silent = new Set<string>();

  /** A panel that did not answer is not asked again in this phase of the run. */
  noteSilent(host: string): void {
    this.#silent.add(host);
  }

  isSilent(host: string): boolean {
    return this.#silent.has(host);
  }

  note(host: string, id: string): void {
    this.#drifted.add(`${host} ${id}`);
  }

  /** Whether a check of this process found it: what stands in the state may be long over. */
  has(host: unknown, id: string): boolean {
    return this.#drifted.has(`${host} ${id}`);
  }
}

/** What a resource declares and declared before, and the list that is held against it. */
interface Compared<Options, Seen> {
  readonly isSet: boolean;
  readonly entries: Entries<Options>;
  readonly before: Entries<Options>;
  readonly listing: Listing<Seen>;
  /** Properties of the resource that the program leaves as they are. */
  readonly ignored: readonly string[];
}

/** What is not on the panel as it was declared, sentence by sentence; what is declared anew is no drift. */
export function driftIn<Options extends object, Seen>(
  panel: Pick<Panel<object, Options, Seen>, "names" | "observed" | "declarable">,
  { isSet, entries, before, listing, ignored }: Compared<Options, Seen>,
): string[] {
  const unusable = listing.unusable === undefined ? [] : [listing.unusable];
  const byDomain = Object.entries(entries).flatMap(([domain, options]) => {
    const known = before[domain];
    if (known === undefined) return [];
    const had = new Set(panel.names(domain, known));
    const names = panel.names(domain, options).filter((name) => had.has(name));
    const missing = names.filter((name) => !listing.has(name));
    const notServed = names.filter((name) => listing.has(name) && listing.canServe?.(name) === false);
    const has = (name: string) => listing.has(name);
    const seen = panel.observed(domain, options, { has, seen: listing.get(domain), before: known });
    const now = new Map<string, unknown>(seen === undefined ? [] : Object.entries(panel.declarable(seen)));
    const declared = new Map<string, unknown>(Object.entries(known));
    const changed = Object.entries(options).filter(
      ([option, value]) =>
        // The www name is told of by its name.
        option !== "www" &&
        seen !== undefined &&
        !ignored.includes(option) &&
        declared.get(option) === value &&
        now.get(option) !== value,
    );
    return [
      ...missing.map((name) => `${name} is not on the panel`),
      ...notServed.map((name) => `${name} is stored and not served`),
      ...changed.map(
        ([option]) => `${isSet ? `${domain}: ` : ""}${option} is ${now.get(option) ?? "not set"}`,
      ),
    ];
  });
  return [...unusable, ...byDomain];
}

/**
 * Sentences as the input `drift` has them: the same for the same drift, so that an update plan holds. The engine shows no line
 * for an input that stays as it was, so that drift which the last run had as well is counted.
 *
 * @param last the input of the last run
 */
export function asDriftInput(sentences: readonly string[], last: unknown): string[] {
  const sorted = [...sentences].sort();
  const shown =
    sorted.length > MOST ? [...sorted.slice(0, MOST), `and ${sorted.length - MOST} more`] : sorted;
  const before = Array.isArray(last) ? last.map(String) : [];
  const isSame = before.map((text) => text.replace(AGAIN, "")).join("\n") === shown.join("\n");
  if (!isSame) return shown;
  const runs = Number(AGAIN.exec(before[0] ?? "")?.[1] ?? 1) + 1;
  return shown.map((text) => `(${runs} runs in a row) ${text}`);
}

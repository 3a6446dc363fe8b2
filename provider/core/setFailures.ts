import { PanelError } from "./errors";

/** So many names, or messages, are told in a row. */
const MOST_NAMES = 3;
const MOST_MESSAGES = 20;

/** What kept names of a set from being as declared. */
export class SetFailures {
  readonly #errors = new Map<string, PanelError>();

  /** @param context the operation, and where on the panel it was to be done */
  constructor(private readonly context: { readonly operation: string; readonly place: string }) {}

  add(name: string, error: PanelError): void {
    this.#errors.set(name, error);
  }

  get any(): boolean {
    return this.#errors.size > 0;
  }

  has(name: string): boolean {
    return this.#errors.has(name);
  }

  /** For each name why, as the output `failed` has it. */
  get byName(): Record<string, string> {
    return Object.fromEntries([...this.#errors].map(([name, error]) => [name, this.#told(name, error)]));
  }

  /** What the user is told: names that failed for the same reason together. */
  get messages(): string[] {
    const groups = new Map<string, { names: string[]; error: PanelError }>();
    for (const [name, error] of this.#errors) {
      const known = groups.get(error.message);
      if (known === undefined) groups.set(error.message, { names: [name], error });
      else known.names.push(name);
    }
    const messages = [...groups.values()].map(({ names, error }) => this.#told(together(names), error));
    const rest = messages.length - MOST_MESSAGES;
    if (rest <= 0) return messages;
    return [...messages.slice(0, MOST_MESSAGES), `And ${rest} more: the output \`failed\` has all of them.`];
  }

  #told(domain: string, { failure }: PanelError): string {
    return new PanelError({ ...failure, ...this.context, domain }).message;
  }
}

/** Names in a row, the first of them where they are many. */
export function together(names: readonly string[], most = MOST_NAMES): string {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

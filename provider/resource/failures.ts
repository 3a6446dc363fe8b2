import { PanelError } from "../core/errors";
import { joinLimited, MOST_NAMES } from "../core/text";
import type { Context } from "./panel";

/** So many names, or messages, are told in a row. */
const MOST_OTHERS = 20;
const MOST_MESSAGES = 20;

/** What stands for a name where one message is told of several. */
const ANY_NAME = "<name>";

/** What kept a resource's names from being as declared. */
export class Failures {
  readonly #errors = new Map<string, PanelError>();

  constructor(private readonly context: Context) {}

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
    return Object.fromEntries(
      [...this.#errors].map(([name, error]) => [name, this.#inContext(name, error).line]),
    );
  }

  /** All of it as one error: of a single resource the panel's. */
  get error(): Error {
    const { domain } = this.context;
    const [first] = this.#errors.values();
    if (domain === undefined || first === undefined) return new Error(this.messages.join("\n"));
    return first.during(this.context);
  }

  /** What the user is told: names that failed for the same reason together. */
  get messages(): string[] {
    return this.#together("");
  }

  /** The same for a resource that exists, whose output `failed` has every name. */
  get reasons(): string[] {
    return this.#together(": the output `failed` has all of them");
  }

  #together(whereAll: string): string[] {
    if (this.context.domain !== undefined) return [this.error.message];
    const groups = new Map<string, { names: string[]; error: PanelError; common: PanelError }>();
    for (const [name, error] of this.#errors) {
      const common = withoutName(error, name);
      const known = groups.get(common.message);
      if (known === undefined) groups.set(common.message, { names: [name], error, common });
      else known.names.push(name);
    }
    const messages = [...groups.values()].map(({ names, error, common }) => {
      const { message } = this.#inContext(joinLimited(names), names.length === 1 ? error : common);
      const others = names.slice(MOST_NAMES);
      return others.length === 0 ? message : `${message}\n  The others: ${joinLimited(others, MOST_OTHERS)}.`;
    });
    const rest = messages.length - MOST_MESSAGES;
    if (rest <= 0) return messages;
    return [...messages.slice(0, MOST_MESSAGES), `And ${rest} more${whereAll}.`];
  }

  /** An error from the point of view of the operation. */
  #inContext(domain: string, { failure }: PanelError): PanelError {
    return new PanelError({ ...failure, domain, ...this.context });
  }
}

/** What to do about one cause is told once in a run, however many resources it fails. */
export class Told {
  readonly #domains = new Map<string, string>();

  /** An error as it is to be told: of a cause that another resource's message had, by reference to that. */
  once(error: unknown): unknown {
    if (!(error instanceof PanelError)) return error;
    const { panel, place, domain } = error.failure;
    // No message could be found by "the set".
    if (domain === undefined || domain.includes(" ") || error.advice === "") return error;
    const cause = [panel, place, error.facts, error.advice].join("\n");
    const toldOf = this.#domains.get(cause) ?? domain;
    this.#domains.set(cause, toldOf);
    return toldOf === domain ? error : error.with({ toldOf });
  }
}

/** The error as it is told of several names: what says the same but for the name is one reason. */
function withoutName({ failure }: PanelError, name: string): PanelError {
  const itself = new RegExp(`(?<![\\w*-])${name.replace(/[.*]/g, "\\$&")}(?![\\w-]|\\.\\w)`, "g");
  const general = (text: string) => text.replace(itself, ANY_NAME);
  const { what, detail, cure } = failure;
  return new PanelError({
    ...failure,
    what: general(what),
    ...(detail === undefined ? {} : { detail: general(detail) }),
    ...(cure === undefined ? {} : { cure: general(cure) }),
  });
}

import { ConfigurationError, isPanelError, type PanelError } from "../../core/errors";
import { joinLimited, printable } from "../../core/text";
import type { Context } from "../context";
import type { Draft } from "./draft";
import type { InitOptions } from "./options";
import { Cancelled, type Prompter } from "./prompter";

/** Something that has to be known, and how it can be given where nobody can be asked. */
export interface Missing {
  readonly what: string;
  readonly how: string;
}

/** A setting that can be given anew, after the panel did not take it. */
interface Correctable {
  readonly name: string;
  readonly keys: readonly string[];
  ask(): Promise<void>;
}

/** So many of a panel's things are listed where one of them has to be named. */
const MOST_LISTED = 20;

/** Gathers settings: says what is found, and asks where somebody sits at the terminal. */
export class Interview {
  constructor(
    readonly context: Context,
    readonly options: InitOptions,
    /** Undefined where nobody can be asked. */
    readonly prompter: Prompter | undefined,
  ) {}

  /** Says that something is as it has to be. */
  readonly found = (text: string): void => this.#line("green", "ok", text);

  /** Says something that the user should know. */
  readonly remark = (text: string): void => this.#line("yellow", "note", text);

  /** Says what is wrong. */
  readonly problem = (text: string): void => this.#line("red", "fail", text);

  /** @throws ConfigurationError that says all that is missing, where nobody can be asked */
  orMissing(missing: readonly Missing[]): Prompter {
    if (this.prompter !== undefined) return this.prompter;
    if (missing.length === 0) throw new Error("nothing is missing");
    const lines = missing.map(({ what, how }) => `  ${what}: ${how}`);
    const why = this.options.yes ? "with --yes nothing is asked" : "nobody can be asked without a terminal";
    throw new ConfigurationError([`Missing, and ${why}:`, ...lines].join("\n"));
  }

  /** Lets one of several things of the panel be chosen; a single one is taken. */
  async chooseOne<T>(
    things: readonly T[],
    { what, name, how, proposal }: { what: string; name(thing: T): string; how: string; proposal?: T },
  ): Promise<T> {
    const [only] = things;
    if (only !== undefined && things.length === 1) {
      this.found(`${what}: ${name(only)}, the only one`);
      return only;
    }
    if (proposal !== undefined && this.prompter === undefined) {
      this.found(`${what}: ${name(proposal)}, the WordPress network's own`);
      return proposal;
    }
    const known = joinLimited(things.map(name), MOST_LISTED);
    const prompter = this.orMissing([{ what: `a choice of ${things.length} (${known})`, how }]);
    const choices = things.map((value) => ({ name: printable(name(value)), value }));
    return prompter.choose(`Which ${what}?`, choices, proposal);
  }

  /**
   * Tries what needs the panel. Where it fails, somebody at the terminal can correct a setting, and it is tried again.
   *
   * @throws PanelError where nobody can be asked, or nothing can be corrected
   */
  async withCorrections<T>(
    draft: Draft,
    corrections: readonly Correctable[],
    attempt: () => Promise<T>,
  ): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isPanelError(error) || this.prompter === undefined) throw error;
        await this.#correct(error, draft, corrections, this.prompter);
      }
    }
  }

  async #correct(
    error: PanelError,
    draft: Draft,
    corrections: readonly Correctable[],
    prompter: Prompter,
  ): Promise<void> {
    this.problem(error.message);
    const choices = [
      { name: "try again", value: async () => draft.renew() },
      ...corrections
        .filter(({ keys }) => !keys.some((key) => draft.isInStack(key)))
        .map(({ name, ask }) => ({ name: `give another ${name}`, value: ask })),
      {
        name: "stop",
        value: () => Promise.reject(new Cancelled()),
      },
    ];
    const next = await prompter.choose("And now?", choices);
    await next();
  }

  #line(style: "green" | "yellow" | "red", mark: string, text: string): void {
    const { terminal } = this.context;
    const [first = "", ...rest] = printable(text).split("\n");
    const lines = [
      `${terminal.paint(style, mark.padEnd(4))}  ${first}`,
      ...rest.map((line) => `      ${line}`),
    ];
    terminal.note(`${lines.join("\n")}\n`);
  }
}

import type { Terminal } from "../terminal";

/** A choice of a list. */
export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/** What is wrong with an answer, or nothing. */
type Check = (answer: string) => string | undefined;

/** Asks somebody at a terminal. */
export interface Prompter {
  text(message: string, check: Check, proposal?: string): Promise<string>;
  /** What is typed does not show. */
  secret(message: string, check: Check): Promise<string>;
  confirm(message: string): Promise<boolean>;
  choose<T>(message: string, choices: readonly Choice<T>[], proposal?: T): Promise<T>;
}

/** Somebody has ended the questions. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor() {
    super("Stopped.");
  }
}

/** Longer lists are searched by typing. */
const MOST_TO_SCROLL = 15;

/** Prompts on the terminal, or on the streams that a test gives it. */
export async function terminalPrompter({ prompts: streams }: Terminal): Promise<Prompter> {
  const { confirm, input, password, search, select } = await import("@inquirer/prompts");
  const valid = (check: Check) => (answer: string) => check(answer.trim()) ?? true;
  return {
    text: async (message, check, proposal) => {
      const initial = proposal === undefined ? {} : { default: proposal };
      return (await ask(input({ message, validate: valid(check), ...initial }, streams))).trim();
    },
    secret: async (message, check) =>
      (await ask(password({ message, mask: true, validate: valid(check) }, streams))).trim(),
    confirm: (message) => ask(confirm({ message, default: false }, streams)),
    choose: async <T>(message: string, choices: readonly Choice<T>[], proposal?: T) => {
      const initial = proposal === undefined ? {} : { default: proposal };
      if (choices.length <= MOST_TO_SCROLL) {
        return ask(select({ message, choices: [...choices], ...initial }, streams));
      }
      const source = (term = "") => choices.filter(({ name }) => name.includes(term.trim().toLowerCase()));
      return ask(search({ message: `${message} (type a part of it)`, source }, streams));
    },
  };
}

async function ask<T>(prompt: Promise<T>): Promise<T> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && /^(Exit|Abort|Cancel)PromptError$/.test(error.name)) throw new Cancelled();
    throw error;
  }
}

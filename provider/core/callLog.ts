import { appendFileSync } from "node:fs";
import { resolve } from "node:path";
import { printable } from "./text";

/** The environment variable that switches the log on: `debug`, or the name of a file. */
export const LOG_VARIABLE = "MAPPED_DOMAINS_LOG";

/** One call to a panel, as far as the log tells it: nothing of what was sent, and of the answer the code alone. */
export interface LoggedCall {
  /** host:port */
  readonly panel: string;
  /** What was asked of the panel, as its own documents call it. */
  readonly operation: string;
  /** 1 for the first time, 2 where the same call is made again. */
  readonly attempt: number;
  /** Milliseconds from sending to the end of the answer, without the time in which the call waited for its turn. */
  readonly duration: number;
  /** HTTP status, where an answer came. */
  readonly status?: number;
  /** The panel's code, or that of the connection's failure. */
  readonly code?: number | string | undefined;
  /** What kind of failure it was, where no answer came. */
  readonly failure?: string;
  /** The time that the panel has, as its answer tells it; it is not printed. */
  readonly date?: string | undefined;
}

/** The engine shows each line that a plugin prints on stderr as a message of the stack: at once, and all again at the end. */
const MOST_LINES = 50;

/** Where lines go. */
interface Outlets {
  stderr(line: string): void;
  /** Says something to the user; the engine shows what its plugins print under Diagnostics. */
  report(message: string): void;
}

const OUTLETS: Outlets = {
  stderr: (line) => process.stderr.write(line),
  report: (message) => process.stdout.write(`${printable(message)}\n`),
};

/** Takes note of calls. */
export interface CallWriter {
  write(call: LoggedCall): void;
}

/** A call as one line of JSON. */
function lineOf({ panel, operation, attempt, duration, status, code, failure }: LoggedCall): string {
  const time = new Date().toISOString();
  const rounded = Math.round(duration);
  return JSON.stringify({ time, panel, operation, attempt, duration: rounded, status, code, failure });
}

/** Keeps the lines of calls, and hands the calls on. */
export class CallRecorder implements CallWriter {
  readonly lines: string[] = [];
  readonly #ahead = new Map<string, number>();

  constructor(private readonly next?: CallWriter) {}

  write(call: LoggedCall): void {
    this.lines.push(lineOf(call));
    const date = Date.parse(call.date ?? "");
    if (!Number.isNaN(date)) this.#ahead.set(call.panel, date - Date.now());
    this.next?.write(call);
  }

  /** By how many milliseconds a panel's clock was ahead of this machine's at its last answer; undefined where none told. */
  ahead(panel: string): number | undefined {
    return this.#ahead.get(panel);
  }
}

/** Calls as lines of JSON, on stderr or at the end of a file. A log that cannot be written fails nothing. */
export class CallLog implements CallWriter {
  readonly #write: (line: string) => void;
  #lines = 0;
  #isBroken = false;

  /** @param target `debug` for stderr, or a file's name */
  constructor(
    target: string,
    private readonly outlets: Outlets = OUTLETS,
  ) {
    const file = resolve(target);
    this.#write = target === "debug" ? (line) => this.#print(line) : (line) => this.#append(file, line);
  }

  write(call: LoggedCall): void {
    this.#write(`${lineOf(call)}\n`);
  }

  #print(line: string): void {
    this.#lines += 1;
    if (this.#lines <= MOST_LINES) this.outlets.stderr(line);
    if (this.#lines === MOST_LINES + 1)
      this.outlets.report(
        `Further calls are not shown here. With a file's name in ${LOG_VARIABLE} all of them are logged.`,
      );
  }

  #append(file: string, line: string): void {
    if (this.#isBroken) return;
    try {
      // In one write, which other processes of the run do not come between.
      appendFileSync(file, line, { mode: 0o600 });
    } catch (error) {
      this.#isBroken = true;
      const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
      this.outlets.report(
        `Calls are not logged: ${file}, the file in ${LOG_VARIABLE}, cannot be written${why}. Give a file in a folder that is there.`,
      );
    }
  }
}

const logs = new Map<string, CallLog>();

/** The process's log for a value of the variable; undefined where that is not set. */
export function callLogFor(target: string | undefined): CallLog | undefined {
  if (target === undefined) return undefined;
  const log = logs.get(target) ?? new CallLog(target);
  logs.set(target, log);
  return log;
}

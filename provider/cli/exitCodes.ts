import { ConfigurationError, isPanelError } from "../core/errors";

/** What the command ends with; `mapped-domains --help` has the same list. */
export const EXIT = {
  ok: 0,
  /** The command ran, and what it looked at is not in order. */
  problems: 1,
  /** An option or an argument that does not exist or does not fit. */
  usage: 2,
  /** The settings make no connection to a panel, or a file is not as it has to be. */
  configuration: 3,
  /** The panel does not answer, or does not let this caller in. */
  panel: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the command ends with after an error that tells the user what to do; undefined for every other error. */
export function exitCodeFor(error: unknown): ExitCode | undefined {
  if (error instanceof ConfigurationError) return EXIT.configuration;
  return isPanelError(error) ? EXIT.panel : undefined;
}

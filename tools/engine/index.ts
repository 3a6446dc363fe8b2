import { defaultSearch, type Engine, searchEngine } from "./find";

export { cleanEnvironment, engineEnvironment } from "./environment";
export { type Engine, NoEngineError } from "./find";

let found: Promise<Engine> | undefined;

/**
 * Answers with a folder that holds a working Pulumi engine: the CLI on PATH, else one kept by an earlier run, else
 * the official download, else one built from the Go module proxy (minutes, once per user and version). What takes
 * time is reported on standard error. The search runs once per process.
 *
 * @throws NoEngineError with what was tried and what to install
 */
export function findEngine(): Promise<Engine> {
  found ??= searchEngine(defaultSearch());
  return found;
}

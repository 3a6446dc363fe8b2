import type { Outcome } from "../../../provider/hestia/writer/job";
import { N, type WriteOptions } from "./harness";
import type { Process, SharedTime, Simulation } from "./simulation";

/** An operation as the engine sends it. */
export interface Operation extends Pick<WriteOptions, "webDomain" | "restart" | "recount" | "spares"> {
  readonly kind: "create" | "delete";
  readonly names: readonly string[];
}

export interface EngineOptions {
  /** How many operations are open at once: the engine's `--parallel`. */
  readonly slots: number;
  /** Sends nothing further after a failure, as the engine does. */
  readonly stops?: boolean;
  /** Milliseconds between two operations that it sends. @default 9 */
  readonly saveDelay?: () => number;
}

/** The outcome of an operation, and the state at that time; undefined where it was never sent. */
export type Settled =
  | {
      readonly outcome: PromiseSettledResult<Outcome>;
      /** Writes that had reached the panel when the result came. */
      readonly writes: number;
      /** Restarts of the web server by then. */
      readonly restarts: number;
    }
  | undefined;

/** Between two operations that the engine sends, while it saves its state. */
const SAVE_DELAY = 9;

/** Sends operations as the engine does: the next one when a slot is free, some milliseconds apart. */
export async function runEngine(
  { panel, time }: Simulation,
  { writer, client }: Process,
  operations: readonly Operation[],
  { slots, stops = false, saveDelay = () => SAVE_DELAY }: EngineOptions,
): Promise<Settled[]> {
  const id = ({ webDomain = N, names }: Operation) => `${webDomain}/${names[0]}`;
  const pace = inTurn(time, saveDelay);
  const settled: Settled[] = operations.map(() => undefined);
  for (const operation of operations) if (operation.kind === "create") writer.announce(id(operation));
  let next = 0;
  let failed = false;

  const send = async (operation: Operation): Promise<Settled> => {
    const { kind, names, webDomain = N, restart = "yes", recount = false, spares = () => false } = operation;
    const common = { client, webDomain, names, restart, recount };
    if (kind === "create") writer.begun(id(operation));
    const [outcome] = await Promise.allSettled([
      writer.submit(
        kind === "create"
          ? { kind: "ensure", accepts: () => true, ...common }
          : { kind: "remove", spares, ...common },
      ),
    ]);
    const writes = panel.calls().filter(({ command }) => command.endsWith("alias")).length;
    return { outcome, writes, restarts: restartsOf(panel) };
  };
  const slot = async () => {
    for (;;) {
      await pace();
      const index = next;
      const operation = operations[index];
      if (operation === undefined || (stops && failed)) return;
      next += 1;
      const result = await send(operation);
      settled[index] = result;
      failed ||= result?.outcome.status === "rejected";
    }
  };
  await Promise.all(Array.from({ length: slots }, slot));
  return settled;
}

/** How often the web server was made to load what is written; a restart without a write takes a command for each server. */
export const restartsOf = ({ state }: Simulation["panel"]): number =>
  state.restarts.filter(
    ({ effect, command }) => effect !== "none" && effect !== "queued" && command !== "v-restart-web",
  ).length;

function inTurn(time: SharedTime, saveDelay: () => number): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => time.sleep(saveDelay()));
    return last;
  };
}

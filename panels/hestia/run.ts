import { setImmediate as nextTurn } from "node:timers/promises";
import { pause } from "../core/pause";
import type { CommandResult } from "./answer";
import type { AcceptedCall } from "./auth";
import { findCommand } from "./commands";
import type { CommandContext } from "./commands/command";
import { MAX_ARGUMENT_BYTES } from "./commands/store";
import { CommandExit, EXIT } from "./exit";
import type { HestiaFault } from "./faults";
import { type HestiaLatency, latencyOf } from "./latency";
import type { HestiaRequest } from "./log";
import { formatDomain } from "./names";
import { findWebDomain, type HestiaState, type HestiaWebDomain, storedAliases } from "./state";

const EXEC_PREFIX = "/usr/bin/sudo /usr/local/hestia/bin/";

/** Runs the command of an accepted call as PHP's exec() does, with the faults that strike inside it. */
export async function runCommand(
  state: HestiaState,
  call: AcceptedCall,
  surroundings: {
    request: HestiaRequest;
    faults: readonly HestiaFault[];
    latency: HestiaLatency;
    closing: AbortSignal;
  },
): Promise<CommandResult> {
  const shellLine = `${EXEC_PREFIX}${[call.command, ...call.args.map((arg) => `'${arg}'`)].join(" ")}`;
  // exec() cannot start a shell with an argument of this size: no command, no output, -1
  // (docs/panels/hestia.md#size-limits).
  if (Buffer.byteLength(shellLine) >= MAX_ARGUMENT_BYTES) return { code: -1, stdout: "" };
  const command = findCommand(call.command);
  // sudo says "command not found" on stderr, which never reaches the body.
  if (!command) return { code: EXIT.args, stdout: "" };
  try {
    await strike(state, call, surroundings, "before");
    return { code: EXIT.ok, stdout: await command.run(commandContext(state, call, surroundings)) };
  } catch (error) {
    if (error instanceof CommandExit) return { code: error.code, stdout: error.stdout };
    throw error;
  }
}

type Surroundings = Parameters<typeof runCommand>[2];

function commandContext(state: HestiaState, call: AcceptedCall, surroundings: Surroundings): CommandContext {
  const { latency, closing, faults, request } = surroundings;
  let seenByOthers: readonly string[] = [];
  const work = async (load: { names: number; aliases: number; restart: string }) => {
    await pause(latencyOf(latency, { ...call, ...load }), closing);
    await strike(state, call, surroundings, "between");
    seenByOthers = aliasesFor(state, call);
  };
  return {
    state,
    command: call.command,
    args: call.args,
    seq: request.seq,
    work,
    look: () => work({ names: 0, aliases: 0, restart: "no" }),
    yield: () => nextTurn(undefined, { signal: closing }),
    losesWrite: faults.some((fault) => fault.do === "lose-write"),
    written: () => strike(state, call, surroundings, "after", seenByOthers),
  };
}

/**
 * Lets the faults of this moment happen: hooks, other writers, forced exit codes.
 *
 * @param seenByOthers the aliases that another writer read before the write, undefined where there was none
 */
async function strike(
  state: HestiaState,
  call: AcceptedCall,
  { faults, request }: Surroundings,
  moment: "before" | "between" | "after",
  seenByOthers?: readonly string[],
): Promise<void> {
  for (const fault of faults) {
    if (fault.do === "hook" && fault.when === moment) await fault.run(request);
    if (fault.do === "other-writer") {
      const { when = "between" } = fault;
      if (when === moment) otherWriter(state, call, aliasesFor(state, call), fault);
      else if (when === "around" && seenByOthers) otherWriter(state, call, seenByOthers, fault);
    }
    if (fault.do === "exit" && fault.when === moment) {
      throw new CommandExit(fault.code, fault.message ?? `Error: exit code ${fault.code}`);
    }
  }
}

/** The stored aliases of the web domain that a call is about. */
function aliasesFor(state: HestiaState, call: AcceptedCall): readonly string[] {
  const webDomain = webDomainOf(state, call);
  return webDomain ? storedAliases(webDomain) : [];
}

/** Writes the aliases that it read back, with its own change. */
function otherWriter(
  state: HestiaState,
  call: AcceptedCall,
  read: readonly string[],
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): void {
  const webDomain = webDomainOf(state, call);
  if (!webDomain) return;
  const kept = read.filter((name) => !remove.includes(name));
  webDomain.alias = [...kept, ...add.filter((name) => !kept.includes(name))].join(",");
}

function webDomainOf(state: HestiaState, { args }: AcceptedCall): HestiaWebDomain | undefined {
  const [account = "", webDomain = ""] = args;
  return findWebDomain(state, account, formatDomain(webDomain));
}

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
import { findWebDomain, type HestiaState, storedAliases } from "./state";

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
  const work = async (load: { names: number; aliases: number; restart: string }) => {
    await pause(latencyOf(latency, { ...call, ...load }), closing);
    await strike(state, call, surroundings, "between");
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
    written: () => strike(state, call, surroundings, "after"),
  };
}

/** Lets the faults of this moment happen: hooks, other writers, forced exit codes. */
async function strike(
  state: HestiaState,
  call: AcceptedCall,
  { faults, request }: Surroundings,
  moment: "before" | "between" | "after",
): Promise<void> {
  for (const fault of faults) {
    if (fault.do === "hook" && fault.when === moment) await fault.run(request);
    if (fault.do === "other-writer" && (fault.when ?? "between") === moment) {
      otherWriter(state, call, fault.add ?? [], fault.remove ?? []);
    }
    if (fault.do === "exit" && fault.when === moment) {
      throw new CommandExit(fault.code, fault.message ?? `Error: exit code ${fault.code}`);
    }
  }
}

function otherWriter(
  state: HestiaState,
  call: AcceptedCall,
  add: readonly string[],
  remove: readonly string[],
): void {
  const [account = "", webDomainArg = ""] = call.args;
  const webDomain = findWebDomain(state, account, formatDomain(webDomainArg));
  if (!webDomain) return;
  const kept = storedAliases(webDomain).filter((name) => !remove.includes(name));
  webDomain.alias = [...kept, ...add].join(",");
}

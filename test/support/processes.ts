import { execFileSync } from "node:child_process";

/** A process as `ps` shows it; the command distinguishes it from a later one with the same number. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function list(): ProcessEntry[] {
  const output = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 1e8 });
  return output.split("\n").flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return found ? [{ pid: Number(found[1]), parent: Number(found[2]), command: found[3] ?? "" }] : [];
  });
}

/**
 * All that a process has started, directly or not. The engine gives its plug-ins process groups of their own, so a
 * signal to the CLI's group does not reach them, and once the CLI is gone nothing tells whose they were: ask before.
 */
export function descendants(pid: number): ProcessEntry[] {
  const all = list();
  const found: ProcessEntry[] = [];
  let parents = [pid];
  while (parents.length > 0) {
    const children = all.filter((entry) => parents.includes(entry.parent));
    found.push(...children);
    parents = children.map((entry) => entry.pid);
  }
  return found;
}

/** Kills those of the given processes that are still the same and running. */
export function killAll(processes: readonly ProcessEntry[]): void {
  if (processes.length === 0) return;
  const now = new Map(list().map((entry) => [entry.pid, entry.command]));
  for (const { pid, command } of processes) {
    if (now.get(pid) === command) kill(pid);
  }
}

/** True while a process runs; false for a zombie. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return state !== "" && !state.startsWith("Z");
  } catch {
    return false;
  }
}

/** Sends SIGKILL to a process, which may be gone already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

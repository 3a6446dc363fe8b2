import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { killRunning } from "./run";
import { type Verdict, verifyEngine } from "./verify";

/** The per-user cache folder of a platform. */
export function cacheRoot(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  // The base directory specification has a relative value ignored.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  if (platform === "darwin") return join(home, "Library", "Caches");
  if (platform === "win32") return env.LOCALAPPDATA ?? join(home, "AppData", "Local");
  return join(home, ".cache");
}

/** Names the folder of an engine: another version, source, platform or processor is another engine. */
export function cacheKey(
  version: string,
  sources: readonly string[],
  platform: string,
  arch: string,
): string {
  const hash = createHash("sha256");
  for (const source of sources) hash.update(`${source.length}\n`).update(source);
  return `${version}-${platform}-${arch}-${hash.digest("hex").slice(0, 12)}`;
}

const SCRATCH = ".unfinished-";
/** Longer than any build takes: an unfinished folder of that age was left by a process that was killed. */
const ABANDONED = 6 * 60 * 60 * 1000;

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(SCRATCH)) continue;
    const folder = join(parent, name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > ABANDONED) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run removed it first.
    }
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Works in a new folder beside the target, and leaves nothing of it behind, also when it is interrupted. */
export async function withScratch<T>(parent: string, work: (scratch: string) => Promise<T>): Promise<T> {
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const scratch = mkdtempSync(join(parent, SCRATCH));
  const remove = (): void =>
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const clear = (): void => {
    killRunning();
    remove();
  };
  const interrupted = (signal: NodeJS.Signals): void => {
    leave();
    clear();
    process.kill(process.pid, signal);
  };
  const leave = (): void => {
    process.off("exit", clear);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
  process.on("exit", clear);
  for (const signal of SIGNALS) process.on(signal, interrupted);
  try {
    return await work(scratch);
  } finally {
    leave();
    remove();
  }
}

/**
 * Moves a finished folder to its place in one step. Where another run was faster its engine is kept, if it works.
 *
 * @param verify only given by tests
 */
export async function install(
  finished: string,
  target: string,
  verify: (folder: string) => Promise<Verdict> = verifyEngine,
): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      renameSync(finished, target);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "EPERM") throw error;
    }
    if ("version" in (await verify(target))) return;
    const broken = mkdtempSync(join(dirname(target), SCRATCH));
    try {
      renameSync(target, join(broken, "broken"));
    } catch {
      // Another run moved it away.
    }
    rmSync(broken, { recursive: true, force: true });
  }
  throw new Error(`${target} cannot be replaced`);
}

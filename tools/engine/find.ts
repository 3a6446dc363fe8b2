import { dirname, join } from "node:path";
import { buildEngine } from "./build";
import { cacheKey, cacheRoot, install, withScratch } from "./cache";
import { downloadEngine, OFFICIAL, type ReleaseAddresses } from "./download";
import { locate } from "./locate";
import { type EngineParts, readParts } from "./parts";
import { type Reporter, streamReporter } from "./report";
import { verifyEngine } from "./verify";
import { OLDEST_CLI } from "./versions";

/** A Pulumi engine that works on this machine. */
export interface Engine {
  /** The folder with `pulumi`; absolute. */
  readonly folder: string;
  /** The version of the CLI, such as `3.230.0`. */
  readonly version: string;
  /** Where it came from. */
  readonly source: "PATH" | "cache" | "download" | "build";
}

/** Everything that the search depends on; tests give their own. */
export interface Search {
  readonly searchPath: string;
  readonly cache: string;
  readonly addresses: ReleaseAddresses;
  readonly parts: EngineParts;
  readonly report: Reporter;
  readonly build: typeof buildEngine;
}

/** The search on this machine, as a user means it. */
export function defaultSearch(): Search {
  return {
    searchPath: process.env.PATH ?? "",
    cache: join(cacheRoot(), "pulumi-mapped-domains", "engine"),
    addresses: OFFICIAL,
    parts: readParts(),
    report: streamReporter(process.stderr),
    build: buildEngine,
  };
}

/** Raised when there is no engine: its message says what was tried, and what to install. */
export class NoEngineError extends Error {
  override readonly name = "NoEngineError";

  constructor(tried: readonly string[], goVersion: string) {
    const steps = tried.map((line, index) => `  ${index + 1}. ${line}`).join("\n");
    super(
      `There is no working Pulumi engine on this machine, and none could be made. Tried:\n${steps}\n` +
        `Install the Pulumi CLI ${OLDEST_CLI} or a later 3.x (https://www.pulumi.com/docs/install/), ` +
        `or Go ${goVersion} or later (https://go.dev/dl/), and run this again.`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function verified(folder: string, searchPath = ""): Promise<string> {
  const verdict = await verifyEngine(folder, searchPath);
  if ("problem" in verdict) throw new Error(verdict.problem);
  return verdict.version;
}

async function onPath({ searchPath, report }: Search): Promise<Omit<Engine, "source">> {
  const cli = locate("pulumi", searchPath);
  if (!cli) throw new Error("there is no pulumi on PATH");
  const folder = dirname(cli);
  try {
    return { folder, version: await verified(folder, searchPath) };
  } catch (error) {
    // Silence would leave its owner wondering why another version runs.
    report.say(`The Pulumi CLI on PATH cannot be used: ${messageOf(error)}.`);
    throw error;
  }
}

async function made(
  search: Search,
  target: string,
  make: (scratch: string, finished: string) => Promise<void>,
): Promise<Omit<Engine, "source">> {
  return withScratch(search.cache, async (scratch) => {
    const finished = join(scratch, "engine");
    await make(scratch, finished);
    await verified(finished);
    await install(finished, target);
    return { folder: target, version: await verified(target) };
  });
}

/** Looks for an engine, from the cheapest way to the most expensive one. */
export async function searchEngine(search: Search): Promise<Engine> {
  const { parts, report } = search;
  const target = join(search.cache, cacheKey(parts.version, parts.sources, process.platform, process.arch));
  const ways = [
    { source: "PATH", title: "a Pulumi CLI on PATH", find: () => onPath(search) },
    {
      source: "cache",
      title: "one kept by an earlier run",
      find: async () => ({ folder: target, version: await verified(target) }),
    },
    {
      source: "download",
      title: `the official download of ${parts.version}`,
      find: () =>
        made(search, target, (scratch, finished) =>
          downloadEngine(parts.version, scratch, finished, report, search.addresses),
        ),
    },
    {
      source: "build",
      title: `a build of ${parts.version} from source`,
      find: () => made(search, target, (scratch, finished) => search.build(parts, scratch, finished, report)),
    },
  ] as const;

  const tried: string[] = [];
  for (const { source, title, find } of ways) {
    try {
      return { ...(await find()), source };
    } catch (error) {
      const reason = messageOf(error);
      tried.push(`${title}: ${reason}`);
      if (source === "cache") report.say(`Getting Pulumi ${parts.version} for this machine.`);
      if (source === "download") report.say(`There is no official download here: ${reason}.`);
    }
  }
  throw new NoEngineError(tried, parts.goVersion);
}

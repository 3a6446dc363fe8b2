import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningCommand } from "./command";

/** Where Debian and its like put the programs of each version; they are not on PATH. */
const VERSIONS = "/usr/lib/postgresql";

/** The folder of the newest PostgreSQL server from the distribution's packages, where there is one. */
export function findPostgres(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  return versions
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(VERSIONS, version, "bin"))
    .find((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb")));
}

/** A PostgreSQL server of a test's own, on a loopback address, with a database that is gone afterwards. */
export class Postgres {
  private constructor(
    private readonly root: string,
    private readonly server: RunningCommand,
    private readonly port: number,
  ) {}

  static async start(programs: string): Promise<Postgres> {
    const root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-postgres-"));
    // The server refuses to run as root: then it runs as the user that the package has made.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(root, idOf("-u"), idOf("-g"));
    const run = (program: string, ...args: string[]): RunningCommand => {
      const command = [join(programs, program), ...args];
      const asUser = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", ...command];
      const [first = "", ...rest] = isRoot ? asUser : command;
      return new RunningCommand(first, rest, { cwd: root, env: process.env, timeout: 300_000 });
    };
    const data = join(root, "data");
    try {
      const made = await run("initdb", "-D", data, "-U", "pulumi", "-A", "trust", "--no-sync").done;
      if (made.code !== 0) throw new Error(`initdb failed: ${made.output}`);
      const port = await freePort();
      const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
      const server = run(
        "postgres",
        "-D",
        data,
        "-p",
        String(port),
        ...settings.flatMap((one) => ["-c", one]),
      );
      await server.waitFor(/ready to accept connections/);
      return new Postgres(root, server, port);
    } catch (error) {
      rmSync(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** The address of its database, as the engine's backend takes it. */
  get url(): string {
    return `postgres://pulumi@127.0.0.1:${this.port}/postgres?sslmode=disable`;
  }

  async stop(): Promise<void> {
    process.kill(this.server.pid, "SIGINT");
    await this.server.done;
    rmSync(this.root, { recursive: true, force: true });
  }
}

const idOf = (which: "-u" | "-g"): number =>
  Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address !== null ? address.port : 0;
}

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { locate } from "./locate";
import { LANGUAGE_HOST, RESOURCE_HOST } from "./parts";
import type { Reporter } from "./report";
import { run } from "./run";

/** Where the official release is; tests put a local server in their place. */
export interface ReleaseAddresses {
  readonly archives: string;
  readonly checksums: string;
}

export const OFFICIAL: ReleaseAddresses = {
  archives: "https://get.pulumi.com/releases/sdk",
  checksums: "https://github.com/pulumi/pulumi/releases/download",
};

/** Machines that reach package registries alone must not wait long to learn that this way is closed. */
const ANSWER_TIMEOUT = 6_000;
const STALL_TIMEOUT = 30_000;

const SYSTEMS: Partial<Record<string, string>> = { linux: "linux", darwin: "darwin" };
const PROCESSORS: Partial<Record<string, string>> = { x64: "x64", arm64: "arm64" };

/** The file name of the official release for a platform, undefined where this tool cannot unpack or use one. */
export function archiveName(version: string, platform: string, arch: string): string | undefined {
  const [system, processor] = [SYSTEMS[platform], PROCESSORS[arch]];
  return system && processor ? `pulumi-v${version}-${system}-${processor}.tar.gz` : undefined;
}

/** Finds a file's sha256 in a published list of checksums. */
export function checksumOf(list: string, file: string): string | undefined {
  for (const line of list.split("\n")) {
    const found = /^([0-9a-f]{64})\s+\*?(\S+)\s*$/i.exec(line);
    if (found?.[2] === file) return found[1]?.toLowerCase();
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}

async function request(address: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { signal });
  } catch (error) {
    const reason = signal.aborted ? `no answer within ${ANSWER_TIMEOUT / 1000} s` : reasonOf(error);
    throw new Error(`${new URL(address).host} cannot be reached (${reason})`);
  }
  if (!response.ok) throw new Error(`${address} answered HTTP ${response.status}`);
  return response;
}

/** Saves an address to a file and answers the sha256 of what came. */
async function save(address: string, file: string, report: Reporter, label: string): Promise<string> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT);
  const response = await request(address, abort.signal).finally(() => clearTimeout(timer));
  if (!response.body) throw new Error(`${address} answered nothing`);
  const size = Number(response.headers.get("content-length") ?? 0);
  const hash = createHash("sha256");
  let received = 0;
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const progress = report.progress(label, () => megabytes(received) + (size ? ` of ${megabytes(size)}` : ""));
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), STALL_TIMEOUT);
      received += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), meter, createWriteStream(file));
  } catch (error) {
    throw new Error(`the download broke off after ${megabytes(received)} (${reasonOf(error)})`);
  } finally {
    clearTimeout(timer);
    progress.end();
  }
  return hash.digest("hex");
}

/**
 * Downloads the official release into a folder: the CLI, the Node.js language host and the dynamic resource host.
 *
 * @param scratch an existing folder to work in
 * @param finished the folder to make, in `scratch`
 */
export async function downloadEngine(
  version: string,
  scratch: string,
  finished: string,
  report: Reporter,
  addresses: ReleaseAddresses = OFFICIAL,
): Promise<void> {
  const archive = archiveName(version, process.platform, process.arch);
  if (!archive) throw new Error(`this tool knows no download for ${process.platform} ${process.arch}`);
  const list = await request(
    `${addresses.checksums}/v${version}/pulumi-${version}-checksums.txt`,
    AbortSignal.timeout(ANSWER_TIMEOUT),
  );
  const expected = checksumOf(await list.text(), archive);
  if (!expected) throw new Error(`the published checksums of ${version} do not name ${archive}`);

  const file = join(scratch, archive);
  const label = `Downloading Pulumi ${version}`;
  const actual = await save(`${addresses.archives}/${archive}`, file, report, label);
  if (actual !== expected) {
    throw new Error(
      `${archive} does not match its published checksum (sha256 ${actual}, published ${expected})`,
    );
  }

  const unpacked = join(scratch, "unpacked");
  await mkdir(unpacked);
  const tar = await run("tar", ["-xzf", file, "-C", unpacked], { timeout: 300_000 });
  if (tar.failure) throw new Error(`tar ${tar.failure} ${tar.stderr.trim()}`.trim());
  const folders = [join(unpacked, "pulumi"), join(unpacked, "pulumi", "bin")].join(delimiter);
  await mkdir(finished);
  for (const name of ["pulumi", LANGUAGE_HOST, RESOURCE_HOST]) {
    const program = locate(name, folders);
    if (!program) throw new Error(`${archive} holds no ${name}`);
    await rename(program, join(finished, name));
  }
}

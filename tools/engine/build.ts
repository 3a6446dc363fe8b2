import { chmod, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type EngineParts, type GoPart, RESOURCE_HOST } from "./parts";
import type { Reporter } from "./report";
import { type Ran, run } from "./run";
import { compareVersions, parseGoVersion } from "./versions";

/** A build that takes longer than this hangs. */
const BUILD_TIMEOUT = 60 * 60 * 1000;

const SYSTEMS: Partial<Record<string, string>> = { linux: "linux", darwin: "darwin", freebsd: "freebsd" };
const PROCESSORS: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * The caller's Go settings, with those settled that would change what is built: flags, workspaces, targets. Where
 * modules come from and which toolchain is used (GOPROXY, GOTOOLCHAIN …) stays the caller's affair.
 */
export function goEnvironment(
  env: NodeJS.ProcessEnv,
  platform: string,
  arch: string,
): NodeJS.ProcessEnv | undefined {
  const [system, processor] = [SYSTEMS[platform], PROCESSORS[arch]];
  if (!system || !processor) return undefined;
  return {
    ...env,
    // An empty value would let a setting made with `go env -w` through.
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    GO111MODULE: "on",
    CGO_ENABLED: "0",
    GOOS: system,
    GOARCH: processor,
  };
}

/** The arguments of `go` for building a part into a file. */
export function buildArguments(part: GoPart, file: string): string[] {
  const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const linker = `-s -w -X ${versionVariable}=${part.version}`;
  // -v names each package as it is compiled: the only sign of progress that Go gives.
  return ["build", "-v", "-buildvcs=false", "-o", file, "-ldflags", linker, part.goPackage];
}

/** Splits what `go build -v` writes: names of packages, which count as progress, and everything else. */
export function readBuildOutput(stderr: string): { readonly packages: number; readonly messages: string[] } {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const messages = lines.filter((line) => /\s/.test(line.trim()) && !line.startsWith("go: downloading "));
  return { packages: lines.filter((line) => !/\s/.test(line.trim())).length, messages };
}

/** Says why the Go that answered cannot build a part, undefined where it can. */
export function goProblem(answer: Ran, needed: string, toolchain: string | undefined): string | undefined {
  if (answer.failure === "was not found") return `Go is not installed (needed is ${needed} or later)`;
  if (answer.failure) {
    return `\`go version\` ${answer.failure} (needed is Go ${needed} or later): ${answer.stderr.trim()}`;
  }
  const version = parseGoVersion(answer.stdout);
  if (!version || compareVersions(version, needed) >= 0) return undefined;
  const local = toolchain?.startsWith("local")
    ? ", and GOTOOLCHAIN=local keeps it from fetching a newer one"
    : "";
  return `Go ${version} is too old (needed is ${needed} or later)${local}`;
}

async function buildPart(
  part: GoPart,
  count: string,
  folder: string,
  report: Reporter,
  env: NodeJS.ProcessEnv,
) {
  let seen = "";
  const progress = report.progress(`Building ${part.title} ${part.version} (${count})`, () => {
    const { packages } = readBuildOutput(seen);
    if (packages > 0) return `${packages} packages compiled`;
    return seen.includes("go: downloading") ? "fetching modules" : "";
  });
  const built = await run("go", buildArguments(part, join(folder, part.name)), {
    cwd: part.folder,
    env,
    timeout: BUILD_TIMEOUT,
    onStderr: (text) => {
      seen += text;
    },
  });
  progress.end();
  if (built.failure) {
    const last = readBuildOutput(built.stderr).messages.slice(-8).join("\n     ");
    throw new Error(`\`go build\` of ${part.title} ${built.failure}\n     ${last}`);
  }
}

/**
 * Builds the CLI and the language host from the Go module proxy, and puts our resource host beside them.
 *
 * @param scratch an existing folder to work in
 * @param finished the folder to make, in `scratch`
 */
export async function buildEngine(
  parts: EngineParts,
  scratch: string,
  finished: string,
  report: Reporter,
): Promise<void> {
  const settings = goEnvironment(process.env, process.platform, process.arch);
  if (!settings) throw new Error(`this tool builds none on ${process.platform} ${process.arch}`);
  // Go's own temporary files: in our folder they go with it when the build is killed.
  const env = { ...settings, GOTMPDIR: scratch };
  for (const { folder } of parts.goParts) {
    // Asked in the part's folder, an older Go that may switch to a newer one by itself answers with that one.
    const answer = await run("go", ["version"], { cwd: folder, env, timeout: 300_000 });
    const setting = await run("go", ["env", "GOTOOLCHAIN"], { cwd: folder, env, timeout: 300_000 });
    const problem = goProblem(answer, parts.goVersion, setting.stdout.trim());
    if (problem) throw new Error(problem);
  }
  report.say("Building it from the Go module proxy instead. This takes minutes, once; then it is kept.");
  await mkdir(finished);
  for (const [index, part] of parts.goParts.entries()) {
    await buildPart(part, `part ${index + 1} of ${parts.goParts.length}`, finished, report, env);
  }
  await copyFile(parts.resourceHost, join(finished, RESOURCE_HOST));
  await chmod(join(finished, RESOURCE_HOST), 0o755);
}

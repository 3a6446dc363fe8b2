/** The oldest Pulumi CLI that the resources work with: `read` may return inputs since then. */
export const OLDEST_CLI = "3.216.0";

/** `1.25` → [1, 25, 0]; whatever follows the numbers (`-beta.1`, `rc2`) is left out. */
function numbers(version: string): readonly [number, number, number] {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0), Number(found?.[3] ?? 0)];
}

/** Compares two dotted versions by their numbers: below zero where `left` is the older one. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbers(left), numbers(right)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Reads what `pulumi version` prints (`v3.230.0`, or `3.230.0` from a build): the version without the `v`. */
export function parsePulumiVersion(output: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+\S*)\s*$/m.exec(output)?.[1];
}

/** True where a CLI of this version can run the resources: 3.216 or later, of major version 3. */
export function isSupportedCli(version: string): boolean {
  return numbers(version)[0] === 3 && compareVersions(version, OLDEST_CLI) >= 0;
}

/** Reads what `go version` prints (`go version go1.26.1 linux/amd64`): the version's numbers, such as `1.26.1`. */
export function parseGoVersion(output: string): string | undefined {
  return /\bgo(\d+\.\d+(?:\.\d+)?)/.exec(output)?.[1];
}

/** The Go version that a go.mod asks for. */
export function requiredGoVersion(goMod: string): string | undefined {
  return /^go\s+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1];
}

/** The version at which a go.mod requires a module, without the `v`. */
export function requiredModuleVersion(goMod: string, module: string): string | undefined {
  for (const line of goMod.split("\n")) {
    const [path, version] = line
      .trim()
      .replace(/^require\s+/, "")
      .split(/\s+/);
    if (path === module && version?.startsWith("v")) return version.slice(1);
  }
  return undefined;
}

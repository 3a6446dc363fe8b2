import { createRequire } from "node:module";
import { join } from "node:path";

/** The version of a package that is found from a folder. */
export function versionOf(name: string, folder: string): string | undefined {
  try {
    const found: unknown = createRequire(join(folder, "index.js"))(`${name}/package.json`);
    return (found as { version?: string }).version;
  } catch {
    return undefined;
  }
}

/** The version of the package that this command is of. */
export const ownVersion = (): string => versionOf("pulumi-mapped-domains", __dirname) ?? "unknown";

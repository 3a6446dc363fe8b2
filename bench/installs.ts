import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECKOUT } from "../test/support/project";

const PACKAGE = "pulumi-mapped-domains";

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = (): Manifest => JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")) as Manifest;

export const ownVersion = (): string => manifest().version;

/** Puts a copy of the package, as of another version, into a project's folder in place of the link to this checkout. */
export function installCopy(project: string, layout: "npm" | "pnpm", version: string): void {
  const modules = join(project, "node_modules");
  rmSync(join(modules, PACKAGE));
  // pnpm keeps a package beside its dependencies in a folder that names its version, and links to it.
  const home = layout === "npm" ? modules : join(modules, ".pnpm", `${PACKAGE}@${version}`, "node_modules");
  const folder = join(home, PACKAGE);
  mkdirSync(folder, { recursive: true });
  cpSync(join(CHECKOUT, "dist"), join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest(), version }));
  const { dependencies, peerDependencies } = manifest();
  const needed = [...Object.keys(dependencies), ...(layout === "npm" ? [] : Object.keys(peerDependencies))];
  for (const name of needed) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    symlinkSync(join(CHECKOUT, "node_modules", name), join(home, name), "dir");
  }
  if (layout === "pnpm") symlinkSync(folder, join(modules, PACKAGE), "dir");
}

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CHECKOUT } from "./project";

export const PACKAGE = "pulumi-mapped-domains";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** The package as npm packs it. */
export class Packed {
  readonly #root = mkdtempSync(join(tmpdir(), "mapped-domains-packed-"));
  readonly #unpacked: string;

  constructor() {
    execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", this.#root], {
      cwd: CHECKOUT,
    });
    const [tarball = ""] = readdirSync(this.#root);
    execFileSync("tar", ["-xzf", tarball], { cwd: this.#root });
    this.#unpacked = join(this.#root, "package");
  }

  /**
   * Does what `npm install` does in a folder, without a registry: the package is put there, and what it and the folder's
   * package.json need comes from the checkout.
   *
   * @returns the folder of the package
   */
  installIn(folder: string): string {
    const modules = join(folder, "node_modules");
    mkdirSync(modules, { recursive: true });
    const installed = join(modules, PACKAGE);
    cpSync(this.#unpacked, installed, { recursive: true });
    mkdirSync(join(modules, ".bin"));
    const main = join("..", PACKAGE, "dist", "provider", "cli", "main.js");
    symlinkSync(main, join(modules, ".bin", "mapped-domains"));
    const own = manifestOf(installed);
    const needed = { ...own.dependencies, ...own.peerDependencies, ...this.#neededBy(folder) };
    for (const name of Object.keys(needed).filter((one) => one !== PACKAGE)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(CHECKOUT, "node_modules", name), join(modules, name));
    }
    return installed;
  }

  #neededBy(folder: string): Readonly<Record<string, string>> {
    if (!readdirSync(folder).includes("package.json")) return {};
    const { dependencies, devDependencies } = manifestOf(folder);
    return { ...dependencies, ...devDependencies };
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

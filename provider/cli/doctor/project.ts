import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { versionOf } from "../versions";
import { ok, problem, type Step, skipped } from "./step";

/** A Pulumi project. */
export interface Project {
  /** Where its program is: the engine's host loads packages from there. */
  readonly folder: string;
  readonly isNode: boolean;
}

/** The project of a folder: like the engine, in the folder or in one above it. */
export async function findProject(folder: string): Promise<Project | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const text = await readFile(join(at, "Pulumi.yaml"), "utf8").catch(() => undefined);
    if (text !== undefined) {
      const main = /^main:\s*["']?([^"'\s]+)/m.exec(text)?.[1] ?? ".";
      const isNode = /^runtime:\s*(?:["']?nodejs|\{.*nodejs|\n\s+name:\s*["']?nodejs)/m.test(text);
      return { folder: join(at, main), isNode };
    }
    if (at === dirname(at)) return undefined;
  }
}

const PACKAGES = ["pulumi-mapped-domains", "@pulumi/pulumi"] as const;

/** Whether the engine finds the packages from the program's folder. */
export function packageStep({ folder, isNode }: Project): Step {
  if (!isNode) return skipped("packages", "the project's program is not one of Node.js");
  const versions = PACKAGES.map((name) => ({ name, version: versionOf(name, folder) }));
  const missing = versions.filter(({ version }) => version === undefined).map(({ name }) => name);
  if (missing.length === 0)
    return ok("packages", versions.map(({ name, version }) => `${name} ${version}`).join(", "));
  return problem(
    "packages",
    `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not found from the program's folder`,
    `Install what is missing there: npm install ${missing.join(" ")}`,
  );
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Findings } from "./findings";
import { programFor } from "./program";

export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What a new project is made of. */
export interface NewProject {
  readonly name: string;
  readonly findings: readonly Findings[];
  /** Of this package. */
  readonly version: string;
  /** Of Node.js, the major one. */
  readonly node: number;
}

/** The files of a new project. */
export function projectFiles(project: NewProject): ProjectFile[] {
  return [
    { path: "Pulumi.yaml", text: pulumiYaml(project) },
    { path: "index.ts", text: programFor(project.findings) },
    { path: "package.json", text: packageJson(project) },
    { path: "tsconfig.json", text: TSCONFIG },
    { path: ".gitignore", text: "node_modules/\n" },
  ];
}

/** A name that the engine takes for a project, made of a folder's. */
export function projectName(folder: string): string {
  const name = folder
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[-._]+|[-._]+$/g, "")
    .slice(0, 100);
  return name === "" ? "mapped-domains" : name;
}

/** @returns what is wrong with a project's name */
export const problemOfName = (name: string): string | undefined =>
  /^[\w.-]{1,100}$/.test(name)
    ? undefined
    : `"${name}" is no name of a project: it has letters, digits, hyphens, underscores and dots, at most 100`;

const PANELS = { hestia: "a HestiaCP panel", enhance: "an Enhance panel" } as const;

function pulumiYaml({ name, findings }: NewProject): string {
  const panels = findings.map(({ kind }) => PANELS[kind]).join(" and ");
  // YAML takes some words and every number for something else than a text.
  const isPlain = /^[a-z][\w.-]*$/i.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return [
    `name: ${isPlain ? name : JSON.stringify(name)}`,
    `description: Customers' domains on ${panels}.`,
    "runtime: nodejs",
    "",
  ].join("\n");
}

/** Node.js 20 is not supported by the SDK from 3.249 on. */
const sdkFor = (node: number): string => (node < 22 ? ">=3.216.0 <3.249.0" : "^3.216.0");

function packageJson({ name, version, node }: NewProject): string {
  const content = {
    name: name.toLowerCase().replace(/^[._]+/, ""),
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": sdkFor(node), "pulumi-mapped-domains": `^${version}` },
    devDependencies: { "@types/node": `^${node}.0.0`, typescript: "~5.9.0" },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2022",
      module: "commonjs",
      moduleResolution: "node10",
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
    },
    files: ["index.ts"],
  },
  undefined,
  2,
)}\n`;

/**
 * Writes a file that is not there yet.
 *
 * @returns whether it was written; a file that is there is left as it is
 */
export async function writeNew(folder: string, { path, text }: ProjectFile): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, path), text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

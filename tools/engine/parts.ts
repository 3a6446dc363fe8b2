import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareVersions, requiredGoVersion, requiredModuleVersion } from "./versions";

/** One program that is built from a Go module beside this file. */
export interface GoPart {
  /** The name of the program's file, without `.exe`. */
  readonly name: string;
  /** What it is called in a report. */
  readonly title: string;
  /** The folder with its go.mod and go.sum. */
  readonly folder: string;
  readonly goPackage: string;
  /** The version it is told to have. */
  readonly version: string;
  /** The Go version that its go.mod asks for. */
  readonly goVersion: string;
}

/** What an engine folder is made of, as the files beside this one declare it. */
export interface EngineParts {
  /** The version of the CLI and the engine, whether downloaded or built. */
  readonly version: string;
  readonly goParts: readonly GoPart[];
  /** The newest Go version that one of the parts asks for. */
  readonly goVersion: string;
  /** The file of ours that starts the dynamic resource host. */
  readonly resourceHost: string;
  /** Every text that decides what comes out: the go.mod and go.sum files and the resource host. */
  readonly sources: readonly string[];
}

export const RESOURCE_HOST = "pulumi-resource-pulumi-nodejs";
export const LANGUAGE_HOST = "pulumi-language-nodejs";

const programs = [
  {
    name: "pulumi",
    title: "the Pulumi CLI and engine",
    folder: "cli",
    module: "github.com/pulumi/pulumi/pkg/v3",
    goPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  },
  {
    name: LANGUAGE_HOST,
    title: "the Node.js language host",
    folder: "language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
    goPackage: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
];

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing in tools/engine`);
  return value;
}

/** Reads the go.mod and go.sum files: they are the only place where the versions stand. */
export function readParts(root: string = __dirname): EngineParts {
  const sources: string[] = [];
  const goParts = programs.map(({ name, title, module, goPackage, ...part }) => {
    const folder = join(root, part.folder);
    const goMod = readFileSync(join(folder, "go.mod"), "utf8");
    sources.push(goMod, readFileSync(join(folder, "go.sum"), "utf8"));
    const version = must(requiredModuleVersion(goMod, module), `the version of ${module}`);
    const goVersion = must(requiredGoVersion(goMod), `the go line of ${part.folder}/go.mod`);
    return { name, title, folder, goPackage, version, goVersion };
  });
  const resourceHost = join(root, RESOURCE_HOST);
  sources.push(readFileSync(resourceHost, "utf8"));
  const newest = goParts.map((part) => part.goVersion).sort(compareVersions);
  return {
    version: must(goParts[0], "the CLI").version,
    goParts,
    goVersion: must(newest.at(-1), "a Go version"),
    resourceHost,
    sources,
  };
}

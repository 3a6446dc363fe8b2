import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";

/** The checkout that the tests run in. */
export const CHECKOUT = resolve(__dirname, "..", "..");

/**
 * Makes a project's folder: Pulumi.yaml, package.json, and the checkout's packages behind links, so that the program
 * and the dynamic resources see `@pulumi/pulumi` and `pulumi-mapped-domains` as in a user's own project.
 */
export function writeProject(folder: string, name: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  symlinkSync(join(CHECKOUT, "node_modules", "@pulumi"), join(modules, "@pulumi"), "dir");
  symlinkSync(CHECKOUT, join(modules, "pulumi-mapped-domains"), "dir");
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name, main: "index.js", runtime }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, main: "index.js" }));
}

interface StackFile {
  config?: Record<string, unknown>;
}

/** Changes the configuration in a stack's file; the CLI would take a quarter of a second for each change. */
export function editConfig(file: string, edit: (config: Record<string, unknown>) => void): void {
  const content = (parse(readFileSync(file, "utf8")) ?? {}) as StackFile;
  content.config ??= {};
  edit(content.config);
  writeFileSync(file, stringify(content));
}

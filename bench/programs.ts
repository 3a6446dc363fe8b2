import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "./record";

/** One resource of a program. */
export interface Declared {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A Pulumi program of the benchmark, and what has to stand in its folder. */
export interface Program {
  /** What it is, as progress lines and results say it. */
  readonly subject: "ours" | "set" | "textbook" | "floor" | "probe" | "without repair";
  readonly source: string;
  readonly declared: readonly Declared[];
  /** Files by their path in the program's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Packages of this checkout that the program requires beside the usual ones. */
  readonly packages: readonly string[];
}

const text = (file: string): string => readFileSync(join(__dirname, file), "utf8");

const module_ = (name: string, file: string, source: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0" }),
  [`node_modules/${name}/${file}`]: source,
});

/** As many customers' domains, all of one length. */
export const domains = (count: number, prefix = "customer"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(4, "0")}.test`);

/** A resource for each domain. */
export const singly = (names: readonly string[]): Declared[] =>
  names.map((domain) => ({ name: domain, args: { domain } }));

/** One resource for all domains. */
export const together = (names: readonly string[]): Declared[] => [{ name: "all", args: { domains: names } }];

export const ours = (declared: readonly Declared[]): Program => ({
  subject: "ours",
  source: text("ours/single.js"),
  declared,
  files: {},
  packages: [],
});

export const oursOnEnhance = (declared: readonly Declared[]): Program => ({
  ...ours(declared),
  source: text("ours/enhance.js"),
});

export const ourSet = (names: readonly string[]): Program => ({
  subject: "set",
  source: text("ours/set.js"),
  declared: together(names),
  files: {},
  packages: [],
});

export const withoutRepair = (declared: readonly Declared[]): Program => ({
  subject: "without repair",
  source: text("ours/withoutRepair.js"),
  declared,
  files: module_("without-repair", "index.js", text("ours/withoutRepairHandler.js")),
  packages: [],
});

export const textbook = (declared: readonly Declared[]): Program => ({
  subject: "textbook",
  source: text("textbook/program.js"),
  declared,
  files: {},
  packages: ["axios"],
});

/** A name for the floor's package that is as long as ours, so that the provider texts are, too. */
const STUB = { ours: "pulumi-mapped-domains/host", name: "engine-floor-of-bench", path: "stub" };

/** The same resources with a handler that does nothing. */
export function floor(declared: readonly Declared[], recorded: Recorded): Program {
  const provider = recorded.provider.replace(STUB.ours, `${STUB.name}/${STUB.path}`);
  if (provider.length !== recorded.provider.length || provider === recorded.provider)
    throw new Error(`the floor's provider text is not like ours: ${provider}`);
  return stubbed("floor", declared, recorded, provider);
}

/** The same, and each create waits until no more arrive: to see how many the engine has in flight. */
export const probe = (declared: readonly Declared[], recorded: Recorded): Program =>
  stubbed(
    "probe",
    declared,
    recorded,
    `exports.handler=()=>require(${JSON.stringify(`${STUB.name}/${STUB.path}`)}).probe`,
  );

function stubbed(
  subject: Program["subject"],
  declared: readonly Declared[],
  { type, outputs, answers }: Recorded,
  provider: string,
): Program {
  return {
    subject,
    source: text("floor/program.js"),
    declared,
    files: {
      ...module_(STUB.name, `${STUB.path}.js`, text("floor/stub.js")),
      [`node_modules/${STUB.name}/recorded.json`]: JSON.stringify(answers),
      "stub.json": JSON.stringify({ type, outputs, provider }),
    },
    packages: [],
  };
}

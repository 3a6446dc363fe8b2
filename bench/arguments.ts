import type { Group } from "./recorder";

export interface Arguments {
  readonly groups: readonly Group[];
  readonly quick: boolean;
  /** What to print instead of measuring anything. */
  readonly print?: string;
}

/** @throws Error with what is wrong with the command line */
export function parseArguments(args: readonly string[], groups: readonly Group[]): Arguments {
  const quick = args.includes("--quick");
  if (args.includes("--help")) return { groups: [], quick, print: help(groups) };
  if (args.includes("--list")) return { groups: [], quick, print: list(groups) };
  const unknown = args.find((arg) => arg !== "--quick" && !groups.some(({ name }) => name === arg));
  if (unknown !== undefined)
    throw new Error(`there is no group or option "${unknown}"; there are:\n${list(groups)}`);
  const chosen = groups.filter(({ name }) => args.includes(name));
  return { groups: chosen.length === 0 ? groups : chosen, quick };
}

function list(groups: readonly Group[]): string {
  const width = Math.max(...groups.map(({ name }) => name.length));
  const line = ({ name, about, minutes }: Group) =>
    `  ${name.padEnd(width)}  ${String(minutes).padStart(2)} min  ${about}\n`;
  return groups.map(line).join("");
}

function help(groups: readonly Group[]): string {
  return `npm run bench [-- [--quick] [group ...]]

Measures this package beside the textbook dynamic provider and the engine's floor, all groups or the named ones:
${list(groups)}
  --list   prints the groups
  --quick  a few resources and one repetition of everything, in some minutes: shows that all works, judges no goal

Results are kept by group, each of one run, on one machine, in bench/results.json and docs/benchmark.md. A quick
run writes bench/results-partial.json.
`;
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECKOUT } from "../test/support/project";
import { type Machine, machine } from "./machine";
import { page } from "./page";
import { plot } from "./plot";
import type { Curve, Recorder } from "./recorder";
import type { Run } from "./rig";
import type { ResultRow } from "./row";

/** What was measured for one group, all of it in one run on one machine. */
export interface GroupResult {
  readonly name: string;
  readonly about: string;
  readonly machine: Machine;
  /** When, in ISO form. */
  readonly measured: string;
  readonly rows: readonly ResultRow[];
  readonly curves?: readonly Curve[];
  readonly runs: readonly Run[];
}

/** The latest results of each group. */
export interface Results {
  readonly groups: readonly GroupResult[];
}

const KEPT = "bench/results.json";

/**
 * Writes what was measured as JSON, as a page of the docs, and as the plot. Groups that were not measured now keep what
 * they had.
 *
 * @param order the names of all groups
 * @returns the files, as seen from the checkout
 */
export async function writeResults(
  recorders: readonly Recorder[],
  order: readonly string[],
  quick: boolean,
): Promise<string[]> {
  const here = await machine();
  const measured = new Date().toISOString();
  const fresh = recorders.map(({ group: { name, about }, rows, curves, runs }): GroupResult => {
    const common = { name, about, machine: here, measured, rows: rows.map((row) => row.toJSON()), runs };
    return curves.length === 0 ? common : { ...common, curves };
  });
  if (quick) {
    const curves = fresh.flatMap((group) => group.curves ?? []);
    return write({
      "bench/results-partial.json": json({ quick, groups: fresh }),
      ...(curves.length === 0 ? {} : { "bench/benchmark-partial.svg": plot(curves) }),
    });
  }
  const all = new Map([...kept(), ...fresh].map((group) => [group.name, group]));
  const groups = order.flatMap((name) => all.get(name) ?? []);
  const curves = groups.flatMap((group) => group.curves ?? []);
  const results: Results = { groups };
  return write({
    [KEPT]: json(results),
    "docs/benchmark.md": page(results),
    ...(curves.length === 0 ? {} : { "docs/benchmark.svg": plot(curves) }),
  });
}

/** What earlier runs have left. */
function kept(): readonly GroupResult[] {
  const file = join(CHECKOUT, KEPT);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, "utf8")) as Results).groups;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

function write(files: Readonly<Record<string, string>>): string[] {
  for (const [path, text] of Object.entries(files)) {
    const file = join(CHECKOUT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text.trimEnd()}\n`);
  }
  return Object.keys(files);
}

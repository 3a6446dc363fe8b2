import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECKOUT } from "../test/support/project";
import { machine } from "./machine";
import { page } from "./page";
import { plot } from "./plot";
import type { Recorder } from "./recorder";

/**
 * Writes everything that was measured as JSON and as a page of the docs, and the plot where there are curves.
 *
 * @param whole whether all groups were measured at full size: only then do the files change that are kept
 * @returns the files, as seen from the checkout
 */
export async function writeResults(recorders: readonly Recorder[], whole: boolean): Promise<string[]> {
  const quick = recorders.some((recorder) => recorder.quick);
  const measured = new Date();
  const here = await machine();
  const results = {
    measured: measured.toISOString(),
    ...(quick ? { quick } : {}),
    machine: here,
    groups: recorders.map(({ group: { name, about }, rows, curves, runs }) => ({
      name,
      about,
      rows,
      ...(curves.length === 0 ? {} : { curves }),
      runs,
    })),
  };
  const files = [
    { path: `bench/results${whole ? "" : "-partial"}.json`, text: JSON.stringify(results, null, 2) },
  ];
  if (whole) files.push({ path: "docs/benchmark.md", text: page(recorders, here, measured) });
  const curves = recorders.flatMap((recorder) => recorder.curves);
  if (curves.length > 0)
    files.push({ path: quick ? "bench/benchmark-partial.svg" : "docs/benchmark.svg", text: plot(curves) });
  for (const { path, text } of files) {
    const file = join(CHECKOUT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text.trimEnd()}\n`);
  }
  return files.map(({ path }) => path);
}

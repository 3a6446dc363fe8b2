import { findEngine } from "../tools/engine";
import { parseArguments } from "./arguments";
import { Recorder } from "./recorder";
import { summary, table } from "./report";
import { writeResults } from "./results";
import { removeFolders } from "./rig";
import { GROUPS } from "./scenarios";

async function main(): Promise<void> {
  const { groups, quick, print } = parseArguments(process.argv.slice(2), GROUPS);
  if (print !== undefined) {
    process.stdout.write(print);
    return;
  }
  await findEngine();
  const recorders: Recorder[] = [];
  for (const group of groups) {
    const recorder = new Recorder(group, quick);
    recorders.push(recorder);
    await group.measure(recorder);
    process.stdout.write(`${table(recorder)}\n`);
  }
  const order = GROUPS.map(({ name }) => name);
  const files = await writeResults(recorders, order, quick);
  const { text, missed } = summary(recorders, quick);
  process.stdout.write(`Written: ${files.join(", ")}\n${text}`);
  if (missed > 0) process.exitCode = 1;
}

// What was started ends in this process's "exit" handlers, which a signal alone does not call. The folders come last,
// when nothing writes into them any more.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    process.once("exit", removeFolders);
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { record } from "./record";
import { picture } from "./svg";

/** Where README shows it. */
const FILE = join(resolve(__dirname, "..", ".."), "docs", "run.svg");
const TITLE =
  "A program with three domains, pulumi up, and a preview after somebody removed a name on the panel";

async function main(): Promise<void> {
  writeFileSync(FILE, await picture(await record(), TITLE));
  process.stdout.write(`Written: ${FILE}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`picture: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { engineEnvironment, findEngine, NoEngineError } from "../engine";
import { Panels } from "./panels";
import { Pulumi } from "./pulumi";
import { tour, Unexpected } from "./tour";

const ROOT = resolve(__dirname, "..", "..");
/** A name that no stack of yours has: its file is removed afterwards. */
const STACK = "local-panels";
/** Where the CLI keeps the stack's configuration: beside the project's Pulumi.yaml. */
const STACK_FILE = join(ROOT, `Pulumi.${STACK}.yaml`);

async function main(): Promise<void> {
  const { folder } = await findEngine();
  const home = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-quickstart-"));
  let panels: Panels | undefined;
  try {
    rmSync(STACK_FILE, { force: true });
    const pulumi = new Pulumi(folder, engineEnvironment(folder, home), ROOT, STACK);
    await pulumi.ask("stack", "init", STACK);
    panels = await Panels.start(pulumi);
    await tour(pulumi, panels);
  } finally {
    await panels?.close();
    rmSync(home, { recursive: true, force: true });
    rmSync(STACK_FILE, { force: true });
  }
}

main().catch((error: unknown) => {
  const known = error instanceof Unexpected || error instanceof NoEngineError;
  const text = known || !(error instanceof Error) ? String(error).replace(/^Error: /, "") : error.stack;
  process.stderr.write(`quickstart: ${text}\n`);
  process.exitCode = 1;
});

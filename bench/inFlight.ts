import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Panel } from "./panel";
import { type Declared, probe } from "./programs";
import type { Recorded } from "./record";
import type { Scenario } from "./scenario";

/** How many creates of a program the engine has in flight at once: the most that came while none was answered. */
export async function inFlight(
  scenario: Scenario,
  panel: Panel,
  declared: readonly Declared[],
  recorded: Recorded,
  flags: readonly string[],
): Promise<number> {
  const rig = await scenario.rig(panel, probe(declared, recorded));
  await scenario.run(rig, "up", { flags });
  const batches = readFileSync(join(rig.stack.folder, "batches"), "utf8").trim().split("\n").map(Number);
  scenario.say(`in flight: ${batches.join(", ")}`);
  return Math.max(...batches);
}

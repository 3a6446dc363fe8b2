import { createInterface } from "node:readline";
import { hestiaState, hestiaUser, hestiaWebDomain, startHestiaPanel } from "../../panels/hestia";
import { panelTime } from "./latency";
import { ACCOUNT, ACCOUNTS, SITES, siteOf } from "./sites";

/*
 * The benchmark's panel, in a process of its own so that it does not take its turns from the one that measures. It
 * prints its port. A line `model` or `none` on its input sets the latency and is printed back. It ends with its input,
 * however the process at the other end has ended.
 */
async function main(): Promise<void> {
  let latency = "none";
  const withWebDomains = (names: readonly string[]) =>
    hestiaUser({ webDomains: Object.fromEntries(names.map((name) => [name, hestiaWebDomain()])) });
  const others = ACCOUNTS.map((account) => [account, withWebDomains([siteOf(account)])] as const);
  const panel = await startHestiaPanel({
    state: hestiaState({ users: { [ACCOUNT]: withWebDomains(SITES), ...Object.fromEntries(others) } }),
    latency: (call) => (latency === "model" ? panelTime(call) : 0),
  });
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => {
    latency = line;
    process.stdout.write(`${line}\n`);
  });
  input.on("close", () => void panel.close());
  process.stdout.write(`${panel.host.split(":")[1]}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`the benchmark's panel: ${error}\n`);
  process.exit(1);
});

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { demoCredentials, type HestiaPanel, realisticLatency, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine, NoEngineError } from "../engine";
import { Pulumi } from "./pulumi";

const ROOT = resolve(__dirname, "..", "..");
const STACK = "quickstart";
/** The local panel takes a third of the time that a quiet real one was measured to take. */
const PACE = 1 / 3;

class Unexpected extends Error {}

/** Says what comes next, in a line that stands out from the engine's own output. */
function say(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : `== ${text}`}\n`);
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Unexpected(otherwise);
}

async function main(): Promise<void> {
  const { folder } = await findEngine();
  const home = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-quickstart-"));
  const panel = await startHestiaPanel({ latency: realisticLatency(PACE) });
  try {
    const pulumi = new Pulumi(folder, engineEnvironment(folder, home), ROOT, STACK);
    await tour(pulumi, panel);
  } finally {
    await panel.close();
    rmSync(home, { recursive: true, force: true });
    rmSync(join(ROOT, `Pulumi.${STACK}.yaml`), { force: true });
  }
}

async function tour(pulumi: Pulumi, panel: HestiaPanel): Promise<void> {
  say(`A local Hestia panel listens on ${panel.url}`);
  rmSync(join(ROOT, `Pulumi.${STACK}.yaml`), { force: true });
  await pulumi.ask("stack", "init", STACK);
  const account = (await pulumi.ask("config", "get", "hestia:account")).trim();
  const webDomain = (await pulumi.ask("config", "get", "hestia:webDomain")).trim();
  await pulumi.ask("config", "set", "hestia:apiUrl", panel.url);
  await pulumi.ask("config", "set", "hestia:accessKey", demoCredentials.accessKey);
  await pulumi.ask("config", "set", "--secret", "hestia:secretKey", demoCredentials.secretKey);

  const onPanel = () => [...panel.aliases(account, webDomain)].sort();
  const showPanel = () =>
    say(`Web domain ${webDomain} on the panel: ${onPanel().join(", ") || "no alias"}\n`);
  const inState = async () => namesIn(await pulumi.ask("stack", "export"));

  say("What would be done with the domains of examples/quickstart/domains.yaml:");
  expect((await pulumi.show("preview", "--diff")) === 0, "the preview failed");
  expect(panel.log.length === 0, "the preview called the panel");

  say("Now for real:");
  expect((await pulumi.show("up", "--yes", "--skip-preview")) === 0, "the update failed");
  showPanel();
  const mapped = await inState();
  expect(mapped.length > 0, "the update mapped nothing");
  expect(same(onPanel(), mapped), "the panel does not have what the state says");

  const victim = mapped[0] ?? "";
  say(`Somebody removes ${victim} by hand on the panel.`);
  panel.setAliases(
    account,
    webDomain,
    onPanel().filter((name) => name !== victim),
  );
  expect(
    (await pulumi.show("refresh", "--yes", "--skip-preview", "--diff", "--suppress-outputs")) === 0,
    "the refresh failed",
  );
  expect(!(await inState()).includes(victim), `the refresh did not see that ${victim} is gone`);

  say("The next update puts it back:");
  expect(
    (await pulumi.show("up", "--yes", "--skip-preview", "--suppress-outputs")) === 0,
    "the update failed",
  );
  showPanel();
  expect(same(onPanel(), mapped), `${victim} is not back on the panel`);

  say("And another one has nothing to do, and does not call the panel at all:");
  panel.clearLog();
  expect(
    (await pulumi.show("up", "--yes", "--skip-preview", "--suppress-outputs", "--expect-no-changes")) === 0,
    "it changed something",
  );
  expect(panel.log.length === 0, "it called the panel");

  say("All of it is taken down again:");
  expect((await pulumi.show("destroy", "--yes", "--skip-preview")) === 0, "the destroy failed");
  showPanel();
  expect(onPanel().length === 0, "the panel still has aliases");
  say("That was the quickstart. To do it on a panel of yours, see the README.");
}

/** Every name that web aliases own, out of an exported state. */
function namesIn(exported: string): string[] {
  const state = JSON.parse(exported) as {
    deployment: { resources?: { type: string; outputs?: { names?: string[] } }[] };
  };
  const aliases = (state.deployment.resources ?? []).filter(({ type }) => type.endsWith("hestia:WebAlias"));
  return aliases.flatMap(({ outputs }) => outputs?.names ?? []).sort();
}

const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();

main().catch((error: unknown) => {
  const known = error instanceof Unexpected || error instanceof NoEngineError;
  process.stderr.write(
    `quickstart: ${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});

import type { Panels } from "./panels";
import type { Pulumi } from "./pulumi";

/** Something turned out otherwise than the quickstart promises. */
export class Unexpected extends Error {}

/** Says what comes next, in lines that stand out from the engine's own output. */
function say(text: string): void {
  process.stdout.write(
    process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m\n` : `== ${text.replace(/\n(?=.)/g, "\n== ")}\n`,
  );
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Unexpected(otherwise);
}

/** What a user would do with the package, on real engine and local panels; each step is held to what it promises. */
export async function tour(pulumi: Pulumi, panels: Panels): Promise<void> {
  const succeeds = async (operation: string, ...flags: string[]) =>
    expect((await pulumi.show(operation, ...flags)) === 0, `\`pulumi ${operation}\` failed`);
  const run = ["--yes", "--skip-preview"];
  const quiet = [...run, "--suppress-outputs"];
  const inState = async () => namesIn(await pulumi.ask("stack", "export"));

  say(`On this machine there are now ${panels.addresses}.`);
  say("What would be done with the domains of examples/quickstart/domains.yaml:");
  await succeeds("preview", "--diff");
  expect(panels.mapped().length === 0, "the preview mapped something");

  say("Now for real:");
  await succeeds("up", ...run);
  say(panels.describe());
  const mapped = await inState();
  expect(mapped.length > 0, "the update mapped nothing");
  expect(same(panels.mapped(), mapped), "the panels do not have what the state says");

  const victims = panels.tamper();
  say(`Somebody removes ${victims.join(" and ")} by hand on the panels. A plain preview shows it:`);
  await succeeds("preview", "--diff");
  const seen = await pulumi.ask("preview", "--json");
  expect(
    victims.every((name) => seen.includes(`${name} is not on the panel`)),
    "the preview did not see it",
  );

  say("The next update puts them back:");
  await succeeds("up", ...quiet);
  say(panels.describe());
  expect(same(panels.mapped(), mapped), "they are not back on the panels");

  say("And another one looks at the panels, one call to each, and has nothing to do:");
  panels.callsSince();
  await succeeds("up", "--expect-no-changes", ...quiet);
  expect(panels.callsSince() === 2, "it took more than one call to each");

  say("All of it is taken down again:");
  await succeeds("destroy", ...run);
  say(panels.describe());
  expect(panels.mapped().length === 0, "a panel still maps some");
  say("That was the quickstart. To do it on panels of yours, see the README.");
  say("To watch a local panel in the browser while you use it: npx mapped-domains panel hestia");
}

/** Every name that the resources own, out of an exported state. */
function namesIn(exported: string): string[] {
  const state = JSON.parse(exported) as {
    deployment: { resources?: { type: string; outputs?: { names?: string[] } }[] };
  };
  const mappings = (state.deployment.resources ?? []).filter(({ type }) =>
    /(hestia:WebAlias|enhance:Domain)$/.test(type),
  );
  return mappings.flatMap(({ outputs }) => outputs?.names ?? []).sort();
}

const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();

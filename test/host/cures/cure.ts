import { expect } from "chai";
import type { Declared, RunResult } from "../../support/engine";
import { inMessages } from "./texts";
import { World } from "./world";

type Step = (world: World, text: string) => unknown;
type Operation = "preview" | "up" | "refresh" | "destroy" | ((world: World) => Promise<RunResult>);

/** One failure, the advice in its message, and the steps that follow it. */
export interface Cure {
  readonly title: string;
  /** The advice in the message: sentences of provider/, or clauses, with `…` for what is filled in. */
  readonly advice: readonly string[];
  /** Prepares the panels. */
  readonly prepare?: Step;
  /** A program that works; it is brought up first. */
  readonly program?: Readonly<Record<string, Declared>>;
  /** Causes the failure: on the panel, in the configuration or in the program. */
  readonly cause: Step;
  /** The operation that fails, or prints the advice. @default "up" */
  readonly operation?: Operation;
  /** Whether the operation succeeds and prints the advice as a warning. @default false */
  readonly succeeds?: boolean;
  /** Does what the message says, and nothing else. */
  readonly cure: Step;
  /** The operation that succeeds afterwards. @default the operation that failed */
  readonly retry?: Operation;
  /** Whether the case does not apply to a set with the one name. @default false */
  readonly singleOnly?: boolean;
  /** What else must be true afterwards. */
  readonly verify?: Step;
}

const run = (world: World, operation: Operation): Promise<RunResult> =>
  typeof operation === "string" ? world[operation]() : operation(world);

/** Runs a failure and its cure on a stack, with the program as it is or with sets. */
export async function runCure(cure: Cure, inSets = false): Promise<void> {
  const world = await World.start();
  world.inSets = inSets;
  try {
    await runCureIn(world, cure);
  } finally {
    await world.close();
  }
}

async function runCureIn(
  world: World,
  {
    advice,
    prepare,
    program,
    cause,
    operation = "up",
    succeeds = false,
    cure,
    retry = operation,
    verify,
  }: Cure,
): Promise<void> {
  await prepare?.(world, "");
  if (program !== undefined) {
    world.program = { ...program };
    const before = await world.up();
    expect(before.ok, before.text).to.equal(true);
  }
  await cause(world, "");
  const failed = await run(world, operation);
  expect(failed.ok, failed.text).to.equal(succeeds);
  for (const piece of advice) expect(failed.text).to.match(inMessages(piece));

  await cure(world, failed.text);
  const retried = await run(world, retry);
  expect(retried.ok, retried.text).to.equal(true);
  for (const piece of advice) expect(retried.text).not.to.match(inMessages(piece));
  await verify?.(world, retried.text);
  if (retry !== "up") return;
  for (const name of Object.keys(world.program)) {
    const { names, failed: left = {} } = world.outputs(name);
    expect(names, `the names of ${name}`).to.have.property("length").above(0);
    expect(left, `what failed of ${name}`).to.deep.equal({});
  }
  const again = await world.up();
  expect([again.ok, again.steps], `once more: ${again.text}`).to.deep.equal([true, []]);
  // Every run prints the notice on domains of a server.
  expect(retried.text, "nothing new is said").to.contain(again.text);
}

export const alias = (args: object = {}): Declared => ({
  on: "hestiaWebAlias",
  args: { domain: "acme.com", ...args },
});
export const aliases = (domains: unknown, args: object = {}): Declared => ({
  on: "hestiaWebAliases",
  args: { domains, ...args },
});
export const domain = (args: object = {}): Declared => ({
  on: "enhanceDomain",
  args: { domain: "globex.com", ...args },
});
export const domains = (names: unknown, args: object = {}): Declared => ({
  on: "enhanceDomains",
  args: { domains: names, ...args },
});

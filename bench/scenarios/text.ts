import { delimiter, dirname } from "node:path";
import { bytes, counts } from "../figures";
import { exactly, under } from "../goals";
import { installCopy, ownVersion } from "../installs";
import { type OtherNode, otherNode } from "../otherNode";
import { domains, floor, ourSet, ours, type Program, singly, textbook } from "../programs";
import { record } from "../record";
import type { Group, Recorder } from "../recorder";
import type { Rig } from "../rig";
import type { Scenario } from "../scenario";

const OTHER_VERSION = "98.76.54";
/** A version, a path or a folder of some package manager would show as a change after an upgrade. */
const FOREIGN = /\d|node_modules|\\|"[./]|\.\./;

/** What stands in the state. */
export const text: Group = {
  name: "text",
  about: "the provider text, and the size of the state",
  minutes: 2,
  async measure(recorder) {
    const names = domains(3);
    await constant(recorder, "HestiaWebAlias", ours(singly(names)));
    await constant(recorder, "HestiaWebAliases", ourSet(names));
    await recorder.scenario("state of a set", async (scenario) => {
      const row = scenario.row("bytes of the state for each domain of a set");
      const panel = await scenario.panel("none");
      const [few, more] = [domains(recorder.size(10)), domains(recorder.size(60))];
      const less = await state(scenario, panel, ourSet(few));
      const most = await state(scenario, panel, ourSet(more));
      row.set({ ours: bytes((most.bytes - less.bytes) / (more.length - few.length)) });
    });
    await recorder.scenario("state", async (scenario) => {
      const row = scenario.row("bytes of the state for each resource");
      const texts = scenario.row("bytes of the provider text");
      const panel = await scenario.panel("none");
      const [few, more] = [singly(domains(recorder.size(10))), singly(domains(recorder.size(60)))];
      const own = [await state(scenario, panel, ours(few)), await state(scenario, panel, ours(more))];
      const recorded = own[1]?.recorded();
      if (recorded === undefined) throw new Error("there was no run of ours");
      const stub = [
        await state(scenario, panel, floor(few, recorded)),
        await state(scenario, panel, floor(more, recorded)),
      ];
      const theirs = [
        await state(scenario, panel, textbook(few)),
        await state(scenario, panel, textbook(more)),
      ];
      const each = ([less, most]: typeof own) =>
        bytes(((most?.bytes ?? 0) - (less?.bytes ?? 0)) / (more.length - few.length));
      const length = ([one]: typeof own) => bytes(Buffer.byteLength(one?.recorded().provider ?? ""));
      row.set({ ours: each(own), textbook: each(theirs), floor: each(stub) });
      texts.set({
        ours: length(own),
        textbook: length(theirs),
        floor: length(stub),
        note: "the engine keeps it twice for each resource",
      });
    });
  },
};

type Panel = Awaited<ReturnType<Scenario["panel"]>>;

async function state(scenario: Scenario, panel: Panel, program: Program) {
  await panel.store([]);
  const rig = await scenario.rig(panel, program);
  await scenario.run(rig, "up");
  const resources = rig.resources();
  return { bytes: rig.stateBytes, recorded: () => record(resources) };
}

/** Is the text short, and the same whatever made the state? */
async function constant(recorder: Recorder, resource: string, program: Program): Promise<void> {
  await recorder.scenario(resource, async (scenario) => {
    const length = scenario.goal(`${resource}: bytes of the provider text`, under(100, "bytes"));
    const equal = scenario.goal(`${resource}: texts of all installations`, exactly(1, "text"));
    const panel = await scenario.panel("none");
    const other = await otherNode();
    const texts = new Set<string>();
    const compared: string[] = [];
    for (const { title, prepare } of installations(other)) {
      await panel.store([]);
      const rig = await scenario.rig(panel, program);
      prepare(rig);
      await scenario.run(rig, "up");
      for (const { inputs, outputs } of rig.resources())
        for (const properties of [inputs, outputs]) texts.add(String(properties?.__provider));
      compared.push(title);
    }
    const foreign = [...texts].find((one) => FOREIGN.test(one));
    if (foreign !== undefined) throw new Error(`the text names more than the package: ${foreign}`);
    const lengths = [...texts].map((one) => Buffer.byteLength(one));
    length.set({ ours: bytes(Math.max(...lengths)) }, Math.max(...lengths));
    const note = `compared: ${compared.join("; ")}${other === undefined ? "; no other Node.js was to be had" : ""}`;
    equal.set({ ours: counts([texts.size], "text"), note }, texts.size);
  });
}

interface Installation {
  readonly title: string;
  readonly prepare: (rig: Rig) => void;
}

function installations(other: OtherNode | undefined): Installation[] {
  const here: Installation[] = [
    { title: `${ownVersion()} by a link on ${process.version}`, prepare: () => undefined },
    {
      title: `${OTHER_VERSION} as npm installs it`,
      prepare: (rig) => installCopy(rig.stack.folder, "npm", OTHER_VERSION),
    },
    {
      title: `${OTHER_VERSION} as pnpm does`,
      prepare: (rig) => installCopy(rig.stack.folder, "pnpm", OTHER_VERSION),
    },
  ];
  if (other === undefined) return here;
  const { executable, version } = other;
  const onOther: Installation = {
    title: `${ownVersion()} on ${version}`,
    prepare: ({ stack: { env } }) => {
      env.PATH = [dirname(executable), env.PATH].join(delimiter);
    },
  };
  return [...here, onOther];
}

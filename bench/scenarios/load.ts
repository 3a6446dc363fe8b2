import { DynamicHost } from "../../test/support/host";
import { mebibytes, median, milliseconds } from "../figures";
import { atMost, noMoreThan } from "../goals";
import type { Group } from "../recorder";

/** What a provider text loads in the host. */
const LOADS = {
  nothing: "",
  libraries: 'require("axios");require("zod");',
  ours: 'require("pulumi-mapped-domains/host").hestiaWebAlias;',
  // The library that waits for the first call is loaded as well.
  calling: 'require("pulumi-mapped-domains/host").hestiaWebAlias;require("axios");',
};
type Load = keyof typeof LOADS;

interface Loaded {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes of resident memory of the whole process right after it. */
  readonly memory: number;
}

/** What it takes to load the implementation, where it is loaded: in Pulumi's dynamic host. */
export const load: Group = {
  name: "load",
  about: "loading the implementation in a dynamic host that has just started",
  minutes: 2,
  async measure(recorder) {
    await recorder.scenario("load", async (scenario) => {
      const rows = (["ours", "calling"] as const).map((kind) => {
        const what = kind === "ours" ? "" : ", with what the first call loads";
        return {
          kind,
          time: scenario.goal(`time, by that of axios and zod alone${what}`, atMost(1.5)),
          memory: scenario.goal(`memory over the bare host${what}`, noMoreThan(40, "MiB")),
        };
      });
      const kinds: readonly Load[] = ["ours", "libraries", "calling", "nothing"];
      const loaded: Record<Load, Loaded[]> = { nothing: [], libraries: [], ours: [], calling: [] };
      // One to warm the file cache up, which no figure counts.
      for (const kind of kinds) await inHost(kind);
      const rounds = recorder.times(11);
      for (let round = 0; round < rounds; round++) {
        for (let turn = 0; turn < kinds.length; turn++) {
          const kind = kinds[(round + turn) % kinds.length] ?? "ours";
          loaded[kind].push(await inHost(kind));
        }
      }
      const times = (kind: Load) => loaded[kind].map((one) => one.time);
      const memories = (kind: Load) => loaded[kind].map((one) => one.memory);
      scenario.say(
        `ours ${times("ours").map(Math.round)} ms, libraries ${times("libraries").map(Math.round)} ms`,
      );
      const bare = median(memories("nothing"));
      const over = (kind: Load) => memories(kind).map((bytes) => bytes - bare);
      for (const { kind, time, memory } of rows) {
        time.set({
          ours: milliseconds(...times(kind)),
          floor: milliseconds(...times("libraries")),
          ratio: median(times(kind)) / median(times("libraries")),
          note: `medians of ${rounds}; the floor is axios and zod`,
        });
        memory.set(
          {
            ours: mebibytes(...over(kind)),
            floor: mebibytes(...over("libraries")),
            note: `resident memory; the bare host has ${mebibytes(bare).text}`,
          },
          median(over(kind)) / 2 ** 20,
        );
      }
    });
  },
};

/** Loads it in a new host by a provider text, as states have one, that measures itself and answers in a check. */
async function inHost(kind: Load): Promise<Loaded> {
  const provider =
    `exports.handler=()=>{const start=performance.now();${LOADS[kind]}const time=performance.now()-start;` +
    "const memory=process.memoryUsage().rss;return{check:async()=>({inputs:{time,memory}})}}";
  const host = await DynamicHost.start({ provider });
  try {
    const { inputs } = await host.check("loaded", undefined, {});
    return { time: Number(inputs.time), memory: Number(inputs.memory) };
  } finally {
    await host.stop();
  }
}

import { expect } from "chai";
import type { Handler } from "../support/handlers";
import { ACCOUNT, callsTo, N, S } from "../support/hestia";
import { Bench, Resource } from "./bench";
import type { Run } from "./lives";

/** Takes a resource through each of the lives. */
export function liveThrough(lives: Readonly<Record<string, readonly Run[]>>, handler: Handler): void {
  for (const [life, runs] of Object.entries(lives)) {
    describe(life, function () {
      this.timeout(60_000);
      let bench: Bench;
      const resource = new Resource("acme", handler);
      before(async () => {
        bench = await Bench.start();
      });
      after(() => bench?.close());

      for (const { title, meanwhile, run, does, calls, stored, second = [], says = /^$/ } of runs) {
        it(title, async () => {
          const { panel } = bench;
          if (meanwhile !== undefined) panel.setAliases(ACCOUNT, N, [...meanwhile]);
          const host = await bench.run();
          const act = async (): Promise<Run["does"]> => {
            if (run === "refresh") return (await resource.refresh(host)) ? "there" : "gone";
            if (run !== "destroy") return resource.declare(host, run);
            await resource.destroy(host);
            return "done";
          };
          expect(await act()).to.equal(does);
          expect(callsTo(panel)).to.deep.equal(calls);
          expect(panel.aliases(ACCOUNT, N)).to.deep.equal(stored);
          expect(panel.aliases(ACCOUNT, S)).to.deep.equal(second);
          if (typeof run === "string") return;

          const own = [...stored, ...second].filter((name) => name !== "other.test");
          expect(resource.outputs.names).to.have.members(own.map(canonical));
          const before = panel.log.length;
          expect(await resource.declare(host, run), "once more").to.equal("same");
          expect(panel.log.length).to.equal(before);
          expect(host.output).to.match(says);
        });
      }
    });
  }
}

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, "");

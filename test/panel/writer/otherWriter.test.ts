import { expect } from "chai";
import { ACCOUNT, N, numbered } from "./harness";
import { simulated } from "./simulation";

const ADD = "v-add-web-domain-alias";

describe("writer: beside another writer", () => {
  it("the last list comes after the longest possible call of another writer that began before ours ended", () =>
    simulated({}, async ({ panel, time, start }) => {
      const [ours, theirs] = [start(), start()];
      const ensure = (name: string) =>
        ours.writer.submit({
          kind: "ensure",
          client: ours.client,
          webDomain: N,
          names: [name],
          restart: "yes",
          accepts: () => true,
        });
      panel.faults.add({ command: ADD, do: "other-writer", when: "after", add: ["theirs.test"] });
      await ensure("first.test");
      let call: Promise<void> | undefined;
      panel.faults.add({
        command: ADD,
        do: "hook",
        when: "before",
        run: () => {
          // Reads the aliases some milliseconds before our write.
          call = time.sleep(700).then(() => theirs.client.add(ACCOUNT, N, numbered(50), "yes"));
        },
      });
      await ensure("second.test");
      await call;
      expect(panel.aliases(ACCOUNT, N)).to.include.members(["first.test", "second.test", ...numbered(50)]);
    }));
});

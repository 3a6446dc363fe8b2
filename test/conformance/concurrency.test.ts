import { expect } from "chai";
import { describeRows, UNIQUE_NAME_ROWS } from "./describeRows";

/** As many as the engine sends at once on a machine with two cores. */
const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);

describeRows(
  "many resources at once",
  UNIQUE_NAME_ROWS.filter(({ isSet }) => !isSet),
  (row, given) => {
    const declare = (names: readonly string[]) =>
      Promise.allSettled(names.map((name) => given.another(name).declare(row.args(name))));

    it("are all created, and all deleted", async () => {
      const all = NAMES.map((name) => given.another(name));
      await Promise.all(all.map((one) => one.declare(row.args(one.name))));
      expect(given.harness.names()).to.have.members(NAMES);
      given.harness.nextRun();
      await Promise.all(all.map((one) => one.destroy()));
      expect(given.harness.names()).to.deep.equal([]);
      expect(given.messages).to.deep.equal([]);
    });

    it("fail one by one: the others are added", async () => {
      given.harness.giveToOthers?.("customer3.test");
      const results = await declare(NAMES);
      const failed = NAMES.filter((_, index) => results[index]?.status === "rejected");
      expect(failed).to.deep.equal(["customer3.test"]);
      expect(given.harness.names()).to.have.members(NAMES.filter((name) => name !== "customer3.test"));
    });

    it("all fail where no name can be added", async () => {
      given.harness.giveToOthers?.(...NAMES);
      expect((await declare(NAMES)).map(({ status }) => status)).to.deep.equal(NAMES.map(() => "rejected"));
      expect(given.harness.names()).to.deep.equal([]);
    });
  },
);

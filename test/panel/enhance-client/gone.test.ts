import { expect } from "chai";
import { failure, type Resource } from "../../support/engine";
import { EnhanceHarness, SITE } from "../../support/enhance";

/** Both resources of a website: arguments, and arguments that remove a name. */
const KINDS = [
  [(harness: EnhanceHarness) => harness.single(), { domain: "acme.com" }, undefined],
  [(harness: EnhanceHarness) => harness.set(), { domains: ["a.com", "b.com"] }, { domains: ["a.com"] }],
  [(harness: EnhanceHarness) => harness.set("emptied"), { domains: ["a.com", "b.com"] }, { domains: [] }],
] as const;

for (const [make, args, less] of KINDS) {
  describe(`a website that is gone with what was mapped to it: ${JSON.stringify(less ?? args)}`, () => {
    let harness: EnhanceHarness;
    let resource: Resource;
    beforeEach(async () => {
      harness = await EnhanceHarness.start();
      resource = make(harness);
      await resource.declare(args);
      harness.nextRun();
      delete harness.panel.state.websites[SITE];
    });
    afterEach(() => harness.close());

    const GONE =
      /did not list the website's domains \[HTTP 404.*There is no such website, or not in this organization/;
    /** Expects an error, and an unchanged state. */
    async function fails(operation: () => Promise<unknown>, expected: RegExp) {
      const { id, outputs } = resource;
      harness.nextRun();
      const { message } = await failure(operation());
      expect(message).to.match(expected).and.match(GONE);
      expect([resource.id, resource.outputs.names]).to.deep.equal([id, outputs.names]);
      expect(harness.writes).to.deep.equal([]);
    }

    it("fails a delete, and the error says how to delete the resource from the state", () =>
      fails(
        () => resource.destroy(),
        /^delete .*What was mapped to something that is gone for good, `pulumi state delete <urn>` forgets\.$/,
      ));

    it("fails a refresh, and the resource does not count as gone", () =>
      fails(() => resource.refresh(), /^read /));

    if (less === undefined) return;
    it("fails an update, also one that removes everything", async () => {
      const { names } = resource.outputs;
      const { message } = await failure(resource.declare(less));
      expect(message)
        .to.match(/^update /)
        .and.match(GONE);
      expect(resource.outputs.names).to.deep.equal(names);
      expect(harness.writes).to.deep.equal([]);
    });
  });
}

import { expect } from "chai";
import { findUser, findWebDomain, type HestiaPanelOptions, startHestiaPanel } from "../../panels/hestia";
import { ACCOUNT, connectionTo, N, S } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

/** A panel with latency that, as the real one, loses one of two writes at once. */
const LOSES_WRITES: HestiaPanelOptions = {
  latency: { "v-add-web-domain-alias": 60, "v-delete-web-domain-alias": 60 },
};
const NAMES = Array.from({ length: 12 }, (_, index) => `customer${index + 1}.test`);

describe("twelve aliases at once", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    const program = NAMES.map((domain) => alias(domain, { domain })).join("");
    harness = await HestiaStackHarness.start({ program, panel: LOSES_WRITES });
  });
  after(() => harness?.close());

  it("are lost in part where twelve callers add them without a writer: the panel answers OK each time", async () => {
    const panel = await startHestiaPanel(LOSES_WRITES);
    try {
      const { "hestia:accessKey": access_key = "", "hestia:secretKey": secret_key = "" } =
        connectionTo(panel);
      const answers = await Promise.all(
        NAMES.map((name) => {
          const command = { cmd: "v-add-web-domain-alias", arg1: ACCOUNT, arg2: N, arg3: name, arg4: "no" };
          return fetch(panel.url, {
            method: "POST",
            body: new URLSearchParams({ access_key, secret_key, ...command }),
          });
        }),
      );
      expect(answers.map(({ status }) => status)).to.deep.equal(NAMES.map(() => 204));
      expect(panel.aliases(ACCOUNT, N).length).to.be.below(NAMES.length);
    } finally {
      await panel.close();
    }
  });

  it("are all there after an up, stored and served", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(NAMES);
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(NAMES);
  });

  it("are refreshed with one list", async () => {
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("are all gone after a destroy", async () => {
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
    expect(harness.panel.served(ACCOUNT, N)).to.deep.equal([]);
    expect(await harness.stack.resources()).to.deep.equal([]);
  });
});

describe("one alias among others that the panel refuses", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: ["a.test", "b.test", "c.test"].map((domain) => alias(domain, { domain })).join(""),
    });
  });
  after(() => harness?.close());

  const created = async () =>
    (await harness.stack.resources()).map(({ urn }) => urn.split("::").at(-1) ?? "").sort();

  it("because of a limit does not stop the others, and the error says what to raise", async () => {
    Object.assign(findUser(harness.panel.state, ACCOUNT) ?? {}, { webAliases: 2 });
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(
      /error: Limit reached[\s\S]*?Raise WEB_ALIASES[\s\S]*?During create of [abc]\.test on .*code 8 \(E_LIMIT\)/,
    );
    expect(harness.stored()).to.have.length(2);
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(harness.stored());
    expect(await created()).to.deep.equal([...harness.stored()].sort());
  });

  it("is added by the next up when the limit was raised", async () => {
    Object.assign(findUser(harness.panel.state, ACCOUNT) ?? {}, { webAliases: 3 });
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.have.length(1);
    expect(harness.stored()).to.have.members(["a.test", "b.test", "c.test"]);
  });

  it("because its web domain is suspended does not stop aliases of other web domains", async () => {
    Object.assign(findWebDomain(harness.panel.state, ACCOUNT, N) ?? {}, { suspended: true });
    harness.declare(
      alias("d.test", { domain: "d.test" }) + alias("e.test", { domain: "e.test", webDomain: S }),
    );
    const up = await harness.up("--continue-on-error");
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(
      /Unsuspend the web domain[\s\S]*?During create of d\.test on .*code 5 \(E_SUSPENDED\)/,
    );
    expect(harness.stored()).not.to.include("d.test");
    expect(harness.stored(S)).to.deep.equal(["e.test"]);
    expect(harness.panel.served(ACCOUNT, S)).to.deep.equal(["e.test"]);
  });
});

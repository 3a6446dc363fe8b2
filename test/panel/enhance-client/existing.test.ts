import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceBench, SITE, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createWebsiteMappedDomain";

describe("a domain that is there already", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    domain = bench.single();
    bench.panel.setDomains(SITE, ["acme.com"]);
    bench.panel.domain("acme.com").domain = "ACME.com";
  });
  afterEach(() => bench.close());

  it("is adopted with nothing sent to change it", async () => {
    await domain.declare(acme);
    expect(bench.calls).to.deep.equal(["list", "website", "dns"]);
    expect(domain.outputs).to.deep.include({ adopted: true, names: ["acme.com"] });
  });

  it("is adopted and brought in line with what is declared", async () => {
    await domain.declare({ ...acme, kind: "addon" });
    expect(bench.writes).to.deep.equal(["change kind=addon"]);
    expect(domain.outputs).to.include({ adopted: true, kind: "addon" });
  });

  it("stays told as adopted when it changes", async () => {
    await domain.declare(acme);
    await domain.declare({ ...acme, kind: "addon" });
    expect(domain.outputs).to.include({ adopted: true });
  });

  it("is removed with the resource that adopted it", async () => {
    await domain.declare(acme);
    bench.next();
    await domain.destroy();
    expect(bench.mapped).to.deep.equal([]);
  });

  const REFUSED = /\w+\.com is on this website already, and onExisting is "fail"\. Set onExisting to "adopt"/;

  it('is refused where onExisting is "fail"', async () => {
    const { kind, message } = await failureOf(domain.declare({ ...acme, onExisting: "fail" }));
    expect(kind).to.equal("conflict");
    expect(message).to.match(REFUSED);
    expect(bench.calls).to.deep.equal(["list"]);
  });

  it("is refused where the stack's configuration says so, unless the argument says otherwise", async () => {
    bench.next({ ...websiteOn(bench.panel), "enhance:onExisting": "fail" });
    expect((await failureOf(domain.declare(acme))).message).to.match(REFUSED);
    await domain.declare({ ...acme, onExisting: "adopt" });
    expect(domain.outputs).to.include({ adopted: true });
  });

  it('is its own where onExisting is "fail" and it was created with that', async () => {
    const args = { domain: "own.com", onExisting: "fail" };
    await domain.declare(args);
    bench.next();
    expect(await domain.declare({ ...args, kind: "addon" })).to.equal("update");
  });

  for (const [onExisting, told] of [
    ["adopt", undefined],
    ["fail", REFUSED],
  ] as const) {
    it(`since a moment ago, by somebody else, is as one that was there (${onExisting})`, async () => {
      const run = () => bench.panel.setDomains(SITE, ["new.com"]);
      bench.panel.faults.add({ do: "hook", when: "before", operationId: POST, run });
      const declared = domain.declare({ domain: "new.com", onExisting });
      if (told === undefined) await declared;
      else expect((await failureOf(declared)).message).to.match(told);
      expect(bench.panel.calls(POST)).to.have.length(1);
    });
  }
});

import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { EnhanceBench, serverOn } from "../../support/enhance";
import { failureOf } from "./errors";

const OWN = { primary: demoEnhance.domain, preview: demoEnhance.previewDomain } as const;
const TOLD = {
  primary:
    /the domain is the website's primary one, .*Leave it out of the program\. To map it like the others, make/,
  preview: /the domain is the website's preview, which the panel makes and removes itself\. Leave it out/,
} as const;

describe("a domain that is the website's own", () => {
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
  });
  afterEach(() => bench.close());

  for (const kind of ["primary", "preview"] as const) {
    it(`is not adopted: ${kind}`, async () => {
      const before = structuredClone(bench.panel.state);
      for (const args of [{}, { kind: "alias" }, { documentRoot: "shop" }, { onExisting: "adopt" }]) {
        const { kind: failure, message } = await failureOf(
          bench.single().declare({ domain: OWN[kind], ...args }),
        );
        expect(failure).to.equal("conflict");
        expect(message)
          .to.match(/^create .* on .*: /)
          .and.match(TOLD[kind]);
      }
      expect(bench.writes).to.deep.equal([]);
      expect(bench.panel.state).to.deep.equal(before);
    });

    it(`is not changed and not removed where it became so later: ${kind}`, async () => {
      const domain = bench.single();
      await domain.declare({ domain: "acme.com", kind: "alias" });
      bench.panel.domain("acme.com").mappingKind = kind;
      bench.next();
      expect(await domain.refresh()).to.equal(true);
      expect(domain.outputs).to.include({ kind, mappingKind: kind });
      const change = await failureOf(domain.declare({ domain: "acme.com", kind: "addon" }));
      expect(change.message)
        .to.match(/^update acme\.com/)
        .and.match(TOLD[kind]);
      bench.next();
      const removal = await failureOf(domain.destroy());
      expect(removal.message)
        .to.match(/^delete acme\.com/)
        .and.match(TOLD[kind]);
      expect(bench.writes).to.deep.equal([]);
      expect(bench.mapped).to.deep.equal(["acme.com"]);
    });
  }
});

describe("a name that is the server's own", () => {
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start({}, serverOn);
  });
  afterEach(() => bench.close());

  const TOLD_SERVER =
    /is the server's own host name, which is not to be adopted or removed\. Leave it out of the program, or make another/;

  it("is not adopted", async () => {
    const { message } = await failureOf(bench.single().declare({ domain: demoEnhance.serverDomain }));
    expect(message)
      .to.match(/^create node1\.host\.example\.net on .*\(server .*\): /)
      .and.match(TOLD_SERVER);
    expect(bench.writes).to.deep.equal([]);
  });

  it("is not removed, and neither is anything beside it", async () => {
    const domain = bench.single();
    await domain.declare({ domain: "acme.com", www: true });
    bench.panel.domain("www.acme.com").mappingKind = "primary";
    bench.next();
    const { message } = await failureOf(domain.destroy());
    expect(message).to.match(TOLD_SERVER);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.added).to.deep.equal(["acme.com", "www.acme.com"]);
  });
});

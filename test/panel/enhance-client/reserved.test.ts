import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { EnhanceHarness, serverOn } from "../../support/enhance";
import { failureOf } from "./errors";

const OWN = { primary: demoEnhance.domain, preview: demoEnhance.previewDomain } as const;
const REASONS = {
  primary:
    /the domain is the website's primary one, .*Leave it out of the program\. To map it like the others, make/,
  preview: /the domain is the website's preview, which the panel makes and removes itself\. Leave it out/,
} as const;

describe("a domain that is the website's own", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
  });
  afterEach(() => harness.close());

  for (const kind of ["primary", "preview"] as const) {
    it(`is not adopted: ${kind}`, async () => {
      const before = structuredClone(harness.panel.state);
      for (const args of [{}, { kind: "alias" }, { documentRoot: "shop" }, { onExisting: "adopt" }]) {
        const { kind: failure, message } = await failureOf(
          harness.single().declare({ domain: OWN[kind], ...args }),
        );
        expect(failure).to.equal("conflict");
        expect(message)
          .to.match(/^create .* on .*: /)
          .and.match(REASONS[kind]);
      }
      expect(harness.writes).to.deep.equal([]);
      expect(harness.panel.state).to.deep.equal(before);
    });

    it(`is not changed and not removed where it became so later: ${kind}`, async () => {
      const domain = harness.single();
      await domain.declare({ domain: "acme.com", kind: "alias" });
      harness.panel.domain("acme.com").mappingKind = kind;
      harness.nextRun();
      expect(await domain.refresh()).to.equal(true);
      expect(domain.outputs).to.include({ kind, mappingKind: kind });
      const change = await failureOf(domain.declare({ domain: "acme.com", kind: "addon" }));
      expect(change.message)
        .to.match(/^update acme\.com/)
        .and.match(REASONS[kind]);
      harness.nextRun();
      const removal = await failureOf(domain.destroy());
      expect(removal.message)
        .to.match(/^delete acme\.com/)
        .and.match(REASONS[kind]);
      expect(harness.writes).to.deep.equal([]);
      expect(harness.mapped).to.deep.equal(["acme.com"]);
    });
  }
});

describe("a name that is the server's own", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start({}, serverOn);
  });
  afterEach(() => harness.close());

  const SERVER_REASON =
    /is the server's own host name, which is not to be adopted or removed\. Leave it out of the program, or make another/;

  it("is not adopted", async () => {
    const { message } = await failureOf(harness.single().declare({ domain: demoEnhance.serverDomain }));
    expect(message)
      .to.match(/^create node1\.host\.example\.net on .*\(server .*\): /)
      .and.match(SERVER_REASON);
    expect(harness.writes).to.deep.equal([]);
  });

  it("is not removed, and neither is anything beside it", async () => {
    const domain = harness.single();
    await domain.declare({ domain: "acme.com", www: true });
    harness.panel.domain("www.acme.com").mappingKind = "primary";
    harness.nextRun();
    const { message } = await failureOf(domain.destroy());
    expect(message).to.match(SERVER_REASON);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.added).to.deep.equal(["acme.com", "www.acme.com"]);
  });
});

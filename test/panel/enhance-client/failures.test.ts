import { expect } from "chai";
import { EnhanceHarness, PLACE, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

import { FAILING } from "./failingCreates";

describe("a create that fails", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
  });
  afterEach(() => harness.close());

  for (const { title, config, panel, args, place = PLACE, expected, cure, calls = ["list"] } of FAILING) {
    it(`reports ${title}`, async () => {
      panel?.(harness.panel);
      harness.nextRun({ ...websiteOn(harness.panel), ...config });
      const domain = harness.single();
      const failure = await failureOf(domain.declare({ domain: "acme.com", ...args }));
      const head = `create acme.com on ${harness.panel.host} (${place}): `;
      expect(failure.message.slice(0, head.length)).to.equal(head);
      expect(failure.message.slice(head.length)).to.match(expected);
      expect(failure.cure).to.match(cure);
      expect(failure.message.endsWith(failure.cure ?? "no cure")).to.equal(true);
      expect(harness.calls).to.deep.equal(calls);
      expect(harness.mapped).to.deep.equal([]);
      expect(domain.id, "it is not in the state").to.equal("");
    });
  }

  it("reports a panel where nothing listens, or whose certificate is not trusted", async () => {
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:apiUrl": "http://127.0.0.1:9/api/" });
    const { message } = await failureOf(harness.single().declare({ domain: "acme.com" }));
    expect(message).to.match(/^create acme\.com on 127\.0\.0\.1:9 \(.*\): the connection was refused/);
    harness.nextRun({
      ...websiteOn(harness.panel),
      "enhance:apiUrl": harness.panel.url.replace("http:", "https:"),
    });
    expect((await failureOf(harness.single().declare({ domain: "acme.com" }))).kind).to.equal("unreachable");
  });
});

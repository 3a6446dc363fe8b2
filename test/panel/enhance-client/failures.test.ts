import { expect } from "chai";
import { EnhanceBench, PLACE, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

import { FAILING } from "./failing";

describe("a create that fails", () => {
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
  });
  afterEach(() => bench.close());

  for (const { title, config, panel, args, place = PLACE, told, cure, calls = ["list"] } of FAILING) {
    it(`tells of ${title}`, async () => {
      panel?.(bench.panel);
      bench.next({ ...websiteOn(bench.panel), ...config });
      const domain = bench.single();
      const failure = await failureOf(domain.declare({ domain: "acme.com", ...args }));
      const head = `create acme.com on ${bench.panel.host} (${place}): `;
      expect(failure.message.slice(0, head.length)).to.equal(head);
      expect(failure.message.slice(head.length)).to.match(told);
      expect(failure.cure).to.match(cure);
      expect(failure.message.endsWith(failure.cure ?? "no cure")).to.equal(true);
      expect(bench.calls).to.deep.equal(calls);
      expect(bench.mapped).to.deep.equal([]);
      expect(domain.id, "it is not in the state").to.equal("");
    });
  }

  it("tells of a panel where nothing listens, or that has another certificate than a trusted one", async () => {
    bench.next({ ...websiteOn(bench.panel), "enhance:apiUrl": "http://127.0.0.1:9/api/" });
    const { message } = await failureOf(bench.single().declare({ domain: "acme.com" }));
    expect(message).to.match(/^create acme\.com on 127\.0\.0\.1:9 \(.*\): the connection was refused/);
    bench.next({ ...websiteOn(bench.panel), "enhance:apiUrl": bench.panel.url.replace("http:", "https:") });
    expect((await failureOf(bench.single().declare({ domain: "acme.com" }))).kind).to.equal("unreachable");
  });
});

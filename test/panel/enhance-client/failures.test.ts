import { expect } from "chai";
import { Bench, Domain, failureOf, PLACE, websiteOn } from "./bench";

import { FAILING } from "./failing";

describe("a create that fails", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.close());

  for (const { title, config, panel, args, place = PLACE, told, cure, calls = ["list"] } of FAILING) {
    it(`tells of ${title}`, async () => {
      panel?.(bench.panel);
      bench.next({ ...websiteOn(bench.panel), ...config });
      const domain = new Domain(bench);
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
    const { message } = await failureOf(new Domain(bench).declare({ domain: "acme.com" }));
    expect(message).to.match(/^create acme\.com on 127\.0\.0\.1:9 \(.*\): the connection was refused/);
    bench.next({ ...websiteOn(bench.panel), "enhance:apiUrl": bench.panel.url.replace("http:", "https:") });
    expect((await failureOf(new Domain(bench).declare({ domain: "acme.com" }))).kind).to.equal("unreachable");
  });
});

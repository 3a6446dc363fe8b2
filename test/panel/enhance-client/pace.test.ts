import { expect } from "chai";
import type { EnhanceRequest } from "../../../panels/enhance";
import { connectionTo, EnhanceHarness, ORG, SITE, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);
const LIST = "getWebsiteDomainMappings";

describe("the pace of calls to a panel", () => {
  let harness: EnhanceHarness;
  /** When calls arrived, by the run's own clock. */
  let arrivals: number[];
  beforeEach(async () => {
    arrivals = [];
    const latency = (_request: EnhanceRequest) => {
      arrivals.push(harness.clock.now());
      return 0;
    };
    harness = await EnhanceHarness.start({ latency });
  });
  afterEach(() => harness.close());

  const declareAll = (connections: readonly (string | undefined)[] = [undefined]) =>
    Promise.all(
      NAMES.map((domain, index) => {
        const connection = connections[index % connections.length];
        return harness.single(domain).declare({
          domain,
          ...(connection === undefined ? {} : { connection }),
        });
      }),
    );
  const mostAtOnce = () => Math.max(...harness.panel.log.map(({ inFlight }) => inFlight));

  it("is two at once, whatever the number of resources", async () => {
    await declareAll();
    expect(mostAtOnce()).to.equal(2);
    expect(harness.mapped).to.have.members(NAMES);
  });

  it("is two at once, whatever the number of connections", async () => {
    const { "enhance:apiUrl": apiUrl, "enhance:apiToken": apiToken } = connectionTo(harness.panel);
    const connections = JSON.stringify({ one: { apiUrl, apiToken }, two: { apiUrl, apiToken } });
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:connections": connections });
    await declareAll(["one", "two", undefined]);
    expect(mostAtOnce()).to.equal(2);
    expect(harness.mapped).to.have.members(NAMES);
  });

  it("is requestsPerSecond calls a second", async () => {
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:requestsPerSecond": "2" });
    await harness.single().declare(acme);
    expect(arrivals).to.deep.equal([0, 0, 1000, 1000, 2000]);
  });

  it("is five calls a second by default", async () => {
    const { "enhance:requestsPerSecond": _pace, ...config } = websiteOn(harness.panel);
    harness.nextRun(config);
    await harness.single().declare(acme);
    await harness.single("other").declare({ domain: "other.com" });
    expect(arrivals).to.deep.equal([0, 0, 0, 0, 0, 1000, 1000, 1000, 1000]);
  });

  it("waits for as long as a 429 asks, and calls again, also for a create, which was not done", async () => {
    harness.panel.faults.add(
      { do: "rate-limit", retryAfter: 7, operationId: LIST },
      { do: "rate-limit", retryAfter: 30, operationId: "createWebsiteMappedDomain" },
    );
    await harness.single().declare(acme);
    expect(harness.clock.slept).to.deep.equal([7_000, 30_000]);
    expect(harness.calls).to.deep.equal([
      "list",
      "list",
      "website",
      "map acme.com",
      "map acme.com",
      "list",
      "dns",
    ]);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });

  it("waits a second where a 429 does not say how long", async () => {
    harness.panel.faults.add({ do: "rate-limit", operationId: LIST });
    await harness.single().declare(acme);
    expect(harness.clock.slept).to.deep.equal([1_000]);
  });

  it("waits until the time that a 429 names", async () => {
    const headers = { "Retry-After": new Date(Date.now() + 60_000).toUTCString() };
    harness.panel.faults.add({ do: "answer", status: 429, headers, when: "before", operationId: LIST });
    await harness.single().declare(acme);
    expect(harness.clock.slept).to.have.length(1);
    expect(harness.clock.slept[0]).to.be.within(1_000, 60_000);
  });

  it("is an error where a 429 asks for more than two minutes", async () => {
    harness.panel.faults.add({ do: "rate-limit", retryAfter: 3_600, operationId: LIST });
    const { message } = await failureOf(harness.single().declare(acme));
    expect(harness.clock.slept).to.deep.equal([]);
    expect(message).to.match(
      /did not [^[]+, and asks to wait 3600 s \[HTTP 429, code too_many_requests\]\. Lower/,
    );
    expect(message).to.match(/Lower enhance:requestsPerSecond/);
  });

  it("is an error after several 429 in a row", async () => {
    harness.panel.faults.add({ do: "rate-limit", retryAfter: 2, operationId: LIST, times: 9 });
    const { message } = await failureOf(harness.single().declare(acme));
    expect(harness.calls).to.deep.equal(Array(5).fill("list"));
    expect(message).to.match(/HTTP 429, code too_many_requests.*Lower enhance:requestsPerSecond/);
  });

  it("field case 17: is one message for all calls that are refused alike, and the panel is not called again", async () => {
    for (const retryAfter of [3_600, 3_599, 3_598, 3_597])
      harness.panel.faults.add({ do: "rate-limit", retryAfter, operationId: LIST });
    const expected: string[] = [];
    for (const name of ["a", "b", "c", "d"]) {
      const { message } = await failureOf(harness.single(name).declare({ domain: `${name}.test` }));
      expected.push(message.replace(`${name}.test`, "…"));
    }
    expect(new Set(expected).size, expected.join("\n")).to.equal(1);
    expect(expected[0]).to.contain(", and asks to wait 3600 s [HTTP 429").and.not.contain("Retry-After");
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("field case 17: names no number of seconds where the panel answers 429 again and again", async () => {
    harness.panel.faults.add({ do: "rate-limit", retryAfter: 1, operationId: LIST, times: 9 });
    const { message } = await failureOf(harness.single().declare(acme));
    expect(message)
      .to.contain("HTTP 429")
      .and.not.match(/Retry-After|asks to wait/);
  });

  it("is kept for each panel: calls to another panel do not wait", async () => {
    const other = await EnhanceHarness.start();
    const { "enhance:apiUrl": apiUrl, "enhance:apiToken": apiToken } = connectionTo(other.panel);
    const entry = { apiUrl, apiToken, organizationId: ORG, websiteId: SITE, requestsPerSecond: 1000 };
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:connections": JSON.stringify({ eu1: entry }) });
    harness.panel.faults.add({ do: "rate-limit", retryAfter: 100, operationId: LIST });
    const times: number[] = [];
    harness.clock.meanwhile = async () => {
      if (times.length > 0) return;
      times.push(harness.clock.now());
      await harness.single("other").declare({ ...acme, connection: "eu1" });
    };
    await harness.single().declare(acme);
    expect(other.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(harness.clock.slept).to.deep.equal([100_000]);
    await other.close();
  });
});

import axios from "axios";
import { expect } from "chai";
import { EnhanceHarness } from "../../support/enhance";

describe("how deep it is from a handler to the HTTP library", () => {
  const { request } = axios.Axios.prototype;
  const { stackTraceLimit } = Error;
  afterEach(() => {
    axios.Axios.prototype.request = request;
    Error.stackTraceLimit = stackTraceLimit;
  });

  it("at most 12 frames, for the call that creates an Enhance domain", async () => {
    const harness = await EnhanceHarness.start();
    const frames: string[] = [];
    Error.stackTraceLimit = 50;
    axios.Axios.prototype.request = function looked(this: unknown, ...args: unknown[]) {
      const [config] = args as [{ method?: string }];
      if (config.method === "POST") frames.push(...(new Error("here").stack ?? "").split("\n"));
      return Reflect.apply(request, this, args);
    } as typeof request;
    await harness.single().declare({ domain: "acme.com" });
    await harness.close();
    const ours = frames.filter((frame) => frame.includes("/provider/"));
    expect(ours.at(-1)).to.match(/create .*dynamic\.ts/);
    expect(ours, ours.join("\n")).to.have.property("length").at.most(12);
  });
});

import { expect } from "chai";
import { DynamicHost, HostError, UNKNOWN } from "../support/host";

/** A provider that returns its arguments, so that a test sees both directions. */
const provider = `exports.handler = () => {
  let config;
  return {
    configure: async (request) => { config = request.config.get("test:key"); },
    check: async (olds, news) => ({
      inputs: { ...news, hadOlds: Object.keys(olds).length > 0 },
      failures: news.bad ? [{ property: "bad", reason: "is bad" }] : [],
    }),
    diff: async (id, olds, news) => ({
      changes: news.changes, replaces: news.replaces, deleteBeforeReplace: news.first,
    }),
    create: async (news) => {
      console.log("creating " + news.a);
      if (news.partial) {
        throw { message: "only half", id: "1", properties: { ...news, b: 2 }, reasons: ["one", "two"] };
      }
      return { id: "1", outs: { ...news, config, env: process.env.TEST_VALUE, cwd: process.cwd() } };
    },
    read: async (id, props) => (props.gone ? {} : { id, props, inputs: props.inputs }),
    update: async (id, olds, news) => ({ outs: { ...news, before: olds.a } }),
    delete: async (id) => { throw Object.assign(new Error("cannot delete " + id), { stack: "" }); },
  };
}`;

describe("the dynamic host", () => {
  let host: DynamicHost;
  before(async () => {
    host = await DynamicHost.start({ provider, config: { "test:key": "value" }, env: { TEST_VALUE: "set" } });
  });
  after(() => host?.stop());

  async function failure(operation: Promise<unknown>): Promise<HostError> {
    const error = await operation.catch((e: unknown) => e);
    expect(error).to.be.instanceOf(HostError);
    return error as HostError;
  }

  it("checks", async () => {
    expect(await host.check("one", undefined, { a: UNKNOWN, bad: true })).to.deep.equal({
      inputs: { a: UNKNOWN, bad: true, hadOlds: false },
      failures: [{ property: "bad", reason: "is bad" }],
    });
    expect(await host.check("one", {}, { list: ["x", { y: null }] })).to.deep.equal({
      inputs: { list: ["x", { y: null }], hadOlds: true },
      failures: [],
    });
  });

  it("compares", async () => {
    const nothing = { replaces: [], deleteBeforeReplace: false };
    expect(await host.diff("1", {}, { changes: false })).to.deep.equal({ changes: false, ...nothing });
    expect(await host.diff("1", {}, {})).to.deep.equal({ changes: undefined, ...nothing });
    expect(await host.diff("1", {}, { changes: true, replaces: ["a"], first: true })).to.deep.equal({
      changes: true,
      replaces: ["a"],
      deleteBeforeReplace: true,
    });
  });

  it("creates, with the configuration, the environment and the folder that were given", async () => {
    expect(await host.create({ a: 1 })).to.deep.equal({
      id: "1",
      properties: { a: 1, config: "value", env: "set", cwd: process.cwd() },
    });
    expect(host.output).to.equal("creating 1\n");
  });

  it("reports a partial failure as such", async () => {
    const error = await failure(host.create({ a: 1, partial: true }));
    expect(error).to.include({ message: "only half", code: 2 });
    expect(error.initFailed).to.deep.equal({
      id: "1",
      properties: { a: 1, partial: true, b: 2, __provider: provider },
      reasons: ["one", "two"],
    });
  });

  it("reads", async () => {
    expect(await host.read("1", { a: 1 })).to.deep.equal({ id: "1", properties: { a: 1 } });
    expect((await host.read("1", { inputs: { a: 2 } })).inputs).to.deep.equal({ a: 2 });
    expect((await host.read("1", { gone: true })).id).to.equal("");
  });

  it("updates", async () => {
    expect(await host.update("1", { a: 1 }, { a: 2 })).to.deep.equal({ properties: { a: 2, before: 1 } });
  });

  it("reports a failure with its message", async () => {
    const error = await failure(host.delete("1", {}));
    expect(error).to.include({ message: "cannot delete 1", code: 2 });
    expect(error.initFailed).to.equal(undefined);
  });

  it("stops", async () => {
    const { pid } = host;
    await host.stop();
    expect(() => process.kill(pid, 0)).to.throw("ESRCH");
    await host.stop();
  });

  it("says why it did not start", async () => {
    const error = await DynamicHost.start({ provider, env: { NODE_OPTIONS: "--no-such-option" } }).catch(
      (e: Error) => e.message,
    );
    expect(error).to.match(/the dynamic host did not start:[\s\S]*no-such-option/);
  });
});

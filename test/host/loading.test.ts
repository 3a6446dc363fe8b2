import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import type { Properties } from "../support/host";
import { CHECKOUT } from "../support/project";

/** Runs a preview with a handler, then a call to its panel, and prints the packages that each has loaded. */
const PROGRAM = `
  const [name, config, news, id] = JSON.parse(process.argv[1]);
  const print = () => {
    const packages = Object.keys(require.cache).flatMap((path) => path.match(/(?<=node_modules.)[\\w-]+/) ?? []);
    console.log([...new Set(packages)].join(" "));
  };
  (async () => {
    const handler = require("pulumi-mapped-domains/host")[name];
    handler.configure({ config: { get: (key) => config[key] } });
    const { inputs, failures } = await handler.check({}, news);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    await handler.diff(id, inputs, inputs);
    print();
    await handler.read(id, {}).catch(() => undefined);
    print();
  })();
`;

/** What is loaded after a preview, and after a call. */
async function loaded(name: string, config: object, news: Properties, id: string): Promise<string[]> {
  const args = ["-e", PROGRAM, JSON.stringify([name, config, news, id])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: CHECKOUT });
  return stdout.trimEnd().split("\n");
}

/** Nothing listens at this port. */
const NOWHERE = "http://127.0.0.1:9/api/";

describe("what is loaded, and when", () => {
  const hestia = {
    "hestia:apiUrl": NOWHERE,
    "hestia:apiHash": "hash",
    "hestia:account": "tenant1",
    "hestia:webDomain": "network.example.com",
  };
  const alias = "tenant1/network.example.com/acme.com";

  it("a web alias's preview loads no HTTP library and no public suffix list, a call loads the former", async () => {
    const [preview, call] = await loaded("hestiaWebAlias", hestia, { domain: "acme.com" }, alias);
    expect(preview).to.equal("zod");
    expect(call?.split(" ")).to.include("axios").and.not.include("tldts");
  });

  it("a set's preview loads as little, a call no more than an alias's", async () => {
    const domains = ["acme.com", "globex.com"];
    const [preview, call] = await loaded(
      "hestiaWebAliases",
      hestia,
      { domains },
      alias.replace("/acme.com", ""),
    );
    expect(preview).to.equal("zod");
    expect(call?.split(" ")).to.include("axios").and.not.include("tldts");
  });

  it('www "auto" loads the public suffix list', async () => {
    const news = { domain: "acme.com", www: "auto" };
    const [preview] = await loaded("hestiaWebAlias", hestia, news, alias);
    expect(preview?.split(" ")).to.include("tldts").and.not.include("axios");
  });

  it("an Enhance domain's preview, or a set's, loads no HTTP library, a call does", async () => {
    const { orgId: organizationId, websiteId } = demoEnhance;
    const enhance = {
      "enhance:apiUrl": NOWHERE,
      "enhance:apiToken": "token",
      "enhance:organizationId": organizationId,
      "enhance:websiteId": websiteId,
    };
    const website = `${organizationId}/${websiteId}`;
    for (const [handler, news, id] of [
      ["enhanceDomain", { domain: "acme.com" }, `${website}/acme.com`],
      ["enhanceDomains", { domains: ["acme.com"] }, website],
    ] as const) {
      const [preview, call] = await loaded(handler, enhance, news, id);
      expect(preview).to.equal("zod");
      expect(call?.split(" ")).to.include("axios");
    }
  });

  it("a DomainReady's preview loads no public suffix list", async () => {
    const news = { domains: ["acme.com"], addresses: ["127.0.0.1"], resolvers: ["127.0.0.1:9"] };
    const [preview] = await loaded("domainReady", {}, news, "ready");
    expect(preview).to.equal("zod");
  });
});

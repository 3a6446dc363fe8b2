import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { EnhanceHarness } from "../../support/enhance";
import { failureOf } from "./errors";

const { websiteId, orgId, otherOrgId, tokens } = demoEnhance;
const NOWHERE = "12345678-1234-4234-8234-123456789012";

describe("a website that is not in the organization", () => {
  let harness: EnhanceHarness;
  afterEach(() => harness?.close());

  const fails = async (config: Readonly<Record<string, string>>, domains: readonly string[]) => {
    harness = await EnhanceHarness.start();
    harness.nextRun({ ...harness.config, ...config });
    const messages: string[] = [];
    for (const domain of domains)
      messages.push((await failureOf(harness.single(domain).declare({ domain }))).message);
    return messages;
  };

  it("is told with the organization that has it, looked for once, however many domains", async () => {
    const config = { "enhance:organizationId": otherOrgId, "enhance:apiToken": tokens.masterOwner };
    const messages = await fails(config, ["a.test", "b.test", "c.test"]);
    for (const message of messages) {
      expect(message).to.contain(`website ${websiteId} belongs to organization ${orgId}`);
      expect(message).to.contain(`pulumi config set enhance:organizationId ${orgId}`);
    }
    expect(harness.panel.calls("getWebsites")).to.have.length(1);
    expect(harness.panel.calls("createWebsiteMappedDomain")).to.have.length(0);
  });

  it("is looked for once where no organization that the token sees has it, and the panel's answer stands", async () => {
    const messages = await fails({ "enhance:websiteId": NOWHERE }, ["a.test", "b.test"]);
    for (const message of messages) expect(message).to.contain("There is no such website");
    expect(harness.panel.calls("getWebsites")).to.have.length(1);
  });

  it("is not looked for where the token is refused", async () => {
    const config = { "enhance:organizationId": otherOrgId, "enhance:apiToken": `${tokens.owner}x` };
    const [message = ""] = await fails(config, ["a.test"]);
    expect(message).to.contain("The token is wrong, has expired, or may not be used from this address");
    expect(harness.panel.calls("getWebsites")).to.have.length(0);
  });
});

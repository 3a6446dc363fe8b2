import { expect } from "chai";
import { demoCredentials } from "../../panels/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

const THREE = ["a.test", "b.test", "c.test"].map((domain) => alias(domain, { domain })).join("");
const rotated = "rotated_full-secret=000000000000000000Cc";

describe("credentials", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: THREE });
  });
  after(() => harness?.close());

  const { accessKey, secretKey } = demoCredentials;
  const onPanel = (secret: string) => {
    const key = harness.panel.state.accessKeys[accessKey];
    if (key) key.secret = secret;
  };
  const inStack = (secret: string) => harness.stack.setConfig("hestia:secretKey", secret, { secret: true });

  it("that are wrong fail all aliases after one failed login, with an error that says what to do", async () => {
    await inStack(rotated);
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(
      /error: The panel refused the command, authentication failed[\s\S]*?Check the credential[\s\S]*?During create of [abc]\.test on .*code 9 \(E_PASSWORD\)/,
    );
    const advised = up.output.matchAll(/Check the credential[\s\S]*?During create of (\S+) on/g);
    expect(new Set(Array.from(advised, ([, domain]) => domain))).to.have.length(1);
    expect(up.output).not.to.contain(rotated);
    expect(harness.panel.state.authLog).to.have.length(1);
    expect(harness.stored()).to.deep.equal([]);
  });

  it("that are corrected work with the next up", async () => {
    await inStack(secretKey);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(["a.test", "b.test", "c.test"]);
  });

  it("show no difference when they are rotated", async () => {
    onPanel(rotated);
    await inStack(rotated);
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("that were rotated are used by a refresh after that up", async () => {
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("that fail in a refresh do not make an alias count as gone", async () => {
    onPanel(secretKey);
    const refresh = await harness.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.match(/During read of [abc]\.test on .*code 9 \(E_PASSWORD\)/);
    expect(await harness.stack.resources()).to.have.length(3);
    expect(harness.panel.state.authLog).to.have.length(2);
    onPanel(rotated);
  });

  it("are not in the state in plain text", () => {
    expect(harness.stack.stateText()).not.to.contain(rotated).and.not.to.contain(secretKey);
  });

  it("are refused where they are set without --secret, with the command that fixes it", async () => {
    await harness.stack.setConfig("hestia:secretKey", rotated);
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain(
      "hestia:secretKey is a credential and stands in the stack's configuration in clear",
    );
    expect(preview.output).to.contain("pulumi config set --secret hestia:secretKey <secretKey>");
    expect(preview.output).not.to.contain(rotated);
    await inStack(rotated);
  });

  it("are refused in plain text in a named connection as well", async () => {
    const key = "hestia:connections.eu1.apiPassword";
    await harness.stack.setConfig(key, "plain-password", { path: true });
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain(`pulumi config set --secret --path '${key}' <apiPassword>`);
    expect(preview.output).not.to.contain("plain-password");
    await harness.stack.setConfig(key, "plain-password", { path: true, secret: true });
    const repaired = await harness.preview("--expect-no-changes");
    expect(repaired.code, repaired.output).to.equal(0);
  });

  it("and addresses that are missing are reported with key, command and variable", async () => {
    for (const key of ["apiUrl", "accessKey", "secretKey", "account"]) {
      await harness.stack.removeConfig(`hestia:${key}`);
    }
    harness.declare(alias("d.test", { domain: "d.test" }));
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    for (const text of [
      "hestia:apiUrl is not set: pulumi config set hestia:apiUrl https://panel.example.com:8083/api/",
      "or set WU_HESTIA_API_URL in the environment",
      "pulumi config set --secret hestia:secretKey <secretKey>",
      "or set WU_HESTIA_API_HASH in the environment",
      "account is not set: give it as an argument, or pulumi config set hestia:account <account>, or set WU_HESTIA_ACCOUNT in the environment",
    ]) {
      expect(preview.output).to.contain(text);
    }
    expect(preview.output).not.to.contain("<nil>");
  });

  it("may come from the environment instead", async () => {
    Object.assign(harness.stack.env, {
      WU_HESTIA_API_URL: harness.panel.url,
      WU_HESTIA_API_HASH: demoCredentials.apiHash,
      WU_HESTIA_ACCOUNT: "tenant1",
    });
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.include("create d.test");
    expect(harness.stored()).to.deep.equal(["d.test"]);
  });
});

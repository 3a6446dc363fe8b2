import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { demoCredentials } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import type { Finished } from "../support/command";
import { selfSigned } from "../support/tls";
import { domain, EnhanceStackHarness, expectDone } from "./enhanceStack";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

const { accessKey, secretKey } = demoCredentials;
const exec = promisify(execFile);

/** Runs a command line in the program's folder, as its user would. */
const shell = ({ stack }: HestiaStackHarness, line: string) =>
  exec("sh", ["-c", line], { cwd: stack.folder, env: stack.env });

/** The commands in a message, with `<…>` or an example in place of a value. */
const COMMANDS =
  /(?:openssl [^\n|]*\| openssl x509 \| )?pulumi config set(?: --secret| --path)* ('[^']+'|[\w:.-]+)(?: (?:<\w+>|https:\S+\/api\/))?/g;

describe("cures that take the CLI", function () {
  this.timeout(240_000);
  let harness: HestiaStackHarness;
  let pem: string;
  before(async () => {
    const tls = await selfSigned();
    pem = tls.cert;
    harness = await HestiaStackHarness.start({
      program:
        alias("acme", { domain: "acme.com" }) + alias("far", { domain: "far.test", connection: "eu.1" }),
      panel: { tls },
    });
  });
  after(() => harness?.close());

  const followed: string[] = [];

  /** Runs every command of an error message, except those for other kinds of credentials. */
  async function follow(output: string): Promise<void> {
    const values: Record<string, string> = { apiUrl: harness.panel.url, accessKey, secretKey };
    const commands = new Set([...output.matchAll(COMMANDS)].map(([command]) => command));
    for (const command of commands) {
      const key = /(\w+)'?(?: <\w+>| https:\S+)?$/.exec(command)?.[1] ?? "";
      if (["apiHash", "apiPassword"].includes(key)) continue;
      expect(followed, `printed again: ${output}`).not.to.include(command);
      followed.push(command);
      await shell(harness, (await runnable(command)).replace(/(<\w+>|https:\S+)$/, values[key] ?? ""));
    }
  }

  /** Where there is no openssl, what it would print is read from a file. */
  async function runnable(command: string): Promise<string> {
    if (!command.startsWith("openssl")) return command;
    const there = await shell(harness, "command -v openssl").then(
      () => true,
      () => false,
    );
    if (there) return command;
    writeFileSync(join(harness.stack.folder, "panel.pem"), pem);
    return command.replace(/^openssl .*\| openssl x509 \|/, "cat panel.pem |");
  }

  it("field case 5: cure: a stack with every setting wrong works after the commands that its errors name", async () => {
    await harness.stack.setConfig("hestia:secretKey", secretKey);
    await harness.stack.setConfig('hestia:connections["eu.1"].secretKey', secretKey, { path: true });
    await harness.stack.removeConfig("hestia:apiUrl");
    // A preview reports what checks find; only the update finds the certificate.
    let isChecked = false;
    const attempt = async (): Promise<Finished> => {
      const preview = isChecked ? undefined : await harness.preview();
      isChecked ||= preview?.code === 0;
      return preview === undefined || preview.code === 0 ? harness.up() : preview;
    };
    const failures: string[] = [];
    let up = await attempt();
    while (up.code !== 0 && failures.length < 8) {
      failures.push(up.output);
      await follow(up.output);
      up = await attempt();
    }
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(["acme.com", "far.test"]);
    const host = harness.panel.host;
    const pipe = `openssl s_client -connect ${host} </dev/null | openssl x509 | pulumi config set`;
    expect(followed).to.have.members([
      "pulumi config set --secret hestia:secretKey <secretKey>",
      `pulumi config set --secret --path 'hestia:connections["eu.1"].secretKey' <secretKey>`,
      "pulumi config set hestia:apiUrl https://panel.example.com:8083/api/",
      `pulumi config set --path 'hestia:connections["eu.1"].apiUrl' https://panel.example.com:8083/api/`,
      `pulumi config set --path 'hestia:connections["eu.1"].accessKey' <accessKey>`,
      `${pipe} hestia:caCert`,
      `${pipe} --path 'hestia:connections["eu.1"].caCert'`,
    ]);
    expect(failures.join("\n")).to.contain("Store it encrypted: pulumi config set --secret ");
    expectClean(harness.stack.stateText());
  });

  it('field case 5: cure: a resource that was renamed under onExisting "fail" is known by its `aliases`', async () => {
    const renamed = (options: object) =>
      harness.declare(alias("renamed", { domain: "acme.com", onExisting: "fail" }, options));
    renamed({});
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.contain(
      "If it is this very resource, renamed or to be replaced, its `aliases` or `deleteBeforeReplace` option lets the engine know.",
    );
    renamed({ aliases: [{ name: "acme" }] });
    const repaired = await harness.up();
    expect(repaired.code, repaired.output).to.equal(0);
    expect(stepsIn(repaired)).to.include("update renamed").and.not.to.include("create renamed");
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });

  it("field case 5: cure: after a rotation, refresh and destroy work with --run-program", async () => {
    const rotate = async (secret: string) => {
      const key = harness.panel.state.accessKeys[accessKey];
      if (key) key.secret = secret;
      await harness.stack.setConfig("hestia:secretKey", secret, { secret: true });
    };
    await rotate("rotated_full-secret=000000000000000000Cc");
    const refresh = await harness.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.contain("code 9 (E_PASSWORD)");
    const repaired = await harness.refresh("--run-program");
    expect(repaired.code, repaired.output).to.equal(0);

    await rotate("rotated_full-secret=000000000000000000Dd");
    expect((await harness.destroy()).code).not.to.equal(0);
    expect(harness.stored()).to.deep.equal(["acme.com"]);
    const destroy = await harness.destroy("--run-program");
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
  });
});

describe("cures that take the CLI, on Enhance", function () {
  this.timeout(240_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({
      program: domain("primary", { domain: "primary.test" }) + domain("gone", { domain: "gone.test" }),
    });
    expectDone(await harness.up());
  });
  after(() => harness?.close());

  const forget = async (name: string, output: string) => {
    expect(output).to.contain("`pulumi state delete <urn>`");
    const { urn = "" } = (await harness.stack.resources()).find((one) => one.urn.endsWith(`::${name}`)) ?? {};
    expectDone(await harness.stack.run("state", "delete", urn, "--yes"));
  };

  it("field case 5: cure: a domain that has become the website's primary is forgotten by `pulumi state delete`, and stays", async () => {
    const { state } = harness.panel;
    for (const one of Object.values(state.domains))
      if (one.websiteId === demoEnhance.websiteId && one.mappingKind === "primary") one.mappingKind = "alias";
    harness.panel.domain("primary.test").mappingKind = "primary";
    harness.declare(domain("gone", { domain: "gone.test" }));
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.contain("A resource that has it is forgotten by");
    await forget("primary", up.output);
    expectDone(await harness.up("--expect-no-changes"));
    expect(harness.panel.domains(demoEnhance.websiteId)).to.include("primary.test");
  });

  it("field case 5: cure: what was mapped to a website that is gone is forgotten by `pulumi state delete`", async () => {
    delete harness.panel.state.websites[demoEnhance.websiteId];
    const refresh = await harness.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.contain("What was mapped to something that is gone for good");
    await forget("gone", refresh.output);
    expectDone(await harness.destroy());
    expect(await harness.stack.resources()).to.deep.equal([]);
  });
});

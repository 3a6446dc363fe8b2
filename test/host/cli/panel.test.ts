import { existsSync, readFileSync } from "node:fs";
import { get } from "node:https";
import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { startHestiaPanel } from "../../../panels/hestia";
import type { RunningCommand } from "../../support/command";
import { ACCOUNT, N } from "../../support/hestia";
import { EmptyFolder, startMappedDomains } from "../../support/mappedDomains";

interface Announced {
  readonly panel: string;
  readonly url: string;
  readonly statusPage: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly caCert: string | null;
}

describe("mapped-domains panel", function () {
  this.timeout(60_000);
  const folder = new EmptyFolder();
  let running: RunningCommand | undefined;
  afterEach(() => {
    running?.killRemains();
    running = undefined;
  });
  after(() => folder.remove());

  /** Starts the command, and waits until the panel runs. */
  async function start(...args: string[]): Promise<RunningCommand> {
    running = startMappedDomains(["panel", ...args, "--port", "0"], folder.path);
    await running.waitFor(/Ctrl-C ends it|^}$/m);
    return running;
  }
  const aliasesOn = async ({ host }: URL) =>
    (await (await fetch(`http://${host}/_control/aliases/${ACCOUNT}/${N}`)).json()) as string[];

  it("hestia: says where it is, what leads to it and what it lets in; Ctrl-C ends it with 0", async () => {
    const command = await start("hestia");
    const [, url = ""] = /^ +API +(\S+)$/m.exec(command.output) ?? [];
    const [, page = ""] = /^ +Status page +(\S+)$/m.exec(command.output) ?? [];
    expect(command.output).to.match(/^A local Hestia panel is running, with no names mapped/);
    expect((await fetch(page)).status).to.equal(200);
    expect(command.output.match(/pulumi config set .*/g)).to.deep.equal([
      `pulumi config set hestia:apiUrl ${url}`,
      `pulumi config set hestia:account ${ACCOUNT}`,
      `pulumi config set hestia:webDomain ${N}`,
      "pulumi config set hestia:accessKey LOCALFULLKEY00000001",
      "pulumi config set --secret hestia:secretKey local_full-secret=00000000000000000000Aa",
    ]);
    command.interrupt();
    expect((await command.done).code).to.equal(0);
    expect(await fetch(page).catch(() => "gone")).to.equal("gone");
  });

  it("enhance: its settings lead to it; SIGTERM ends it with 0, also with calls under way", async () => {
    const command = await start("enhance", "--json", "--names", "7", "--latency", "60000");
    const { panel, url, statusPage, settings, secrets, caCert } = JSON.parse(command.output) as Announced;
    expect({ panel, secrets, caCert }).to.deep.equal({
      panel: "enhance",
      secrets: ["enhance:apiToken"],
      caCert: null,
    });
    const set = (id: string, value: string) =>
      fetch(new URL(`/_control/switches/${id}`, statusPage), {
        method: "PUT",
        body: JSON.stringify({ value }),
      });
    await set("latency", "none");
    const { "enhance:organizationId": organization, "enhance:websiteId": website } = settings;
    const list = () =>
      fetch(`${url}orgs/${organization}/websites/${website}/domains`, {
        headers: { Authorization: `Bearer ${settings["enhance:apiToken"]}` },
      });
    const { items } = (await (await list()).json()) as { items: { domain: string }[] };
    expect(items.map(({ domain }) => domain)).to.include.members([demoEnhance.domain, "customer7.example"]);
    expect(items).to.have.length(9);

    await set("latency", "started");
    const cut = list().catch(() => "cut");
    const status = async () =>
      (await (await fetch(new URL("/_control/status", statusPage))).json()) as {
        calls: { result: string }[];
      };
    while ((await status()).calls[0]?.result !== "running");
    process.kill(command.pid, "SIGTERM");
    expect((await command.done).code).to.equal(0);
    expect(await cut).to.equal("cut");
  });

  it("--tls: with a certificate of its own, in a file until it ends; the status page needs none", async () => {
    const command = await start("hestia", "--tls", "--names", "2");
    const [, file = ""] = /^ +pulumi config set hestia:caCert < (\S+)$/m.exec(command.output) ?? [];
    const [, url = ""] = /^ +API +(https:\S+)$/m.exec(command.output) ?? [];
    const ca = readFileSync(file, "utf8");
    const status = await new Promise((resolve, reject) => {
      get(url, { ca }, (response) => resolve(response.resume().statusCode)).once("error", reject);
    });
    expect(status).to.be.a("number");
    expect(await aliasesOn(new URL(url))).to.deep.equal(["customer1.example", "customer2.example"]);
    command.interrupt();
    expect((await command.done).code).to.equal(0);
    expect(existsSync(file)).to.equal(false);
  });

  it("a port that is taken: says so, and that --port 0 takes a free one, which it does", async () => {
    const other = await startHestiaPanel();
    try {
      const [, port = ""] = other.host.split(":");
      const failed = await folder.runBuilt(["panel", "enhance", "--port", port, "--tls"]);
      expect(failed.code, failed.output).to.equal(2);
      expect(failed.stderr).to.equal(
        `Port ${port} cannot be used: another program listens there. --port 0 takes any free port.\n`,
      );
      await start("enhance");
    } finally {
      await other.close();
    }
  });

  it("options that do not fit end with 2; without a kind it explains itself; the version is that of the package", async () => {
    for (const args of [
      ["hestia", "--port", "70000"],
      ["hestia", "--port", "1.5"],
      ["hestia", "--latency", "slow"],
      ["enhance", "--names", "-1"],
      ["plesk"],
      [],
    ]) {
      const { code, output } = await folder.run(["panel", ...args]);
      expect(code, output).to.equal(2);
    }
    const version = await folder.run(["--version"]);
    expect(version.stdout).to.match(/^\d+\.\d+\.\d+\n$/);
    const help = await folder.run(["panel", "hestia", "--help"]);
    expect(help.code).to.equal(0);
    expect(help.stdout).to.contain("mapped-domains panel hestia --latency 1 --names 500");
  });
});

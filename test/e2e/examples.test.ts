import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine } from "../../tools/engine";
import { RunningCommand } from "../support/command";
import { settingsIn } from "../support/environment";
import { CHECKOUT } from "../support/project";
import { World } from "../support/ready";

describe("examples", function () {
  this.timeout(120_000);
  let root: string;
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;
  let world: World;
  let pulumi: (project: string, ...args: string[]) => Promise<string>;

  before(async () => {
    const { folder } = await findEngine();
    hestia = await startHestiaPanel();
    enhance = await startEnhancePanel();
    world = await World.start();
    root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-examples-"));
    cpSync(join(CHECKOUT, "examples"), join(root, "examples"), { recursive: true });
    symlinkSync(join(CHECKOUT, "node_modules"), join(root, "node_modules"));
    const env = {
      ...engineEnvironment(folder, join(root, "home")),
      NODE_EXTRA_CA_CERTS: world.authority.file,
    };
    pulumi = async (project, ...args) => {
      const options = { cwd: join(root, "examples", project), env, timeout: 100_000 };
      const command = new RunningCommand(join(folder, "pulumi"), [...args, "--non-interactive"], options);
      const { code, output } = await command.done;
      expect(code, output).to.equal(0);
      return output;
    };
  });
  after(async () => {
    await hestia.close();
    await enhance.close();
    await world.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  const aliases = () => hestia.aliases("tenant1", "network.example.com");
  const configureHestia = async (project: string) => {
    await pulumi(project, "stack", "init", "dev");
    await pulumi(project, "config", "set", "hestia:apiUrl", hestia.url);
    await pulumi(project, "config", "set", "hestia:account", "tenant1");
    await pulumi(project, "config", "set", "hestia:webDomain", "network.example.com");
    await pulumi(project, "config", "set", "hestia:accessKey", demoCredentials.limitedAccessKey);
    await pulumi(project, "config", "set", "--secret", "hestia:secretKey", demoCredentials.limitedSecretKey);
  };

  it("examples/hestia: a project of its own, configured by `pulumi config set` alone: up and destroy", async () => {
    await configureHestia("hestia");
    await pulumi("hestia", "up", "--yes", "--skip-preview");
    expect(aliases()).to.have.members(["acme.com", "www.acme.com", "shop.initech.co.uk", "*.globex.com"]);
    await pulumi("hestia", "destroy", "--yes", "--skip-preview");
    expect(aliases()).to.deep.equal([]);
  });

  it("examples/many: the same with sets", async () => {
    await configureHestia("many");
    await pulumi("many", "up", "--yes", "--skip-preview");
    const withWww = ["acme.com", "globex.com", "xn--bcher-kva.example", "umbrella.com", "initrode.com"];
    expect(aliases()).to.have.members([
      ...withWww.flatMap((name) => [name, `www.${name}`]),
      ...["shop.initech.co.uk", "hooli.com", "*.hooli.com"],
    ]);
    await pulumi("many", "destroy", "--yes", "--skip-preview");
    expect(aliases()).to.deep.equal([]);
  });

  it("examples/enhance: the same, and it finds the website by its domain", async () => {
    const { orgId, websiteId, tokens } = demoEnhance;
    const own = enhance.domains(websiteId);
    await pulumi("enhance", "stack", "init", "dev");
    await pulumi("enhance", "config", "set", "enhance:apiUrl", enhance.url);
    await pulumi("enhance", "config", "set", "enhance:organizationId", orgId);
    await pulumi("enhance", "config", "set", "--secret", "enhance:apiToken", tokens.owner);
    await pulumi("enhance", "up", "--yes", "--skip-preview");
    expect(enhance.domains(websiteId)).to.have.members([...own, "acme.com", "shop.initech.co.uk"]);
    await pulumi("enhance", "destroy", "--yes", "--skip-preview");
    expect(enhance.domains(websiteId)).to.deep.equal(own);
  });

  const configureEnhance = async (project: string) => {
    await pulumi(project, "config", "set", "enhance:apiUrl", enhance.url);
    await pulumi(project, "config", "set", "enhance:organizationId", demoEnhance.orgId);
    await pulumi(project, "config", "set", "enhance:websiteId", demoEnhance.websiteId);
    await pulumi(project, "config", "set", "--secret", "enhance:apiToken", demoEnhance.tokens.owner);
  };

  it("examples/mapped-domain: each customer's domain is on the panel of its plan", async () => {
    const own = enhance.domains(demoEnhance.websiteId);
    await configureHestia("mapped-domain");
    await configureEnhance("mapped-domain");
    await pulumi("mapped-domain", "up", "--yes", "--skip-preview");
    expect(aliases()).to.have.members(["acme.com", "www.acme.com"]);
    expect(enhance.domains(demoEnhance.websiteId)).to.have.members([...own, "globex.com"]);
    await pulumi("mapped-domain", "destroy", "--yes", "--skip-preview");
    expect(aliases()).to.deep.equal([]);
    expect(enhance.domains(demoEnhance.websiteId)).to.deep.equal(own);
  });

  it("examples/several-panels: each customer's domain is on its panel, with the configuration of environment.yaml", async () => {
    const { orgId, websiteId, tokens } = demoEnhance;
    const own = enhance.domains(websiteId);
    const us1 = await startHestiaPanel();
    const key = { accessKey: demoCredentials.limitedAccessKey, secretKey: demoCredentials.limitedSecretKey };
    const large = { apiUrl: enhance.url, apiToken: tokens.owner, organizationId: orgId, websiteId };
    // The addresses and credentials of the local panels, in place of those that the file has for examples.
    const here: Readonly<Record<string, string>> = Object.fromEntries([
      ...Object.entries({ ...key, apiUrl: hestia.url }).map(([k, v]) => [`hestia:connections.eu1.${k}`, v]),
      ...Object.entries({ ...key, apiUrl: us1.url }).map(([k, v]) => [`hestia:connections.us1.${k}`, v]),
      ...Object.entries(large).map(([k, v]) => [`enhance:connections.large.${k}`, v]),
    ]);
    const settings = settingsIn();
    expect(Object.keys(here).filter((path) => !settings.some((one) => one.path === path))).to.deep.equal([]);
    await pulumi("several-panels", "stack", "init", "dev");
    const given = settings.flatMap(({ path, value, secret }) => [
      secret ? "--secret" : "--plaintext",
      `${path}=${here[path] ?? value}`,
    ]);
    await pulumi("several-panels", "config", "set-all", "--path", ...given);
    await pulumi("several-panels", "up", "--yes", "--skip-preview");
    expect(aliases()).to.have.members(["acme.com", "www.acme.com", "initech.com"]);
    expect(us1.aliases("tenant1", "network.example.com")).to.have.members(["hooli.com", "www.hooli.com"]);
    expect(enhance.domains(websiteId)).to.have.members([...own, "globex.com"]);
    await pulumi("several-panels", "destroy", "--yes", "--skip-preview");
    expect([aliases(), us1.aliases("tenant1", "network.example.com")]).to.deep.equal([[], []]);
    expect(enhance.domains(websiteId)).to.deep.equal(own);
    await us1.close();
  });

  it("examples/lookups: shows what is on both panels, and changes nothing", async () => {
    const { websiteId } = demoEnhance;
    hestia.setAliases("tenant1", "network.example.com", ["acme.com"]);
    enhance.setDomains(websiteId, ["globex.com"]);
    const before = structuredClone([aliases(), enhance.domains(websiteId)]);
    await configureHestia("lookups");
    await configureEnhance("lookups");
    const output = await pulumi("lookups", "up", "--yes", "--skip-preview");
    for (const shown of ["acme.com", "globex.com (alias)", websiteId]) expect(output).to.contain(shown);
    expect([aliases(), enhance.domains(websiteId)]).to.deep.equal(before);
  });

  it("examples/domain-ready: waits for the domains of single aliases, and looks at those of a set", async () => {
    const { dns, sites } = world;
    await configureHestia("domain-ready");
    await pulumi("domain-ready", "config", "set", "hestia:publicAddresses", "127.0.0.1");
    await pulumi("domain-ready", "config", "set", "port", String(sites.port));
    await pulumi("domain-ready", "config", "set", "--path", "resolvers[0]", dns.host);
    for (const name of ["acme.com", "www.acme.com", "globex.com"]) {
      dns.set(name, "A", "127.0.0.1");
      await world.issue(name);
    }
    // What the mappings have for records is not known yet.
    await pulumi("domain-ready", "preview");
    const output = await pulumi("domain-ready", "up", "--yes", "--skip-preview");
    expect(output).to.contain("hooli.com has no A or AAAA record: set A 127.0.0.1");
    expect(output).to.match(/www\.acme\.com: \{\s+expires: /);
    await pulumi("domain-ready", "destroy", "--yes", "--skip-preview");
    expect(aliases()).to.deep.equal([]);
  });
});

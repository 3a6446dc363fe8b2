import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { selfSigned } from "../../support/tls";
import { call, MAPPINGS, map, SITE } from "../enhance/support";
import { control, statusOf } from "./support";

describe("enhance panel: the status page", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startEnhancePanel();
  });
  afterEach(() => panel.close());

  const set = (id: string, value: string) => control(panel, "PUT", `switches/${id}`, { value });

  it("has the domains of each website, with DNS and certificate", async () => {
    await set("dns", "Resolved");
    await map(panel, "a.test");
    const { places } = await statusOf(panel);
    const site = places.find(({ id }) => id === SITE);
    expect(site?.title).to.equal(`Network, website ${demoEnhance.domain}`);
    expect(site?.rows.map(({ name, cells, removable }) => [name, ...cells, removable])).to.deep.equal([
      ["a.test", "alias", "Resolved", "self-signed", "no", true],
      [demoEnhance.previewDomain, "preview", "Resolved", "Let's Encrypt", "no", false],
      [demoEnhance.domain, "primary", "Resolved", "self-signed", "no", false],
    ]);
    expect(places.map(({ title }) => title).join()).to.contain("(deleted)");
  });

  it("faults strike, and the log says so, without the token", async () => {
    await set("answer-lost", "1");
    await map(panel, "a.test").catch(() => undefined);
    await set("lands-later", "1");
    await map(panel, "b.test").catch(() => undefined);
    expect(panel.domains(SITE)).to.include("a.test").and.not.include("b.test");
    await set("rate-limit", "1");
    await call(panel, "GET", MAPPINGS);
    await set("front-down", "1");
    await call(panel, "GET", MAPPINGS);
    expect(panel.domains(SITE)).to.include("b.test");
    const view = await statusOf(panel);
    expect(view.calls.map(({ call: name, about, result }) => `${name} ${about}: ${result}`)).to.deep.equal([
      "getWebsiteDomainMappings : HTTP 502",
      "getWebsiteDomainMappings : HTTP 429",
      "createWebsiteMappedDomain b.test: the answer was lost",
      "createWebsiteMappedDomain a.test: the answer was lost",
    ]);
    const shown = JSON.stringify(view);
    for (const token of Object.values(demoEnhance.tokens)) expect(shown).not.to.contain(token);
  });

  it("a name is removed by hand; reset puts all back", async () => {
    await map(panel, "a.test");
    await map(panel, "b.test");
    await control(panel, "POST", "remove", { place: SITE, name: "a.test" });
    expect(panel.domains(SITE)).to.include("b.test").and.not.include("a.test");
    await set("latency", "long");
    await control(panel, "POST", "reset");
    expect(panel.domains(SITE)).to.have.members([demoEnhance.domain, demoEnhance.previewDomain]);
    const { calls, switches } = await statusOf(panel);
    expect(calls).to.deep.equal([]);
    expect(switches.filter(({ value, normal }) => value !== normal)).to.deep.equal([]);
  });

  it("the page needs no TLS, and is not in the log", async () => {
    const secure = await startEnhancePanel({ tls: await selfSigned() });
    try {
      const page = await fetch(secure.statusPage);
      expect(page.status).to.equal(200);
      expect(await page.text()).to.match(/^<!DOCTYPE html>/);
      expect((await statusOf(secure)).address).to.equal(secure.url);
      expect(secure.log).to.deep.equal([]);
    } finally {
      await secure.close();
    }
  });
});

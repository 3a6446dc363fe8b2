import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { type DomainSet, EnhanceHarness, SITE, serverOn } from "../../support/enhance";
import { factsFirst } from "../../support/messages";
import { reasonOf } from "./errors";

const acme = { domain: "acme.com", certificate: "request" };
const MINUTE = 60_000;
const BEGIN = Date.parse("2026-06-01T12:00:00Z");
const at = (minutes: number) => new Date(BEGIN + minutes * MINUTE).toISOString();

describe("a requested certificate", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
  });
  afterEach(() => harness.close());

  const entry = (name = "acme.com") => harness.panel.domain(name);
  const issue = () => Object.assign(entry(), { certificate: issuedCertificate("acme.com") });
  const points = (dnsStatus: "Resolved" | "ForeignServer" = "Resolved") => {
    harness.panel.state.settings.newDomainDns = dnsStatus;
  };
  /** The calls since the run began, without the lists. */
  const asked = () => harness.calls.filter((call) => call === "preflight" || call === "issue");
  /** Another run that begins so many minutes after the first. */
  const runAt = (minutes: number) => {
    harness.nextRun();
    harness.clock.started = BEGIN + minutes * MINUTE;
  };

  it("is issued with the mapping where the panel finds that it can be", async () => {
    points();
    await domain.declare(acme);
    expect(asked()).to.deep.equal(["preflight", "issue"]);
    expect(domain.outputs).to.deep.include({ certificateRequest: "issued", dnsStatus: "Resolved" });
    expect((domain.outputs.certificate as { names: string[] }).names).to.deep.equal([
      "acme.com",
      "www.acme.com",
    ]);
    expect(harness.messages).to.deep.equal([]);
    for (const refreshed of [false, true]) {
      runAt(100);
      if (refreshed) expect(await domain.refresh()).to.equal(true);
      expect(await domain.declare(acme)).to.equal("same");
      expect(asked()).to.deep.equal([]);
    }
  });

  it("is not asked for where the panel has one", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    issue();
    await domain.declare(acme);
    expect(asked()).to.deep.equal([]);
    expect(domain.outputs).to.include({ certificateRequest: "issued", adopted: true });
  });

  it("that cannot be issued yet fails nothing: the outputs and a message say why, and when it is asked for again", async () => {
    await domain.declare(acme);
    expect(asked()).to.deep.equal(["preflight"]);
    expect(domain.reasons).to.deep.equal([]);
    expect(domain.outputs).not.to.have.property("certificate");
    expect(domain.outputs.certificateRequest).to.deep.equal({
      attempts: 1,
      next: at(5),
      reason: "acme.com does not reach this server",
    });
    expect(harness.messages).to.deep.equal([
      `acme.com: no certificate yet, acme.com does not reach this server. From ${at(5)} on, \`pulumi up\` asks the panel again.`,
    ]);
  });

  it("is asked for again after twice the time with each further attempt, and in between is no difference", async () => {
    await domain.declare(acme);
    let now = 0;
    for (const [index, pause] of [5, 10, 20, 40].entries()) {
      runAt(now + pause - 1);
      expect(await domain.declare(acme), `before ${pause} minutes`).to.equal("same");
      expect(await domain.refresh()).to.equal(true);
      expect(await domain.declare(acme), "after a refresh").to.equal("same");
      expect([asked(), harness.messages]).to.deep.equal([[], []]);
      now += pause;
      runAt(now);
      const plan = await domain.plan(acme);
      expect(plan.action).to.equal("update");
      expect(harness.messages).to.deep.equal([
        "acme.com: the next update asks the panel for the certificate again.",
      ]);
      await plan.apply();
      expect(asked()).to.deep.equal(["preflight"]);
      expect(domain.outputs.certificateRequest).to.include({
        attempts: index + 2,
        next: at(now + 2 * pause),
      });
    }
  });

  it("waits a day at most", async () => {
    await domain.declare(acme);
    for (let run = 1; run < 12; run += 1) {
      runAt(run * 24 * 60);
      expect(await domain.declare(acme)).to.equal("update");
    }
    expect(domain.outputs.certificateRequest).to.include({ attempts: 12, next: at(12 * 24 * 60) });
  });

  it("is issued by the first update that is due after DNS leads to the panel", async () => {
    await domain.declare(acme);
    entry().dnsStatus = "Resolved";
    runAt(6);
    expect(await domain.declare(acme)).to.equal("update");
    expect(asked()).to.deep.equal(["preflight", "issue"]);
    expect(domain.outputs).to.deep.include({ certificateRequest: "issued", dnsStatus: "Resolved" });
    expect(await domain.declare(acme)).to.equal("same");
  });

  it("that the panel has issued by itself shows after a refresh, and is not asked for again", async () => {
    await domain.declare(acme);
    issue();
    runAt(1);
    expect(await domain.refresh()).to.equal(true);
    expect(domain.outputs).to.include({ certificateRequest: "issued" });
    runAt(60);
    expect(await domain.declare(acme)).to.equal("same");
  });

  it("that the panel has no more is asked for again", async () => {
    points();
    await domain.declare(acme);
    delete entry().certificate;
    runAt(1);
    await domain.refresh();
    expect(domain.outputs.certificateRequest).to.include({
      attempts: 0,
      reason: "the panel has it no more",
    });
    expect(await domain.declare(acme)).to.equal("update");
    expect(asked()).to.deep.equal(["preflight", "issue"]);
  });

  it("is not asked for early by another change", async () => {
    await domain.declare(acme);
    runAt(1);
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(asked()).to.deep.equal([]);
    expect(domain.outputs.certificateRequest).to.include({ attempts: 1, next: at(5) });
  });

  it("that is declared later is asked for with one update, and no more once it is not declared", async () => {
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).not.to.have.property("certificateRequest");
    runAt(1);
    expect(await domain.declare(acme)).to.equal("update");
    expect(asked()).to.deep.equal(["preflight"]);
    runAt(100);
    expect(await domain.declare({ domain: "acme.com" })).to.equal("update");
    expect(asked()).to.deep.equal([]);
    expect(domain.outputs).not.to.have.property("certificateRequest");
    expect(await domain.declare({ domain: "acme.com" })).to.equal("same");
  });

  it("brings a declared redirect along, in one run", async () => {
    points();
    await domain.declare({ ...acme, forceHttps: true });
    expect(harness.writes).to.deep.equal(["map acme.com", "issue", "force true"]);
    expect(domain.outputs).to.include({ forceHttps: true });
    expect(await domain.declare({ ...acme, forceHttps: true })).to.equal("same");
  });

  it("lets a declared redirect wait, and says so once", async () => {
    await domain.declare({ ...acme, forceHttps: true });
    expect(harness.writes).to.deep.equal(["map acme.com"]);
    expect(domain.outputs).to.include({ forceHttps: false });
    expect(harness.messages).to.have.length(1);
    expect(await domain.declare({ ...acme, forceHttps: true })).to.equal("same");
  });

  const VAIN = [
    ["that fails", { do: "error", status: 400, code: "acme_error", message: "rate limited", when: "before" }],
    ["whose answer is lost", { do: "hang-up", when: "before" }],
  ] as const;
  for (const [what, fault] of VAIN) {
    it(`${what} is an attempt in vain, with the panel's words`, async () => {
      points();
      harness.panel.faults.add({ ...fault, operationId: "createWebsiteDomainLetsencryptCerts" });
      await domain.declare(acme);
      expect(domain.reasons).to.deep.equal([]);
      expect(domain.outputs.certificateRequest).to.include({ attempts: 1, next: at(5) });
      expect(harness.messages[0]).to.match(
        what === "that fails"
          ? /no certificate yet, the panel did not issue the certificate \[HTTP 400, code acme_error\]: rate limited\. From/
          : /no certificate yet, the connection broke before the answer was complete \[code ECONNRESET\]\. From/,
      );
      expect(asked()).to.deep.equal(["preflight", "issue"]);
    });
  }

  it("whose answer is lost and that is issued all the same counts as issued", async () => {
    points();
    harness.panel.faults.add({
      do: "hang-up",
      when: "after",
      operationId: "createWebsiteDomainLetsencryptCerts",
    });
    await domain.declare(acme);
    expect(domain.outputs).to.include({ certificateRequest: "issued" });
    expect(harness.messages).to.deep.equal([]);
  });

  it("that the panel says it issued counts only when a list shows it", async () => {
    points();
    harness.panel.faults.add({
      do: "answer",
      status: 201,
      when: "before",
      operationId: "createWebsiteDomainLetsencryptCerts",
    });
    await domain.declare({ ...acme, forceHttps: true });
    expect(domain.outputs.certificateRequest).to.include({
      reason: "the panel said that it was issued, and its list does not show it",
    });
    expect(entry().forceHttps).to.equal(false);
  });

  it("that the token may not ask for fails, is a difference, and is asked for at once with another token", async () => {
    points();
    harness.panel.state.settings.access = {
      createWebsiteDomainLetsencryptCerts: { roles: [], sites: false },
    };
    await domain.declare(acme).catch(() => undefined);
    expect(factsFirst(domain.reasons.join())).to.match(/the panel did not issue the certificate \[HTTP 403/);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
    harness.panel.state.settings.access = {};
    runAt(1);
    await domain.refresh();
    expect(await domain.declare(acme)).to.equal("update");
    expect(domain.outputs).to.include({ certificateRequest: "issued" });
  });

  it("goes with a website alone, and is `request`", async () => {
    harness.nextRun(serverOn(harness.panel));
    const onServer = await harness.single("other").tryCheck(acme);
    expect(onServer.failures.map(({ reason }) => reason)).to.deep.equal([
      "does not go with a server, only with a website",
    ]);
    harness.nextRun(harness.config);
    const { failures } = await harness.single("third").tryCheck({ ...acme, certificate: "issue" });
    expect(failures.map(({ reason }) => reason)).to.deep.equal(["must be one of request"]);
  });

  it("is no drift while it waits", async () => {
    harness.nextRun({ ...harness.config, "enhance:detectDrift": "true" });
    await domain.declare(acme);
    harness.nextRun({ ...harness.config, "enhance:detectDrift": "true" });
    expect(await domain.declare(acme)).to.equal("same");
    expect(domain.inputs).not.to.have.property("drift");
  });

  describe("of a set", () => {
    let set: DomainSet;
    const names = (certificate?: "request") => ({
      "a.com": { certificate: "request" },
      "b.com": { certificate: "request" },
      "c.com": certificate ? { certificate } : true,
    });
    const seen = (name: string) => (set.outputs.domains as Record<string, object>)[name];
    beforeEach(() => {
      set = harness.set();
    });

    it("is asked for name by name, and those that are not declared are left alone", async () => {
      harness.panel.setDomains(SITE, ["a.com", "c.com"]);
      entry("a.com").dnsStatus = "Resolved";
      await set.up(names());
      expect(asked()).to.have.members(["preflight", "issue", "preflight"]);
      expect(seen("a.com")).to.deep.equal({ certificate: "issued" });
      expect(seen("b.com")).to.deep.equal({
        certificate: { attempts: 1, next: at(5), reason: "b.com does not reach this server" },
      });
      expect(seen("c.com")).to.equal(true);
      expect(harness.messages).to.have.length(1);
      runAt(4);
      await set.refresh();
      expect(await set.up(names())).to.equal("same");
      entry("b.com").dnsStatus = "Resolved";
      runAt(5);
      expect(await set.up(names("request"))).to.equal("update");
      expect(asked()).to.have.members(["preflight", "issue", "preflight"]);
      expect([seen("a.com"), seen("b.com")]).to.deep.equal([
        { certificate: "issued" },
        { certificate: "issued" },
      ]);
    });

    it("that many names wait for is told of the first three, and of all in the output domains", async () => {
      const all = ["a.com", "b.com", "c.com", "d.com", "e.com"];
      await set.up(Object.fromEntries(all.map((name) => [name, { certificate: "request" }])));
      expect(harness.messages).to.have.length(4);
      expect(harness.messages[3]).to.equal("2 more have no certificate yet: see the output domains.");
      for (const name of all)
        expect(seen(name)).to.have.nested.property(
          "certificate.reason",
          `${name} does not reach this server`,
        );
    });

    it("that the token may not ask for is told of its name, and the others land", async () => {
      points();
      harness.panel.faults.add({
        do: "error",
        status: 403,
        code: "unauthorized",
        when: "before",
        operationId: "performLetsEncryptPreflightCheck",
        times: 1,
      });
      const reason = await reasonOf(set.up({ "a.com": { certificate: "request" }, "c.com": true }));
      expect(reason).to.match(/^create a\.com .*tell whether a certificate can be issued \[HTTP 403/);
      expect(set.outputs.names).to.have.members(["a.com", "c.com"]);
      expect(await set.up({ "a.com": { certificate: "request" }, "c.com": true })).to.equal("update");
      expect(seen("a.com")).to.deep.equal({ certificate: "issued" });
    });
  });
});

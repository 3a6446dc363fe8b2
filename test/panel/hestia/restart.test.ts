import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import {
  ACCOUNT,
  add,
  closePanels,
  command,
  exitCode,
  N,
  remove,
  run,
  S,
  send,
  startPanel,
  text,
  WAYS,
} from "./support";

describe("hestia panel: RESTART (docs/panels/hestia.md#restarts)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const served = () => panel.served(ACCOUNT, N);
  const last = () => {
    const { effect, apache2, nginx } = panel.state.restarts.at(-1) ?? {};
    return { effect, apache2, nginx };
  };
  const restarted = { effect: "restart", apache2: "restart", nginx: "reload" };
  const reloaded = { effect: "reload", apache2: "reload-or-restart", nginx: "reload-or-restart" };
  const queued = { effect: "queued", apache2: "", nginx: "" };

  it("absent and empty: reload-or-restart of both servers", async () => {
    const fields = { ...WAYS.hash, ...command("v-add-web-domain-alias", ACCOUNT, N, "a.test") };
    expect((await send(panel, fields)).body).to.equal("OK");
    expect(last()).to.deep.equal(reloaded);
    await add(panel, "b.test", "");
    expect(last()).to.deep.equal(reloaded);
    expect(served()).to.deep.equal(["a.test", "b.test"]);
  });

  it("absent with SCHEDULED_RESTART=yes: queued, loaded by cron", async () => {
    panel.state.settings.SCHEDULED_RESTART = "yes";
    await add(panel, "a.test", "");
    expect(last()).to.deep.equal(queued);
    expect(served()).to.deep.equal([]);
    expect(await text(panel, "v-update-sys-queue", "restart")).to.equal("OK");
    expect(served()).to.deep.equal(["a.test"]);
  });

  it("no: nothing is asked of the servers; the vhost files are written and not loaded", async () => {
    await add(panel, "a.test", "no");
    expect(last()).to.deep.equal({ effect: "none", apache2: "", nginx: "" });
    expect(panel.state.users[ACCOUNT]?.webDomains[N]?.vhost).to.deep.equal(["a.test"]);
    expect(served()).to.deep.equal([]);
  });

  for (const value of ["yes", "reload"]) {
    it(`${value}: a full restart of apache2`, async () => {
      await add(panel, "a.test", value);
      expect(last()).to.deep.equal(restarted);
      expect(served()).to.deep.equal(["a.test"]);
    });
  }

  it("scheduled: queued only with SCHEDULED_RESTART=yes, else a full restart", async () => {
    await add(panel, "a.test", "scheduled");
    expect(last()).to.deep.equal(restarted);
    panel.state.settings.SCHEDULED_RESTART = "yes";
    await add(panel, "b.test", "scheduled");
    expect(last()).to.deep.equal(queued);
    expect(served()).to.deep.equal(["a.test"]);
  });

  it("ssl: restart of apache2, upgrade of nginx", async () => {
    await add(panel, "a.test", "ssl");
    expect(last()).to.deep.equal({ effect: "restart", apache2: "restart", nginx: "upgrade" });
  });

  it("updatessl: queued", async () => {
    await add(panel, "a.test", "updatessl");
    expect(last()).to.deep.equal(queued);
    panel.runRestartQueue();
    expect(served()).to.deep.equal(["a.test"]);
    await add(panel, "b.test", "no");
    panel.runRestartQueue();
    expect(served(), "the queue is empty").to.deep.equal(["a.test"]);
  });

  describe("the queue (docs/panels/hestia.md#the-restart-queue)", () => {
    const queue = () => panel.state.restartQueue;
    const SSL = ["v-restart-web ssl", "v-restart-proxy ssl"];

    it("has one line for each server, however often that is asked for", async () => {
      await add(panel, "a.test", "updatessl");
      await add(panel, "b.test", "updatessl");
      expect(queue()).to.deep.equal(SSL);
    });

    for (const value of ["yes", "reload", "", "ssl", "scheduled"]) {
      it(`is emptied by a write with "${value}" whose restart goes through, of whatever account`, async () => {
        await add(panel, "a.test", "updatessl");
        await text(panel, "v-add-web-domain-alias", "tenant2", "tenanttwo.org", "b.test", value);
        expect(queue()).to.deep.equal([]);
        expect(served()).to.deep.equal(["a.test"]);
      });
    }

    it("keeps its lines where the write restarts nothing", async () => {
      await add(panel, "a.test", "updatessl");
      await add(panel, "b.test", "no");
      expect(queue()).to.deep.equal(SSL);
    });

    it("with SCHEDULED_RESTART=yes has lines of the empty value beside, and yes takes out all four", async () => {
      panel.state.settings.SCHEDULED_RESTART = "yes";
      await add(panel, "a.test", "updatessl");
      await add(panel, "b.test", "");
      expect(queue()).to.deep.equal([...SSL, "v-restart-web now", "v-restart-proxy now"]);
      await add(panel, "c.test", "yes");
      expect(queue()).to.deep.equal([]);
    });

    it("gets nothing from a restart that fails", async () => {
      panel.state.settings.failingConfigTest = "nginx";
      await add(panel, "a.test", "yes");
      expect(queue()).to.deep.equal([]);
    });

    for (const [server, line] of Object.entries({ apache2: SSL[0], nginx: SSL[1] })) {
      it(`keeps the line of ${server} as long as its configuration is broken, and tries it again`, async () => {
        await add(panel, "a.test", "updatessl");
        Object.assign(panel.state.settings, { failingConfigTest: server });
        panel.runRestartQueue();
        panel.runRestartQueue();
        expect(queue()).to.deep.equal([line]);
        expect(served(), "visitors get what both know").to.deep.equal([]);
        Object.assign(panel.state.settings, { failingConfigTest: "" });
        panel.runRestartQueue();
        expect(queue()).to.deep.equal([]);
        expect(served()).to.deep.equal(["a.test"]);
      });
    }
  });

  describe("v-restart-web and v-restart-proxy", () => {
    for (const way of ["hash", "key", "limitedKey"] as const) {
      it(`load what is stored, each for its own server, and take its lines out of the queue (${way})`, async () => {
        await add(panel, "a.test", "updatessl");
        expect((await run(panel, way, "v-restart-web", "yes")).status).to.be.oneOf([200, 204]);
        expect(panel.state.restartQueue).to.deep.equal(["v-restart-proxy ssl"]);
        expect(served()).to.deep.equal([]);
        await run(panel, way, "v-restart-proxy", "");
        expect(panel.state.restartQueue).to.deep.equal([]);
        expect(served()).to.deep.equal(["a.test"]);
      });
    }

    it("no does nothing; another value is invalid", async () => {
      await add(panel, "a.test", "no");
      expect(await exitCode(panel, "v-restart-proxy", "no")).to.equal(0);
      expect(served()).to.deep.equal([]);
      expect(await text(panel, "v-restart-web", "ssl")).to.equal("Error: invalid restart format :: ssl\n");
      expect(await exitCode(panel, "v-restart-web", "ssl")).to.equal(2);
    });

    it("end with 20 where the configuration of that server is broken", async () => {
      panel.state.settings.failingConfigTest = "nginx";
      expect(await exitCode(panel, "v-restart-web", "yes")).to.equal(0);
      const answer = await run(panel, "key", "v-restart-proxy", "yes");
      expect(answer).to.include({ status: 400, code: "20", body: "Error: nginx restart failed" });
    });

    it("are refused to a key whose profile lacks them", async () => {
      const profile = panel.state.profiles["web-aliases"];
      if (profile !== undefined) profile.commands = ["v-list-web-domains"];
      expect(await run(panel, "limitedKey", "v-restart-web", "yes")).to.include({ status: 401, code: "10" });
    });
  });

  it("an alias with a space in it keeps those behind it out of the vhost, and is deleted as it is stored", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test", "bad name.test", "c.test"]);
    expect(served()).to.deep.equal(["a.test", "bad"]);
    await add(panel, "d.test", "yes");
    expect(served()).to.deep.equal(["a.test", "bad"]);
    expect(await remove(panel, "bad name.test", "yes")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "c.test", "d.test"]);
    expect(served()).to.deep.equal(["a.test", "c.test", "d.test"]);
  });

  it("a removed name that Apache was restarted without is served as long as nginx has it", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    panel.state.settings.failingConfigTest = "nginx";
    await remove(panel, "a.test", "yes");
    expect(served()).to.deep.equal(["a.test"]);
  });

  it("what was written with `no` is loaded by the next reload, whichever domain asks for it", async () => {
    await add(panel, "a.test", "no");
    await text(panel, "v-add-web-domain-alias", "tenant2", "tenanttwo.org", "b.test", "");
    expect(served()).to.deep.equal(["a.test"]);
    await add(panel, "c.test", "no");
    panel.reload();
    expect(served()).to.deep.equal(["a.test", "c.test"]);
  });

  it("a deletion with `no` is still served until a reload", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    await remove(panel, "a.test", "no");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    expect(served()).to.deep.equal(["a.test"]);
    await remove(panel, "a.test", "yes");
    expect(served(), "a refused call restarts nothing").to.deep.equal(["a.test"]);
    await text(panel, "v-add-web-domain-alias", ACCOUNT, S, "b.test", "yes");
    expect(served()).to.deep.equal([]);
  });

  it("each restart is recorded with its call", async () => {
    await add(panel, "a.test", "yes");
    expect(panel.state.restarts).to.deep.equal([
      { account: ACCOUNT, webDomain: N, command: "v-add-web-domain-alias", value: "yes", ...restarted },
    ]);
  });

  describe("the configuration test fails", () => {
    for (const server of ["nginx", "apache2"] as const) {
      it(`${server}: code 20 AFTER the write, for add and delete`, async () => {
        panel.state.settings.failingConfigTest = server;
        expect(await add(panel, "a.test", "yes")).to.equal(`Error: ${server} restart failed\n`);
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
        expect(served()).to.deep.equal([]);
        expect(await remove(panel, "a.test", "")).to.equal(`Error: ${server} restart failed\n`);
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
      });
    }

    it("field case 19: nginx comes after apache2, which has been restarted by then", async () => {
      panel.state.settings.failingConfigTest = "nginx";
      await add(panel, "a.test", "yes");
      expect(last()).to.deep.equal({ effect: "failed", apache2: "restart", nginx: "" });
      panel.state.settings.failingConfigTest = "apache2";
      await add(panel, "b.test", "yes");
      expect(last()).to.deep.equal({ effect: "failed", apache2: "", nginx: "" });
      expect(served()).to.deep.equal([]);
    });

    it("20 is 400 by access key", async () => {
      panel.state.settings.failingConfigTest = "nginx";
      const answer = await run(panel, "key", "v-add-web-domain-alias", ACCOUNT, N, "a.test", "yes");
      expect(answer).to.include({ status: 400, code: "20", body: "Error: nginx restart failed" });
    });

    it("RESTART no does not test", async () => {
      panel.state.settings.failingConfigTest = "nginx";
      expect(await exitCode(panel, "v-add-web-domain-alias", ACCOUNT, N, "a.test", "no")).to.equal(0);
    });
  });
});

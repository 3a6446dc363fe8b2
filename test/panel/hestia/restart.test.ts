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

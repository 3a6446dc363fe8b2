import { expect } from "chai";
import { type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import { selfSigned } from "../../support/tls";
import { ACCOUNT, add, N, remove } from "../hestia/support";
import { control, getWith, shownUntil, statusOf } from "./support";

const PLACE = `${ACCOUNT}/${N}`;

describe("hestia panel: the status page", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startHestiaPanel();
  });
  afterEach(() => panel.close());

  const set = async (id: string, value: string) =>
    expect((await control(panel, "PUT", `switches/${id}`, { value })).status).to.equal(200);
  const rows = async (filter = "") => {
    const { places } = await statusOf(panel, filter);
    return places
      .find(({ id }) => id === PLACE)
      ?.rows.map(({ name, cells, mark, note }) => [name, ...cells, mark, note].join(" | "));
  };
  const standsOn = async (id: string) => (await statusOf(panel)).switches.find((one) => one.id === id)?.value;

  it("has what is stored next to what is served", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test", "münchen.test"]);
    await add(panel, "b.test", "no");
    await remove(panel, "a.test", "no");
    expect(await rows()).to.deep.equal([
      "a.test | no | yes | waiting | still served until the web server is restarted",
      "b.test | yes | no | waiting | not served until the web server is restarted",
      "münchen.test | yes | yes | fine | ",
    ]);
    await control(panel, "POST", "actions/reload");
    expect(await rows()).to.deep.equal([
      "b.test | yes | yes | fine | ",
      "münchen.test | yes | yes | fine | ",
    ]);
    expect(await rows("B.T")).to.have.length(1);
  });

  it("says that a restart is left to the queue, and runs that", async () => {
    await add(panel, "a.test", "updatessl");
    expect(await rows()).to.deep.equal(["a.test | yes | no | waiting | not served until the queue runs"]);
    await control(panel, "POST", "actions/queue");
    expect(await rows()).to.deep.equal(["a.test | yes | yes | fine | "]);
  });

  it("shows a race: adds that run at once, each answered OK, most of them lost", async () => {
    await control(panel, "POST", "actions/race");
    const view = await shownUntil(
      panel,
      ({ calls }) => calls.length === 20 && calls.every((one) => one.milliseconds !== undefined),
    );
    const stored = panel.aliases(ACCOUNT, N);
    expect(stored.length).to.be.below(20);
    const lost = view.places[0]?.rows.filter(({ mark }) => mark === "wrong").map(({ name }) => name) ?? [];
    expect([...lost, ...stored]).to.have.length(20);
    expect(view.summary).to.equal(`${lost.length} names were answered OK and are not stored.`);
    const marked = view.calls.filter(({ result }) => result.startsWith("OK, but not stored: "));
    expect(marked.map(({ about }) => about)).to.have.members(lost);
    expect(Math.max(...view.calls.map(({ atOnce }) => atOnce))).to.equal(4);
    await add(panel, lost.join(","));
    expect((await statusOf(panel)).summary).to.equal("Every name that was answered OK is stored.");
  });

  it("one call at once: a race loses none", async () => {
    await set("at-once", "1");
    await control(panel, "POST", "actions/race");
    await shownUntil(
      panel,
      ({ calls }) => calls.length === 20 && calls.every((one) => one.milliseconds !== undefined),
    );
    expect(panel.aliases(ACCOUNT, N)).to.have.length(20);
    await control(panel, "POST", "actions/race");
    await shownUntil(
      panel,
      ({ calls }) => calls.length === 40 && calls.every((one) => one.milliseconds !== undefined),
    );
    expect(panel.aliases(ACCOUNT, N)).to.have.length(40);
  });

  it("more calls at once let those in that wait in line", async () => {
    await set("at-once", "1");
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    panel.faults.add({ do: "hook", when: "before", times: 2, run: () => opened });
    const adds = [add(panel, "a.test"), add(panel, "b.test")];
    await shownUntil(panel, ({ calls }) => calls.some(({ result }) => result === "waits in line"));
    await set("at-once", "20");
    await shownUntil(panel, ({ calls }) => calls.every(({ result }) => result === "running"));
    open();
    await Promise.all(adds);
  });

  it("adds that are lost: for so many calls, then no more; a name is no longer lost when it is written again or deleted", async () => {
    await set("lose-write", "3");
    await add(panel, "a.test", "yes");
    expect(await rows()).to.deep.equal(["a.test | no | yes | wrong | lost: call 1 was answered OK"]);
    expect(await standsOn("lose-write")).to.equal("2");
    await set("lose-write", "0");
    await add(panel, "a.test,b.test", "yes");
    expect(await rows()).to.deep.equal(["a.test | yes | yes | fine | ", "b.test | yes | yes | fine | "]);
    expect((await statusOf(panel)).calls.map(({ result }) => result)).to.deep.equal([
      "OK",
      "OK, but lost; written again by call 2: a.test",
    ]);
    await remove(panel, "b.test", "yes");
    expect(await rows()).to.deep.equal(["a.test | yes | yes | fine | "]);
    await set("lose-write", "always");
    expect(await standsOn("lose-write")).to.equal("always");
    await add(panel, "c.test");
    await add(panel, "d.test");
    expect((await statusOf(panel)).summary).to.equal("2 names were answered OK and are not stored.");
  });

  it("another client undoes an add: it writes back what it read before", async () => {
    await add(panel, "a.test");
    await set("other-writer", "1");
    await add(panel, "b.test");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "other-client.example"]);
    await add(panel, "b.test");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "other-client.example", "b.test"]);
  });

  it("calls that fail, and answers that are lost, are in the log", async () => {
    await set("answer-lost", "1");
    await add(panel, "a.test").catch(() => undefined);
    await set("front-down", "1");
    await add(panel, "b.test");
    await set("config-test", "nginx");
    await add(panel, "c.test", "yes");
    const { calls } = await statusOf(panel);
    expect(calls.map(({ about, result }) => `${about}: ${result}`)).to.deep.equal([
      "c.test: exit code 20",
      "b.test: HTTP 502",
      "a.test: the answer was lost",
    ]);
  });

  it("a name is removed as a person would on the panel", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    await control(panel, "POST", "remove", { place: PLACE, name: "a.test" });
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["b.test"]);
    expect(panel.served(ACCOUNT, N)).to.deep.equal(["b.test"]);
  });

  it("reset: everything is as it was when the panel started", async () => {
    await panel.close();
    const latency = { "*": 1 };
    panel = await startHestiaPanel({ latency, frontConcurrency: 2 });
    await add(panel, "a.test");
    panel.state.settings.API = "no";
    for (const [id, value] of [
      ["latency", "none"],
      ["at-once", "20"],
      ["lose-write", "always"],
    ] as const)
      await set(id, value);
    await control(panel, "POST", "reset");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    expect(panel.state.settings.API).to.equal("yes");
    const { calls, switches } = await statusOf(panel);
    expect(calls).to.deep.equal([]);
    expect(switches.filter(({ value, normal }) => value !== normal)).to.deep.equal([]);
    expect(await add(panel, "a.test")).to.equal("OK");
  });

  it("of thousands of names it shows some hundred, those that are not fine first", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `c${index}.test`);
    panel.setAliases(ACCOUNT, N, names);
    await add(panel, "zz.test", "no");
    const [place] = (await statusOf(panel)).places;
    expect(place?.rows).to.have.length(300);
    expect(place?.rows.map(({ name }) => name)).to.include("zz.test");
    expect(place).to.include({ matching: 1001, summary: "1001 stored, 1000 served" });
  });

  it("what does not exist is 404 or 400", async () => {
    expect((await control(panel, "PUT", "switches/none", { value: "1" })).status).to.equal(404);
    expect((await control(panel, "POST", "actions/none")).status).to.equal(404);
    expect((await control(panel, "PUT", "switches/lose-write", { value: "7" })).status).to.equal(400);
    expect((await control(panel, "PUT", "switches/latency", {})).status).to.equal(400);
    expect((await control(panel, "POST", "remove", { place: "x/y", name: "a.test" })).status).to.equal(400);
  });

  it("is for this machine: not under another site's name, not for another site's pages", async () => {
    const { host } = panel;
    const own = { host, origin: `http://${host}` };
    for (const path of ["/_status/", "/_control/state"]) {
      expect(await getWith(panel, path, {})).to.equal(200);
      expect(await getWith(panel, path, own)).to.equal(200);
      expect(await getWith(panel, path, { host: "attacker.example" })).to.equal(403);
      expect(await getWith(panel, path, { host, origin: "https://attacker.example" })).to.equal(403);
      expect(await getWith(panel, path, { host, origin: "null" })).to.equal(403);
    }
  });

  it("of a panel with TLS it needs none: no browser knows the panel's certificate", async () => {
    const secure = await startHestiaPanel({ tls: await selfSigned() });
    try {
      expect(secure.url).to.match(/^https:/);
      const page = await fetch(secure.statusPage);
      expect(page.status).to.equal(200);
      expect(page.headers.get("content-security-policy")).to.match(/^default-src 'none';/);
      expect((await statusOf(secure)).address).to.equal(secure.url);
    } finally {
      await secure.close();
    }
  });
});

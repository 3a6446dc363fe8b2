import { expect } from "chai";
import { type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import { readPage } from "../support/docs";
import { ACCOUNT, configurationFor, holdCall, N } from "../support/hestia";
import { findPostgres, Postgres } from "../support/postgres";
import { Stack } from "../support/stack";

const programs = findPostgres();
const inWords =
  programs === undefined
    ? " (not run here: there is no PostgreSQL; Debian has it in the package postgresql)"
    : "";

describe(`a state in PostgreSQL${inWords}`, function () {
  this.timeout(240_000);

  it("is one of the backends that docs/scaling.md names", () => {
    expect(readPage("docs/scaling.md")).to.match(/\| PostgreSQL \| `postgres:\/\/…` \|/);
  });

  if (programs === undefined) return;
  let postgres: Postgres;
  let hestia: HestiaPanel;
  let stack: Stack;
  const declare = (...domains: string[]): void =>
    stack.setProgram(`
      const { HestiaWebAlias, HestiaWebAliases } = require("pulumi-mapped-domains");
      new HestiaWebAlias("acme", { domain: "acme.com", www: true });
      new HestiaWebAliases("set", { domains: ${JSON.stringify(domains)} });
    `);
  before(async () => {
    postgres = await Postgres.start(programs);
    hestia = await startHestiaPanel();
    const { "hestia:secretKey": secretKey = "", ...config } = configurationFor(hestia);
    stack = await Stack.create({
      program: "",
      config,
      secrets: { "hestia:secretKey": secretKey },
      env: { PULUMI_BACKEND_URL: postgres.url },
    });
  });
  after(async () => {
    await stack?.dispose();
    await hestia?.close();
    await postgres?.stop();
  });

  const stored = (): string[] => hestia.aliases(ACCOUNT, N);

  it("takes a life: up, nothing to do, update, drift, refresh, destroy", async () => {
    declare("a.test", "b.test");
    const up = await stack.up();
    expect(up.code, up.output).to.equal(0);
    expect(stored()).to.have.members(["acme.com", "www.acme.com", "a.test", "b.test"]);
    const again = await stack.up("--expect-no-changes");
    expect(again.code, again.output).to.equal(0);

    declare("b.test", "c.test");
    expect((await stack.up()).code).to.equal(0);
    hestia.setAliases(ACCOUNT, N, ["acme.com", "b.test", "c.test"]);
    const drift = await stack.preview("--expect-no-changes");
    expect(drift.code, drift.output).not.to.equal(0);
    expect((await stack.up()).code).to.equal(0);
    expect(stored()).to.have.members(["acme.com", "www.acme.com", "b.test", "c.test"]);
    expect((await stack.refresh("--expect-no-changes")).code).to.equal(0);
    const { output } = await stack.run("whoami", "--verbose");
    expect(output).to.contain("postgres://");

    const deployment = await stack.export();
    expectClean(JSON.stringify(deployment));
    const destroy = await stack.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(stored()).to.deep.equal([]);
  });

  it("lets one run at a time work on a stack: a second one fails at once, as docs/scaling.md says", async () => {
    declare("a.test");
    const { reached, release } = holdCall(hestia, "v-add-web-domain-alias");
    const first = stack.up();
    await reached;
    const second = await stack.up();
    release();
    expect(second.code, second.output).not.to.equal(0);
    expect(second.output).to.contain("the stack is currently locked");
    const { code, output } = await first;
    expect(code, output).to.equal(0);
    expect(stored()).to.have.members(["acme.com", "www.acme.com", "a.test"]);
  });
});

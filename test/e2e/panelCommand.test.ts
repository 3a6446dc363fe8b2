import { expect } from "chai";
import { RunningCommand } from "../support/command";
import { startMappedDomains } from "../support/mappedDomains";
import { Stack } from "../support/stack";

const PROGRAMS = {
  hestia: `new (require("pulumi-mapped-domains").HestiaWebAlias)("acme", { domain: "acme.com" });`,
  enhance: `new (require("pulumi-mapped-domains").EnhanceDomain)("acme", { domain: "acme.com" });`,
} as const;

interface Shown {
  readonly places: { rows: { name: string; mark: string }[] }[];
}

describe("what `mapped-domains panel` prints", function () {
  this.timeout(120_000);
  let panel: RunningCommand;
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.create({ program: "" });
  });
  afterEach(async () => {
    panel?.killRemains();
    await stack?.dispose();
  });

  for (const [kind, program] of Object.entries(PROGRAMS)) {
    it(`${kind}: its commands, run as they stand there, lead to a panel with TLS that an update maps a domain on`, async () => {
      panel = startMappedDomains(["panel", kind, "--port", "0", "--tls", "--latency", "0"], stack.folder);
      await panel.waitFor(/Ctrl-C ends it/);
      const commands = panel.output.match(/^ +pulumi config set .*$/gm) ?? [];
      expect(commands.length).to.be.above(4);
      for (const line of commands) {
        const { folder: cwd, env } = stack;
        const { code, output } = await new RunningCommand("sh", ["-c", line], { cwd, env, timeout: 60_000 })
          .done;
        expect(code, `${line}: ${output}`).to.equal(0);
      }
      stack.setProgram(program);
      const up = await stack.up();
      expect(up.code, up.output).to.equal(0);
      const [, statusPage = ""] = /^ +Status page +(\S+)$/m.exec(panel.output) ?? [];
      const answer = await fetch(new URL("/_control/status/acme.com", statusPage));
      const { places } = (await answer.json()) as Shown;
      const rows = places.flatMap((place) => place.rows);
      expect(rows.map(({ name, mark }) => ({ name, mark }))).to.deep.equal([
        { name: "acme.com", mark: "fine" },
      ]);
      const destroy = await stack.destroy();
      expect(destroy.code, destroy.output).to.equal(0);
      panel.interrupt();
      expect((await panel.done).code).to.equal(0);
    });
  }
});

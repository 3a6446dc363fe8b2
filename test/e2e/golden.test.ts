import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { tokens, websiteOn } from "../support/enhance";
import { ACCOUNT, configurationFor, N, S } from "../support/hestia";
import { type Deployment, Stack } from "../support/stack";
import { programs } from "./golden/program";

/** Aliases and domains as they were on the panels when version 0.1 wrote the state. */
const STORED = {
  [N]: "www.with-www.test auto.test plain.test with-www.test www.auto.test a.test b.test www.a.test www.b.test half.test www.half.test",
  [S]: "*.wild.test www.x.test x.test y.test stray.test taken.test",
};
const MAPPED = "plain.example options.example x.example y.example stray.example half.example a.example";

/** What it updates in that state: all else is unchanged. */
const UPDATES = [
  // Something had failed for these resources.
  "half",
  "failing",
  "enhance-half",
  "enhance-failing",
  // A refresh had recorded undeclared names, which are drift now.
  "exclusive",
  "enhance-exclusive",
  // This panel's server does not have it.
  "enhance-server",
];

describe("a state that version 0.1 wrote", function () {
  this.timeout(120_000);
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;
  let stack: Stack;

  before(async () => {
    hestia = await startHestiaPanel();
    enhance = await startEnhancePanel();
    for (const [webDomain, names] of Object.entries(STORED))
      hestia.setAliases(ACCOUNT, webDomain, names.split(" "));
    enhance.setDomains(demoEnhance.websiteId, MAPPED.split(" "));
    Object.assign(enhance.domain("options.example"), { mappingKind: "addon", documentRoot: "site" });
    enhance.domain("y.example").mappingKind = "addon";
    const { "hestia:secretKey": secretKey = "", ...onHestia } = configurationFor(hestia);
    const { "enhance:apiToken": _token, ...onEnhance } = websiteOn(enhance);
    stack = await Stack.create({
      program: programs[1],
      config: { ...onHestia, ...onEnhance },
      secrets: { "hestia:secretKey": secretKey, "enhance:apiToken": tokens.masterOwner },
    });
    const text = readFileSync(join(__dirname, "golden", "state-0.1.json"), "utf8")
      .replaceAll("HESTIA_HOST", hestia.host)
      .replaceAll("ENHANCE_HOST", enhance.host);
    await stack.import(JSON.parse(text) as Deployment);
  });
  after(async () => {
    await stack?.dispose();
    await hestia?.close();
    await enhance?.close();
  });

  it("previews updates of what is not as declared, and no replacement", async () => {
    const preview = await stack.preview("--diff");
    expect(preview.code, preview.output).to.equal(0);
    const changes = preview.steps.filter(({ op }) => op !== "same");
    expect(changes.map(({ op, name }) => `${op} ${name}`)).to.have.members(
      UPDATES.map((name) => `update ${name}`),
    );
    const lines = preview.output.split("\n").filter((line) => /^\s*[-+] /.test(line));
    const isOfDrift = (line: string) => /^\+ +(drift|\[\d\]) *:/.test(line.trim());
    expect(lines.filter((line) => !isOfDrift(line)).map((line) => line.trim())).to.have.members([
      '- stray.test: "unmanaged"',
      '- stray.example: "unmanaged"',
    ]);
    expect(lines.flatMap((line) => /\[\d\]: "(.*)"/.exec(line)?.[1] ?? [])).to.have.members([
      "stray.test is on the panel and not declared",
      "stray.example is on the panel and not declared",
      "documentRoot is public_html",
      "shop.example.org is not on the panel",
      ...["host.example", "www.host.example", "taken.test", "www.taken.test"].map(
        (name) => `${name} is not on the panel`,
      ),
    ]);
    expect(preview.steps).to.have.length(13);
  });

  it("can be destroyed: only what the resources own is removed from the panels", async () => {
    const destroy = await stack.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(hestia.aliases(ACCOUNT, N)).to.deep.equal([]);
    expect(hestia.aliases(ACCOUNT, S)).to.have.members(["stray.test", "taken.test"]);
    expect(enhance.domains(demoEnhance.websiteId)).to.have.members([
      demoEnhance.domain,
      demoEnhance.previewDomain,
      "stray.example",
    ]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { picture } from "../../tools/picture/svg";
import { CHECKOUT } from "../support/project";

const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, text = ""]) => text);

describe("the picture of a run", () => {
  it("shows what a terminal shows in the end: colours, columns, and what was drawn over", async () => {
    const drawn = "\u001b[1mUpdating\u001b[0m\nwaits\r\u001b[32mdone \u001b[0m  a   b < c & d\n";
    const svg = await picture(drawn, 'a "run"');
    expect(textsIn(svg)).to.deep.equal(["Updating", "done", "a\u00a0\u00a0 b &lt; c &amp; d"]);
    expect(svg).to.match(/<tspan x="16\.0" font-weight="bold">Updating</);
    expect(svg).to.match(/<tspan x="16\.0" fill="#98c379">done</);
    expect(svg).to.contain('aria-label="a &quot;run&quot;"');
  });

  it("in README is of a run that went well and shows the drift, with nothing of the machine in it", () => {
    const svg = readFileSync(join(CHECKOUT, "docs", "run.svg"), "utf8");
    const text = textsIn(svg).join("\n");
    for (const shown of ["+ 3 created", "www.acme.com is not on the panel", "panel.example.com:8083"])
      expect(text.replaceAll("\u00a0", " ")).to.contain(shown);
    expect(text).not.to.match(/127\.0\.0\.1|error|warning|\/tmp\//);
  });
});

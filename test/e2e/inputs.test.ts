import { expect } from "chai";
import { N } from "../support/hestia";
import { alias, HestiaStackHarness } from "./hestiaStack";

/** Mistakes in a program, and the texts in its preview. */
const WRONG: readonly (readonly [
  title: string,
  args: Readonly<Record<string, unknown>>,
  expected: string[],
])[] = [
  ["no domain", {}, ["has a problem: domain is not set; give the customer's domain, such as acme.com"]],
  [
    "several inputs, all reported at once",
    { domain: "https://acme.com/", account: "a b", webDomain: "*.x.com", www: "yes", restart: "now" },
    [
      "property domain value {https://acme.com/} has a problem: is a URL; give the host name alone, such as acme.com",
      "property account value {a b} has a problem: is no account name",
      "property webDomain value {*.x.com} has a problem: is a wildcard",
      "property www value {yes} has a problem: must be one of true, false, auto",
      "property restart value {now} has a problem: must be one of no, ",
    ],
  ],
  [
    "a name that the panel would take and be broken by",
    { domain: "acme .com" },
    ["property domain value {acme .com} has a problem: has white space in it"],
  ],
  [
    "the web domain itself",
    { domain: N },
    [`property domain value {${N}} has a problem: is the web domain itself`],
  ],
  [
    "www beside a wildcard",
    { domain: "*.acme.com", www: true },
    ["property www value {true} has a problem: does not go with *.acme.com"],
  ],
  [
    "a connection that does not exist",
    { domain: "acme.com", connection: "eu1" },
    ['property connection value {eu1} has a problem: "eu1" is no connection of this stack'],
  ],
  [
    "an unknown input",
    { domain: "acme.com", webdomain: "x.com" },
    ['has a problem: "webdomain" is no input; inputs are domain, account, webDomain'],
  ],
];

describe("a preview reports", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  for (const [title, args, expected] of WRONG) {
    it(`${title}, and calls no panel`, async () => {
      harness.declare(alias("acme", args));
      const preview = await harness.preview();
      expect(preview.code).not.to.equal(0);
      for (const text of expected) expect(preview.output).to.contain(text);
      expect(harness.calls).to.deep.equal([]);
    });
  }
});

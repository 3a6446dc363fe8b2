import { expect } from "chai";
import { commandError } from "../../provider/hestia/api/answer";
import { cureFor, exitCode, REFUSALS } from "../../provider/hestia/api/exitCodes";

const failure = (code: number, status: number, text = "") =>
  commandError("panel.example.com:8083", "v-add-web-domain-alias", { code, status, text }).failure;

describe("exit codes of Hestia's commands (docs/panels/hestia.md#exit-codes)", () => {
  const NAMES: Record<number, string> = {
    1: "E_ARGS",
    2: "E_INVALID",
    3: "E_NOTEXIST",
    4: "E_EXISTS",
    5: "E_SUSPENDED",
    8: "E_LIMIT",
    9: "E_PASSWORD",
    10: "E_FORBIDEN",
    11: "E_DISABLED",
    20: "E_RESTART",
    21: "E_API_DISABLED",
  };
  for (const [code, name] of Object.entries(NAMES)) {
    it(`${code} is ${name}`, () => expect(exitCode(Number(code)).name).to.equal(name));
  }

  it("have a meaning and a cure each, as has an unknown code", () => {
    for (let code = -1; code <= 22; code += 1) {
      expect(exitCode(code).meaning, String(code)).to.match(/^\S.*[^.]$/);
      expect(exitCode(code).cure, String(code)).to.match(/^[A-Z].*[.n]$/s);
    }
    expect(exitCode(99).name).to.equal("unknown");
  });

  it("are refusals where the API did not run the command", () => {
    for (const code of REFUSALS) expect(failure(code, 401).kind).to.equal("refused");
  });

  it("are no refusals where the command ran: then the status is 200, in the legacy ways", () => {
    for (const code of REFUSALS) expect(failure(code, 200).kind).to.equal("rejected");
  });

  it("3 and 4 are kinds of their own", () => {
    expect(failure(3, 400).kind).to.equal("missing");
    expect(failure(4, 400).kind).to.equal("conflict");
  });
});

describe("the cure for a failure", () => {
  const ROWS: [what: string, code: number, text: string, ran: boolean, cure: RegExp][] = [
    ["of 10 by the allow list", 10, "Error: IP is not allowed to connect with API", false, /allow list/],
    [
      "of 10 by permission",
      10,
      "Error: Key K don't have permission to run the command c",
      false,
      /web-aliases/,
    ],
    [
      "of 10 by permission for the counters",
      10,
      "Error: Key K don't have permission to run the command v-update-user-counters",
      false,
      /^Add v-update-user-counters to COMMANDS.* or set hestia:updateCounters to false\.$/,
    ],
    [
      "of 10 by account",
      10,
      `the "user" argument doesn\\'t match the key\\'s user`,
      false,
      /another account/,
    ],
    ["of 10 without words names all of these", 10, "", false, /allow list.*admin.*access key.*ROLE='user'/s],
    ["of 9 by suspension", 9, "Error: user tenant1 is suspended", false, /^Unsuspend/],
    [
      "of 4 by the domain above",
      4,
      "Unable to add x. y belongs to a different user",
      true,
      /^The domain above/,
    ],
    ["of 3 by the suffix list", 3, "Error: public_suffix_list.dat not found", true, /public suffix list/],
    ["of 11 by the API", 11, "Error: API has been disabled", false, /^Switch the API on/],
    ["of 11 by the web system", 11, "Error: WEB_SYSTEM is not enabled", false, /WEB_SYSTEM/],
    ["of 11 by the web system, without words", 11, "", true, /WEB_SYSTEM/],
  ];
  for (const [what, code, text, ran, cure] of ROWS) {
    it(what, () => expect(cureFor(code, text, ran)).to.match(cure));
  }
});

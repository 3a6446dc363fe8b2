import { expect } from "chai";
import { nearest } from "../../../provider/cli/doctor/nearest";

const KEYS = ["apiUrl", "apiUser", "apiToken", "account", "webDomain", "restart", "www"];

describe("the word that a mistyped one is meant for", () => {
  const MEANT: readonly [typed: string, meant: string | undefined][] = [
    ["apiURL", "apiUrl"],
    ["api_url", "apiUrl"],
    ["acount", "account"],
    ["webdomain", "webDomain"],
    ["restrat", "restart"],
    ["token", undefined],
    ["colour", undefined],
    ["", undefined],
  ];
  for (const [typed, meant] of MEANT)
    it(`"${typed}": ${meant ?? "none"}`, () => {
      expect(nearest(typed, KEYS)).to.equal(meant);
    });
});

import { expect } from "chai";
import type { Properties } from "../../provider/resource/dynamic";
import { lifecycleOf } from "../support/handlers";
import { CONFIGURED, sessionOf } from "./support";

const EU1 = { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash" };

/** A program's run: each declaration is checked in turn. */
function program() {
  const connections = JSON.stringify({ eu1: EU1, same: { ...EU1, apiUrl: CONFIGURED["hestia:apiUrl"] } });
  const { session } = sessionOf({ config: { ...CONFIGURED, "hestia:connections": connections } });
  const lifecycle = lifecycleOf("hestiaWebAlias", session);
  return async (declaration: string | undefined, news: Properties) =>
    (await lifecycle.check({}, news, declaration)).problems;
}

describe("check of web aliases: one name declared twice", () => {
  const TWICE: [what: string, first: Properties, second: Properties, name: string][] = [
    ["in the same words", { domain: "acme.com" }, { domain: "acme.com" }, "acme.com"],
    [
      "in another spelling",
      { domain: "bücher.test" },
      { domain: "XN--BCHER-KVA.test." },
      "xn--bcher-kva.test",
    ],
    ["as a www name", { domain: "acme.com", www: true }, { domain: "www.acme.com" }, "www.acme.com"],
    ["by a www name", { domain: "www.acme.com" }, { domain: "acme.com", www: true }, "www.acme.com"],
    [
      "for another web domain",
      { domain: "acme.com" },
      { domain: "acme.com", webDomain: "b.test" },
      "acme.com",
    ],
    ["for another account", { domain: "acme.com" }, { domain: "acme.com", account: "tenant2" }, "acme.com"],
    [
      "by another connection to the same panel",
      { domain: "acme.com" },
      { domain: "acme.com", connection: "same" },
      "acme.com",
    ],
  ];
  for (const [what, first, second, name] of TWICE) {
    it(`${what} is told at the second, with the name and the first`, async () => {
      const check = program();
      expect(await check("first#1", first)).to.deep.equal([]);
      expect(await check("second#2", second)).to.deep.equal([
        {
          property: "domain",
          reason: `maps ${name}, which the resource "first" of this program maps on the same panel already`,
        },
      ]);
    });
  }

  it("is told for two resources of one name, such as in two components", async () => {
    const check = program();
    await check("acme#1", { domain: "acme.com" });
    expect(await check("acme#2", { domain: "acme.com" })).to.have.length(1);
  });

  for (const [what, first, second] of [
    ["on two panels", { domain: "acme.com" }, { domain: "acme.com", connection: "eu1" }],
    ["and its wildcard", { domain: "acme.com" }, { domain: "*.acme.com" }],
    ["and its www name apart", { domain: "acme.com", www: false }, { domain: "www.acme.com" }],
  ] as const) {
    it(`is fine ${what}`, async () => {
      const check = program();
      await check("first#1", first);
      expect(await check("second#2", second)).to.deep.equal([]);
    });
  }

  it("is fine when a replacement checks its declaration again", async () => {
    const check = program();
    await check("acme#1", { domain: "acme.com", www: true });
    expect(await check("acme#1", { domain: "acme.com", www: true })).to.deep.equal([]);
  });

  it("is not told where declarations cannot be told apart", async () => {
    const check = program();
    await check(undefined, { domain: "acme.com" });
    expect(await check(undefined, { domain: "acme.com" })).to.deep.equal([]);
  });

  it("counts no declaration that has a problem of its own", async () => {
    const check = program();
    expect(await check("first#1", { domain: "acme.com", restart: "now" })).to.have.length(1);
    expect(await check("second#2", { domain: "acme.com" })).to.deep.equal([]);
  });
});

import { expect } from "chai";
import { demoEnhance, type EnhanceSettings, type EnhanceState, enhanceState } from "../../../panels/enhance";
import { EnhanceHarness, serverOn } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createServerDomain";

type Shape = EnhanceSettings["serverDomains"]["shape"];

function panelOf(shape: Shape, more: { wrongBody?: 400 | 415 | 422; empty?: boolean } = {}) {
  const { wrongBody = 400, empty = false } = more;
  const state: EnhanceState = enhanceState({ settings: { serverDomains: { shape, wrongBody } } });
  for (const { id, websiteId } of Object.values(state.domains)) {
    if (empty && websiteId === demoEnhance.hostnameWebsiteId) delete state.domains[id];
  }
  return EnhanceHarness.start({ state }, serverOn);
}

/** What panels have taken over the years (docs/panels/enhance.md#server-domains). */
const BODIES: [what: string, shape: Shape, empty: boolean, adds: string[]][] = [
  ["today's list, so a bare text", "hostnames", false, ['add "acme.com"']],
  ["a list of before, so a bare text", "legacy", false, ['add "acme.com"']],
  ["the guide's list, so the guide's object", "guide", false, ['add {"domain":"acme.com"}']],
  ["the guide's list with nothing in it: the object", "guide", true, ['add {"domain":"acme.com"}']],
  [
    "a list of before with nothing in it: the object, and then the text",
    "legacy",
    true,
    ['add {"domain":"acme.com"}', 'add "acme.com"'],
  ],
];

describe("a domain of a server", () => {
  let harness: EnhanceHarness;
  afterEach(() => harness.close());

  for (const [what, shape, empty, adds] of BODIES) {
    it(`is added in the form that the list suggests: ${what}`, async () => {
      harness = await panelOf(shape, { empty });
      const domain = harness.single();
      await domain.declare(acme);
      expect(harness.writes).to.deep.equal(adds);
      expect(harness.added).to.deep.equal(["acme.com"]);
      harness.nextRun();
      expect(await domain.refresh()).to.equal(true);
      await domain.destroy();
      expect(harness.writes).to.deep.equal(["drop"]);
      expect(harness.added).to.deep.equal([]);
    });
  }

  it("is the server's own where it is the first, as the error of its delete says (docs/panels/enhance.md#server-domains)", async () => {
    harness = await panelOf("hostnames", { empty: true });
    const domain = harness.single();
    await domain.declare(acme);
    expect(harness.writes).to.deep.equal(['add "acme.com"']);
    harness.nextRun();
    const { message } = await failureOf(domain.destroy());
    expect(message).to.match(
      /own host name.* make another name the server's own .*`pulumi state delete <urn>`/,
    );
    expect(harness.added).to.deep.equal(["acme.com"]);
  });

  for (const wrongBody of [400, 415, 422] as const) {
    it(`is added as a text after the object was refused with ${wrongBody}`, async () => {
      harness = await panelOf("legacy", { empty: true, wrongBody });
      await harness.single().declare(acme);
      expect(harness.added).to.deep.equal(["acme.com"]);
    });
  }

  for (const [status, code] of [
    [403, "only_mo_allowed"],
    [409, "already_exists"],
    [429, "slow_down"],
  ] as const) {
    it(`is not sent in another form after a ${status}`, async () => {
      harness = await panelOf("legacy", { empty: true });
      harness.panel.faults.add({ do: "error", status, code, when: "before", times: 9, operationId: POST });
      const { message } = await failureOf(harness.single().declare(acme));
      expect(message).to.match(
        new RegExp(`did not add the domain to the server \\[HTTP ${status}, code ${code}`),
      );
      expect(new Set(harness.writes)).to.deep.equal(new Set(['add {"domain":"acme.com"}']));
    });
  }
});

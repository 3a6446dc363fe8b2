import { expect } from "chai";
import type { EnhanceFaultEffect } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceHarness, PLACE, SERVER, serverOn, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

const answer = (status: number, contentType: string, body: string): EnhanceFaultEffect => ({
  do: "answer",
  status,
  contentType,
  body,
  when: "before",
});
const error = (status: number, code: string, detail?: string): EnhanceFaultEffect => ({
  do: "error",
  status,
  code,
  ...(detail === undefined ? {} : { detail }),
  when: "before",
});

/** Answers to a list that say nothing of whether a domain is there. */
const NO_ANSWERS: [what: string, effect: EnhanceFaultEffect][] = [
  ["a 404 for the organization", error(404, "not_found", "org")],
  ["a 404 for the website", error(404, "not_found", "website")],
  ["a 404 for a domain", error(404, "not_found", "domain")],
  ["a 404 that names nothing", error(404, "not_found")],
  ["a 404 for a malformed id", answer(404, "text/plain", "UUID parsing failed: invalid length: found 4")],
  ["a 404 of a front", answer(404, "text/html", "<html></html>")],
  ["a 404 without a body", answer(404, "text/plain", "")],
  ["a 401", error(401, "invalid_session_token")],
  ["a 403", error(403, "unauthorized")],
  ["a 403 for the master organization's sake", error(403, "only_mo_allowed")],
  ["the page of the panel's UI", answer(200, "text/html", "<!DOCTYPE html><html></html>")],
  ["a page that begins like no page", answer(200, "text/html", "Welcome")],
  ["JSON that is no list", answer(200, "application/json", '{"items":null}')],
  ["a bare list", answer(200, "application/json", "[]")],
  ["nothing at all", answer(200, "application/json", "")],
  ["a redirect", answer(302, "text/html", "")],
  ["a panel that is being updated", { do: "html", status: 503, when: "before" }],
  ["an error of the panel", error(500, "internal")],
  ["a connection that is cut", { do: "hang-up", when: "before" }],
  ["a panel that wants fewer calls", { do: "rate-limit", retryAfter: 1 }],
  ["an unknown status", answer(418, "application/json", '{"code":"teapot"}')],
];

const KINDS = [
  ["acme.com", websiteOn, (harness: EnhanceHarness) => harness.single(), { domain: "acme.com" }, PLACE],
  ["the set", websiteOn, (harness: EnhanceHarness) => harness.set(), { domains: ["a.com", "b.com"] }, PLACE],
  [
    "acme.com",
    serverOn,
    (harness: EnhanceHarness) => harness.single(),
    { domain: "acme.com" },
    `server ${SERVER}`,
  ],
] as const;

for (const [expected, config, make, args, place] of KINDS) {
  describe(`a list that does not show whether ${expected} exists on ${place}`, () => {
    let harness: EnhanceHarness;
    let resource: Resource;
    beforeEach(async () => {
      harness = await EnhanceHarness.start({}, config);
      resource = make(harness);
      await resource.declare(args);
      harness.nextRun();
    });
    afterEach(() => harness.close());

    for (const [what, effect] of NO_ANSWERS) {
      it(`does not make it count as gone: ${what}`, async () => {
        const operationId = config === serverOn ? "getServerHostnameWebsite" : "getWebsiteDomainMappings";
        harness.panel.faults.add({ ...effect, operationId, times: 10 });
        const { message, cure } = await failureOf(resource.refresh());
        expect(message).to.contain(`read ${expected} on ${harness.panel.host} (${place}): `);
        expect(cure).not.to.equal(undefined);
        expect(resource.id).not.to.equal("");
      });
    }
  });
}

import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { type FailureKind, isPanelError, type PanelError } from "../../../provider/core/errors";
import type { Answer } from "../../../provider/core/http";
import { type Call, jsonOf, verifySuccess, wordOf } from "../../../provider/enhance/api/answer";
import "../arbitraries";
import { answers, type Case, html, json, text } from "./answers";

const SET_TOKEN = "pulumi config set --secret enhance:apiToken <token>";
const CALL: Call = {
  panel: "panel.example.com:443",
  purpose: "map the domain to the website",
  method: "POST",
  path: "orgs/1/websites/2/domains",
  creates: true,
  setToken: SET_TOKEN,
  rateKey: "enhance:requestsPerSecond",
};

/** The error that an answer is taken for. */
function errorOf(answer: Answer, call = CALL): PanelError {
  try {
    verifySuccess(answer, call);
  } catch (error) {
    if (isPanelError(error)) return error;
    throw error;
  }
  throw new Error("it was taken for a success");
}

describe("an answer of an Enhance panel", () => {
  const test = ([what, answer, expected, cure, call]: Case) => {
    it(`is ${expected.kind}: ${what}`, () => {
      const { failure, message } = errorOf(answer, { ...CALL, ...call });
      expect(failure).to.deep.include({ panel: CALL.panel, status: answer.status, ...expected });
      expect(failure.cure).to.match(cure);
      expect(message)
        .to.contain(`HTTP ${answer.status}`)
        .and.contain(failure.cure ?? "no cure");
      if (expected.code !== undefined) expect(message).to.contain(`code ${expected.code}`);
    });
  };
  for (const one of answers) test(one);

  it("has the panel's words, the cure, and then operation, domain, place, status and code, in this order", () => {
    const answer = json(409, { code: "already_exists", detail: "domain", message: "domain already exists" });
    const error = errorOf(answer).during({
      operation: "create",
      domain: "acme.com",
      place: "organization 1, website 2",
    });
    expect(error.message).to.equal(
      "The panel did not map the domain to the website: domain already exists (domain).\n" +
        "  A panel holds a domain once: remove it where it is, or declare it there.\n" +
        "  During create of acme.com on panel.example.com:443 (organization 1, website 2): HTTP 409, code already_exists",
    );
  });

  it("field case 7: names the command that sets the token of its connection", () => {
    const setToken = "pulumi config set --secret --path 'enhance:connections.eu1.apiToken' <token>";
    for (const code of ["no_session_token", "invalid_session_token", "another"]) {
      const { failure } = errorOf(json(401, { code }), { ...CALL, setToken });
      expect(failure.cure).to.contain(setToken);
    }
  });

  it("field case 7: says how to delete a resource from the state only where there is one", () => {
    for (const [subject, path] of [
      ["website", CALL.path],
      ["org", CALL.path],
      ["server", "servers/1/domains"],
    ] as const) {
      const error = errorOf(json(404, { code: "not_found", detail: subject }), { ...CALL, path });
      expect(error.during({ operation: "create" }).message).not.to.contain("pulumi state delete");
      for (const operation of ["read", "update", "delete"])
        expect(error.during({ operation }).message).to.match(/`pulumi state delete <urn>` forgets\.$/m);
    }
  });

  it("says after a server error whether the work may have been done", () => {
    expect(errorOf(html(502)).failure.cure).to.match(/^The work may have been done all the same\./);
    expect(errorOf(html(502), { ...CALL, method: "GET" }).failure.cure).to.match(/^Run the command again/);
  });

  it("is a success whatever its body, unless that is a page of the panel's UI", () => {
    for (const answer of [json(201, { id: 1 }), text(200, "Resolved"), text(204, ""), text(201, "")]) {
      expect(() => verifySuccess(answer, CALL)).not.to.throw();
    }
    for (const page of ["<!DOCTYPE html><html></html>", "\n<html lang='en'>"]) {
      expect(errorOf(text(200, page)).kind).to.equal("protocol");
    }
  });

  it("is not the panel's API where its JSON has another form", () => {
    const schema = z.object({ items: z.array(z.string()) });
    expect(jsonOf(json(200, { items: ["a"], more: 1 }), schema, CALL)).to.deep.equal({ items: ["a"] });
    for (const answer of [json(200, { items: 1 }), json(200, []), text(200, "Resolved"), text(200, "")]) {
      expect(() => jsonOf(answer, schema, CALL)).to.throw(/is none of the panel's API/);
    }
  });

  it("is a bare word, quoted or not", () => {
    for (const word of ["Resolved", '"Resolved"', " Resolved\n"]) {
      expect(wordOf(text(200, word), CALL)).to.equal("Resolved");
    }
    expect(() => wordOf(text(200, "<html>"), CALL)).to.throw(/none of the panel's API/);
  });

  it("means `missing` only as JSON with status 404, and no answer causes another exception", () => {
    const codes = fc.constantFrom("not_found", "already_exists", "unauthorized", "anything_else");
    const body = fc.oneof(
      fc
        .record({ code: codes, detail: fc.option(fc.string()), message: fc.option(fc.string()) })
        .map((value) => JSON.stringify(value)),
      fc.json(),
      fc.string(),
      fc.constantFrom("<html></html>", "UUID parsing failed: invalid length", ""),
    );
    const type = fc.constantFrom("application/json", "text/plain; charset=utf-8", "text/html", "");
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), type, body, (status, contentType, content) => {
        const answer = { status, headers: new Map([["content-type", contentType]]), text: content };
        const kind: FailureKind = errorOf(answer).kind;
        if (kind === "missing") expect([status, contentType]).to.deep.equal([404, "application/json"]);
        if (status >= 500) expect(kind).to.equal("unclear");
        if (status < 400) expect(kind).to.equal("protocol");
      }),
    );
  });
});

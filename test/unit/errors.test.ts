import { expect } from "chai";
import fc from "fast-check";
import {
  type Failure,
  type FailureKind,
  isHopeless,
  isPanelError,
  isUnclear,
  PanelError,
} from "../../provider/core/errors";

const FULL = {
  kind: "conflict",
  panel: "panel.example.com:8083",
  what: "the name is in use",
  command: "v-add-web-domain-alias",
  cure: "Remove it there first.",
  operation: "create",
  domain: "acme.com",
  place: "account tenant1, web domain network.example.com",
  code: 4,
  codeName: "E_EXISTS",
  status: 400,
  subject: "alias",
  detail: "Web alias acme.com exists",
} satisfies Failure;

describe("a panel's error", () => {
  it("has what happened with the panel's words first, then the cure, then operation, domain, panel, place, command, status, code and its name", () => {
    expect(new PanelError(FULL).message).to.equal(
      "The name is in use: Web alias acme.com exists.\n" +
        "  Remove it there first.\n" +
        "  During create of acme.com on panel.example.com:8083 (account tenant1, web domain network.example.com): " +
        "v-add-web-domain-alias, HTTP 400, code 4 (E_EXISTS)",
    );
  });

  it("has only those of these parts that are known", () => {
    const { kind, panel, what } = FULL;
    expect(new PanelError({ kind, panel, what }).message).to.equal(
      "The name is in use.\n  On panel.example.com:8083",
    );
    expect(new PanelError({ kind, panel, what, code: "ECONNREFUSED" }).message).to.contain(
      ".\n  On panel.example.com:8083: code ECONNREFUSED",
    );
    expect(new PanelError({ kind, panel, what, status: 502 }).message).to.contain(
      ".\n  On panel.example.com:8083: HTTP 502",
    );
  });

  it("field case 20: begins in upper case where it stands alone, and in lower case within a sentence", () => {
    const { kind, panel, what, code, detail } = FULL;
    const error = new PanelError({ kind, panel, what });
    expect(error.message).to.match(/^The name is in use\.$/m);
    expect(error.facts).to.equal("the name is in use");
    expect(error.with({ code }).facts).to.equal("the name is in use (code 4)");
    expect(new PanelError(FULL).facts).to.equal(
      `the name is in use (v-add-web-domain-alias, HTTP 400, code 4 (E_EXISTS)): ${detail}`,
    );
  });

  it("begins in lower case with a name: of a domain, a command, a property", () => {
    const { kind, panel } = FULL;
    for (const what of ["acme.com is taken", "v-list-web-domains printed nothing", "onExisting is fail"])
      expect(new PanelError({ kind, panel, what }).message).to.match(new RegExp(`^${what}\\.`));
  });

  it("has the panel's words on a line of their own where they are long or several lines", () => {
    for (const detail of ["word ".repeat(40).trim(), "one\ntwo"]) {
      const { message, line } = new PanelError({ ...FULL, detail });
      expect(message.split("\n")[0]).to.equal("The name is in use.");
      expect(message).to.contain(`\n  The panel says: ${detail.replace("\n", "\n  ")}\n  During create`);
      expect(line).to.contain(`first. The panel says: ${detail.replace("\n", " ")} During create`);
    }
  });

  it("has every line but the first indented, and is one line in a set's output", () => {
    const { message, line } = new PanelError({
      ...FULL,
      cure: "Install this:\nROLE='user'\nand make a key.",
    });
    expect(message.split(/\n(?! {2})/)).to.have.length(1);
    expect(line).to.contain(
      "exists. Install this: ROLE='user' and make a key. During create of acme.com on ",
    );
  });

  it("shows all its fields", () => {
    // The subject is among the panel's own words.
    const { kind, panel, what, subject: _subject, ...optional } = FULL;
    const some = fc.subarray(Object.entries(optional));
    fc.assert(
      fc.property(some, (entries) => {
        const { message } = new PanelError({ kind, panel, what, ...Object.fromEntries(entries) });
        for (const [, value] of entries) expect(message).to.contain(String(value));
        expect(message).not.to.contain("undefined");
      }),
    );
  });

  const OLD_CONFIGURATION =
    /^ {2}A refresh and a destroy use the configuration of the last `pulumi up`: .*`--run-program`\.$/m;

  it("field case 7: of a refused refresh or destroy explains which configuration these use", () => {
    for (const kind of ["refused", "unreachable"] as const) {
      for (const operation of ["read", "delete"])
        expect(new PanelError({ ...FULL, kind, operation }).message).to.match(OLD_CONFIGURATION);
      for (const operation of ["create", "update", undefined]) {
        const { operation: _create, ...rest } = FULL;
        const { message } = new PanelError({ ...rest, kind, ...(operation && { operation }) });
        expect(message).not.to.match(OLD_CONFIGURATION);
      }
    }
    expect(new PanelError({ ...FULL, operation: "read" }).message).not.to.match(OLD_CONFIGURATION);
  });

  it("field case 7: has no advice about an existing resource for a create or a lookup", () => {
    const failure = { ...FULL, forExisting: "Forget it." };
    expect(new PanelError({ ...failure, operation: "update" }).message).to.match(
      /first\.\n {2}Forget it\.$/m,
    );
    expect(new PanelError(failure).message).not.to.contain("Forget it.");
    const { operation: _create, ...withoutOperation } = failure;
    expect(new PanelError(withoutOperation).message).not.to.contain("Forget it.");
  });

  it("does not say again what the panel's words repeat", () => {
    const { kind, panel } = FULL;
    const what = "the panel refused the command, authentication failed";
    const { message } = new PanelError({ kind, panel, what, detail: "authentication failed" });
    expect(message).to.equal(
      "The panel refused the command, authentication failed.\n  On panel.example.com:8083",
    );
  });

  it("does not end the panel's words with two full stops", () => {
    const { message } = new PanelError({
      ...FULL,
      detail: "Unable to add x. It belongs to a different user.",
    });
    expect(message).to.contain("a different user.\n  Remove");
  });

  it("gets its operation added, and keeps its other fields", () => {
    const { operation: _operation, domain: _domain, place: _place, ...failure } = FULL;
    const context = { operation: "update", domain: "acme.com", place: "account tenant1" };
    const error = new PanelError(failure).during(context);
    expect(error.failure).to.deep.equal({ ...failure, ...context });
    expect(error.message).to.match(
      /^ {2}During update of acme\.com on panel\.example\.com:8083 \(account tenant1\): /m,
    );
    expect(error.during({ operation: "delete" }).failure.operation).to.equal("update");
  });
});

describe("kinds of errors", () => {
  const ALL: FailureKind[] = [
    "unreachable",
    "unclear",
    "refused",
    "rejected",
    "missing",
    "conflict",
    "unproved",
    "protocol",
  ];
  const kinds = (test: (error: unknown) => boolean) =>
    ALL.filter((kind) => test(new PanelError({ kind, panel: "panel", what: "failed" })));

  it("that require a list are the unclear ones", () => {
    expect(kinds(isUnclear)).to.deep.equal(["unclear"]);
  });

  it("that stop further calls are unreachable and refused", () => {
    expect(kinds(isHopeless)).to.deep.equal(["unreachable", "refused"]);
  });

  it("can be tested by name, or all together", () => {
    expect(kinds((error) => isPanelError(error))).to.deep.equal(ALL);
    expect(kinds((error) => isPanelError(error, "missing", "conflict"))).to.deep.equal([
      "missing",
      "conflict",
    ]);
    expect(isPanelError(new Error("missing"), "missing")).to.equal(false);
  });
});

import { expect } from "chai";
import type { Session } from "../../provider/resource/session";
import { sessionOf } from "./support";

describe("a host's session", () => {
  it("treats empty settings as not set", () => {
    const { session } = sessionOf({ config: { "hestia:account": "" }, env: { WU_HESTIA_ACCOUNT: "" } });
    expect(session.source.config("hestia:account")).to.equal(undefined);
    expect(session.source.env("WU_HESTIA_ACCOUNT")).to.equal(undefined);
  });

  it("uses the configuration that it was given last", () => {
    const { session } = sessionOf({ config: { "hestia:account": "before" } });
    const { source } = session;
    session.configure({ get: () => "after" });
    expect(source.config("hestia:account")).to.equal("after");
  });

  it("has one object of each class", () => {
    class One {
      constructor(readonly session: Session) {}
    }
    class Other extends One {}
    const { session } = sessionOf({});
    expect(session.the(One)).to.equal(session.the(One));
    expect(session.the(One).session).to.equal(session);
    expect(session.the(Other)).to.be.instanceOf(Other).and.not.to.equal(session.the(One));
    expect(sessionOf({}).session.the(One)).not.to.equal(session.the(One));
  });

  it("prints a message once, however many resources it concerns", () => {
    const { session, said } = sessionOf({});
    for (const message of ["one", "two", "one"]) session.reportOnce(message);
    expect(said).to.deep.equal(["one", "two"]);
  });
});

describe("the connections to panels", () => {
  const config = {
    "hestia:apiUrl": "https://panel.example.com:8083/api",
    "hestia:apiHash": "stack-hash",
    "hestia:connections": JSON.stringify({
      same: { apiUrl: "https://PANEL.example.com:8083/api/", apiHash: "other-hash" },
      eu1: { apiUrl: "https://eu1.example.com:8083/api/", apiHash: "eu1-hash" },
    }),
  };

  it("have one client for each connection", () => {
    const { access } = sessionOf({ config });
    expect(access.client("eu1")).to.equal(access.client("eu1"));
    expect(access.client("same")).not.to.equal(access.client(undefined));
  });

  it("read the settings of each connection once", () => {
    const { access } = sessionOf({ config });
    expect(access.settings("eu1")).to.equal(access.settings("eu1"));
    expect(access.settings("same")).not.to.equal(access.settings(undefined));
    expect(access.settings(undefined)).to.equal(access.settings(undefined));
  });

  it("have one writer and one list for each panel and account, whatever the connection is called", () => {
    const { access } = sessionOf({ config });
    const [one, other] = [access.client(undefined).panel, access.client("same").panel];
    expect(access.writer(one, "tenant1")).to.equal(access.writer(other, "tenant1"));
    expect(access.lists(one, "tenant1")).to.equal(access.lists(other, "tenant1"));
    expect(access.writer(one, "tenant1")).not.to.equal(access.writer(one, "tenant2"));
    expect(access.writer(one, "tenant1")).not.to.equal(access.writer(access.client("eu1").panel, "tenant1"));
  });

  it("that cannot be used are reported with everything that is wrong", () => {
    const { access } = sessionOf({ config: { "hestia:timeout": "0" } });
    expect(() => access.client(undefined)).to.throw(
      /^The connection to the Hestia panel is not usable:\n- .*apiUrl is not set.*\n- .*has no credential.*\n- .*timeout/,
    );
  });
});

import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { type Certificate, selfSigned } from "../../support/tls";
import { ACCOUNT, clientAt, closePanels, failureOf, N, startPanel } from "./support";

describe("client: certificates", () => {
  let own: Certificate;
  before(async () => {
    own = await selfSigned();
  });
  afterEach(closePanels);

  const add = (panel: HestiaPanel, caCert?: string) =>
    clientAt(panel.url, caCert === undefined ? {} : { caCert }).add(ACCOUNT, N, ["a.test"], "no");

  it("a self-signed one is not trusted: the error shows its fingerprint and how to trust it", async () => {
    const panel = await startPanel({ tls: own });
    const failure = await failureOf(add(panel));
    expect(failure).to.include({ kind: "unreachable", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    const { fingerprint256 } = new X509Certificate(own.cert);
    expect(failure.what).to.equal("the panel's certificate is not trusted");
    expect(failure.cure)
      .to.match(/^It is made out to DNS:localhost,/)
      .and.contain(`SHA-256 ${fingerprint256}.`)
      .and.contain(
        `openssl s_client -connect ${panel.host} </dev/null | openssl x509 | pulumi config set hestia:caCert`,
      );
    expect(panel.calls(), "nothing was sent").to.deep.equal([]);
  });

  it("a self-signed one is trusted by caCert", async () => {
    const panel = await startPanel({ tls: own });
    await add(panel, own.cert);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
  });

  it("another one than caCert is not trusted", async () => {
    const panel = await startPanel({ tls: own });
    const other = await selfSigned();
    const failure = await failureOf(add(panel, other.cert));
    expect(failure.kind).to.equal("unreachable");
    expect(failure.what).to.equal("the panel's certificate is another one than caCert trusts");
    expect(failure.cure).to.contain("pulumi config set hestia:caCert");
    expect(panel.calls()).to.deep.equal([]);
  });

  it("one for another name is refused, although it is trusted, and the error says which name it is for", async () => {
    const elsewhere = await selfSigned({ names: ["panel.example.com"], addresses: [] });
    const panel = await startPanel({ tls: elsewhere });
    const failure = await failureOf(add(panel, elsewhere.cert));
    expect(failure).to.include({ kind: "unreachable", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(failure.what).to.equal("the panel's certificate is made out to another name");
    expect(failure.cure).to.match(
      /^It is made out to DNS:panel\.example\.com, [^.]*SHA-256 ([0-9A-F]{2}:){31}/,
    );
    expect(panel.calls()).to.deep.equal([]);
  });

  it("one that is expired is refused, although it is trusted", async () => {
    const expired = await selfSigned({ expired: true });
    const panel = await startPanel({ tls: expired });
    const failure = await failureOf(add(panel, expired.cert));
    expect(failure).to.include({ kind: "unreachable", code: "CERT_HAS_EXPIRED" });
    expect(failure.what).to.match(/outside its dates/);
  });

  it("are verified whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
    const panel = await startPanel({ tls: own });
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect((await failureOf(add(panel))).code).to.equal("DEPTH_ZERO_SELF_SIGNED_CERT");
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it("https to a port that speaks http fails, and the error says to check the port", async () => {
    const panel = await startPanel();
    const failure = await failureOf(clientAt(panel.url.replace("http:", "https:")).list(ACCOUNT));
    expect(failure).to.include({ kind: "unreachable" });
    expect(failure.what).to.equal("no TLS connection came about");
    expect(failure.cure).to.match(/speaks https/);
  });

  it("http to a port that speaks TLS is a redirect, which is not followed (docs/panels/hestia.md#the-front)", async () => {
    const panel = await startPanel({ tls: own });
    const failure = await failureOf(clientAt(panel.url.replace("https:", "http:")).list(ACCOUNT));
    expect(failure).to.include({ kind: "protocol", status: 302 });
    expect(failure.what).to.equal(`the panel answered with a redirect to ${panel.url}`);
    expect(panel.calls()).to.deep.equal([]);
  });

  it("one connection carries many calls", async () => {
    const panel = await startPanel({ tls: own });
    const client = clientAt(panel.url, { caCert: own.cert });
    for (const name of ["a.test", "b.test"]) await client.add(ACCOUNT, N, [name], "no");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "b.test"]);
  });
});

import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import type { FailureKind } from "../../provider/core/errors";
import { transportError } from "../../provider/core/transportError";

const OPTIONS = {
  url: new URL("https://127.0.0.1:8083/api/"),
  panel: "127.0.0.1:8083",
  caCertKey: "hestia:caCert",
  timeout: 2_500,
};
const HINTS = { port: " (it listens on 8083)", silence: "; fail2ban bans an address for a while" };

const broken = (code: string, syscall?: string) => Object.assign(new Error("broken"), { code, syscall });

describe("what the HTTP library throws, translated by its code", () => {
  const ROWS: [error: Error, kind: FailureKind, what: RegExp, cure: RegExp][] = [
    [broken("ECONNREFUSED"), "unreachable", /refused/, /port in apiUrl/],
    [broken("ENOTFOUND"), "unreachable", /does not resolve/, /typo/],
    [broken("EAI_AGAIN"), "unreachable", /does not resolve/, /resolver/],
    [broken("CONNECT_TIMED_OUT"), "unreachable", /no connection came about in time/, /firewall.*fail2ban/s],
    [broken("ETIMEDOUT", "connect"), "unreachable", /no connection came about in time/, /firewall/],
    [broken("EHOSTUNREACH"), "unreachable", /no connection came about/, /firewall/],
    [broken("ENETUNREACH"), "unreachable", /no connection came about/, /firewall/],
    [broken("CERT_HAS_EXPIRED"), "unreachable", /outside its dates/, /Renew/],
    [broken("CERT_NOT_YET_VALID"), "unreachable", /outside its dates/, /clock/],
    [broken("EPROTO"), "unreachable", /no TLS connection/, /speaks https/],
    [broken("ERR_SSL_WRONG_VERSION_NUMBER"), "unreachable", /no TLS connection/, /speaks https/],
    [broken("ERR_CANCELED"), "unclear", /no complete answer came within 2\.5 s/, /timeout setting/],
    [broken("ECONNRESET"), "unclear", /broke before the answer was complete/, /may have done the work/],
    [broken("EPIPE"), "unclear", /broke/, /may have done/],
    [broken("ETIMEDOUT", "read"), "unclear", /broke/, /may have done/],
    [new Error("whatever"), "unclear", /broke/, /may have done/],
  ];
  for (const [error, kind, what, cure] of ROWS) {
    const { code = "none", syscall } = error as NodeJS.ErrnoException;
    it(`${code}${syscall === undefined ? "" : ` of ${syscall}`} is ${kind}`, async () => {
      const { failure } = await transportError(error, OPTIONS, HINTS);
      expect(failure).to.include({ kind, panel: "127.0.0.1:8083" });
      expect(failure.what).to.match(what);
      expect(failure.cure).to.match(cure);
    });
  }

  it("a certificate that cannot be read again is reported without its fingerprint", async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const options = { ...OPTIONS, url: new URL(`https://127.0.0.1:${port}/api/`) };
    const { failure } = await transportError(broken("DEPTH_ZERO_SELF_SIGNED_CERT"), options, HINTS);
    server.close();
    expect(failure.cure).to.match(/^Its fingerprint could not be read\. If it is the panel's own /);
  });
});

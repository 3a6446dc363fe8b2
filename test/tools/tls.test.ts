import { X509Certificate } from "node:crypto";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { selfSigned } from "../support/tls";

/** Asks a server with this certificate, trusting that authority: the answer's text, or the error's code. */
async function ask(own: { key: string; cert: string }, ca: string | undefined): Promise<string> {
  const server = createServer(own, (_request, response) => response.end("answer"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const call = request({ host: "127.0.0.1", port, agent: false, ...(ca && { ca }) }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      });
      call.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      call.end();
    });
  } finally {
    server.close();
  }
}

describe("self-signed certificates", () => {
  it("are for the loopback addresses", async () => {
    const { cert } = await selfSigned();
    const names = new X509Certificate(cert).subjectAltName ?? "";
    expect(names).to.contain("DNS:localhost").and.contain("IP Address:127.0.0.1");
  });

  it("are trusted by whoever has them as an authority, and by nobody else", async () => {
    const [one, two] = [await selfSigned(), await selfSigned()];
    expect(await ask(one, one.cert)).to.equal("answer");
    expect(await ask(one, two.cert)).to.equal("DEPTH_ZERO_SELF_SIGNED_CERT");
    expect(await ask(one, undefined)).to.equal("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("can be expired, or for another host", async () => {
    const expired = await selfSigned({ expired: true });
    expect(await ask(expired, expired.cert)).to.equal("CERT_HAS_EXPIRED");
    const other = await selfSigned({ names: ["panel.example"], addresses: [] });
    expect(await ask(other, other.cert)).to.equal("ERR_TLS_CERT_ALTNAME_INVALID");
  });
});

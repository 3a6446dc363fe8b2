import tls from "node:tls";

const LOOK_TIMEOUT = 5_000;

/**
 * Says which certificate a server presents, with the fingerprint a person can compare. Nothing is sent over
 * this connection, so that it may be unverified.
 */
export function presentedCertificate(url: URL): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      rejectUnauthorized: false,
      timeout: LOOK_TIMEOUT,
      ...name,
    });
    const answer = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.once("secureConnect", () => {
      const { subject, subjectaltname, fingerprint256 } = socket.getPeerCertificate();
      const names = subjectaltname ?? `CN=${String(subject?.CN)}`;
      answer(`${names}, SHA-256 ${fingerprint256}`);
    });
    socket.once("error", () => answer("its fingerprint could not be read"));
    socket.once("timeout", () => answer("its fingerprint could not be read in time"));
  });
}

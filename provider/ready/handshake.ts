import { isIPv6 } from "node:net";
import tls from "node:tls";

/** A certificate, as far as users and programs need it. */
export interface SiteCertificate {
  readonly issuer: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** What came of a TLS handshake. */
export interface Handshake {
  /** host:port */
  readonly at: string;
  /** The certificate, where a browser would accept it. */
  readonly certificate?: SiteCertificate;
  /** Why not: a code of OpenSSL, of the system or of this module. */
  readonly failure?: string;
  /** The certificate that was presented all the same, in words. */
  readonly presented?: string;
}

/** Codes of this module. */
export const NO_NAMES = "NO_NAMES";
export const TOO_SLOW = "TOO_SLOW";

const HANDSHAKE_TIMEOUT = 10_000;

/** host:port, as errors have it. */
export const endpoint = (address: string, port: number): string =>
  isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;

/**
 * Makes a TLS handshake for a name with a server at an address. Nothing is sent over the connection, so that it may be
 * unverified: whether the certificate is good comes from the same check that a verified connection makes.
 *
 * @param limit milliseconds
 */
export function shakeHands(
  name: string,
  address: string,
  port: number,
  limit = HANDSHAKE_TIMEOUT,
): Promise<Handshake> {
  const at = endpoint(address, port);
  return new Promise((resolve) => {
    const socket = tls.connect({ host: address, port, servername: name, rejectUnauthorized: false });
    const late = setTimeout(() => end({ at, failure: TOO_SLOW }), limit);
    const end = (result: Handshake) => {
      clearTimeout(late);
      socket.destroy();
      resolve(result);
    };
    socket.once("secureConnect", () => end({ at, ...judged(socket) }));
    // What comes after the handshake must not end the process.
    socket.on("error", (error: NodeJS.ErrnoException) => end({ at, failure: error.code ?? error.message }));
    socket.once("close", () => end({ at, failure: "ECONNRESET" }));
  });
}

function judged(socket: tls.TLSSocket): Omit<Handshake, "at"> {
  const { subject, issuer, subjectaltname, valid_to: until } = socket.getPeerCertificate();
  const date = new Date(until);
  const expires = Number.isNaN(date.valueOf()) ? "at no known time" : date.toISOString();
  const issuerName = shortened(String(issuer?.O ?? issuer?.CN ?? "unknown"));
  const names = subjectaltname?.replaceAll("DNS:", "") ?? `the common name ${String(subject?.CN)} alone`;
  const presented = `for ${shortened(names)}, issued by ${issuerName}, expires ${expires.replace(/T.*/, "")}`;
  // The library's types make it an error; it is the code.
  const code = socket.authorizationError as unknown as string | undefined;
  if (code) return { failure: code, presented };
  // The library takes the common name where there are no names; browsers do not.
  if (subjectaltname === undefined) return { failure: NO_NAMES, presented };
  return { certificate: { issuer: issuerName, expires } };
}

/** What a server presents can be as long as it likes. */
const LONGEST = 120;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

import { X509Certificate } from "node:crypto";
import https from "node:https";
import tls from "node:tls";

const LOOK_TIMEOUT = 5_000;

/** A certificate that a server presents. */
export interface PresentedCertificate {
  /** The names and addresses that it is made out to. */
  readonly names: string;
  /** SHA-256, as a person compares it: AB:CD:… */
  readonly fingerprint: string;
  readonly pem: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Whether it is its own issuer, so that it can be trusted by itself. */
  readonly selfSigned: boolean;
  /** Why the system's authorities, or the certificate that is trusted instead of them, do not vouch for it. */
  readonly distrust: string | undefined;
}

/**
 * Looks which certificate a server presents. Nothing is sent over this connection, so that it may be unverified.
 *
 * @param caCert PEM that is trusted in place of the system's authorities
 * @returns undefined where no certificate could be read
 */
export function presentedBy(url: URL, caCert?: string): Promise<PresentedCertificate | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      rejectUnauthorized: false,
      timeout: LOOK_TIMEOUT,
      ...(caCert === undefined ? {} : { ca: caCert }),
      ...name,
    });
    const answer = (certificate?: PresentedCertificate) => {
      socket.destroy();
      resolve(certificate);
    };
    socket.once("secureConnect", () => {
      const { subject, subjectaltname, fingerprint256, raw } = socket.getPeerCertificate();
      const certificate = new X509Certificate(raw);
      const { authorizationError } = socket;
      answer({
        names: subjectaltname ?? `CN=${String(subject?.CN)}`,
        fingerprint: fingerprint256,
        pem: certificate.toString(),
        expires: Date.parse(certificate.validTo),
        selfSigned: certificate.issuer === certificate.subject && certificate.verify(certificate.publicKey),
        // The declared type is an error; it is the code of one.
        distrust: socket.authorized ? undefined : String(authorizationError),
      });
    });
    socket.once("error", () => answer());
    socket.once("timeout", () => answer());
  });
}

/**
 * The time that a server has, where no certificate of it can be trusted: a wrong clock may be why. It is asked for its first page
 * without any credential, so that the connection may be unverified.
 *
 * @returns milliseconds since 1970; undefined where it does not tell
 */
export function timeOf(url: URL): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = https.request(new URL("/", url), {
      method: "HEAD",
      rejectUnauthorized: false,
      agent: false,
      timeout: LOOK_TIMEOUT,
    });
    request.once("response", (response) => {
      response.resume();
      const time = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(time) ? undefined : time);
    });
    request.once("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
    request.once("close", () => resolve(undefined));
    request.end();
  });
}

/** Which certificate a server presents, in a sentence with the fingerprint that a person can compare. */
export async function presentedCertificate(url: URL): Promise<string> {
  const certificate = await presentedBy(url);
  if (certificate === undefined) return "Its fingerprint could not be read.";
  return `It is made out to ${certificate.names}, and has the fingerprint SHA-256 ${certificate.fingerprint}.`;
}

/**
 * The command that trusts the certificate which a panel presents.
 *
 * @param panel host:port
 * @param caCertKey the setting, as `pulumi config set` takes it
 */
export const trustCommand = (panel: string, caCertKey: string): string =>
  `openssl s_client -connect ${panel} </dev/null | openssl x509 | pulumi config set ${caCertKey}`;

/** Codes of a certificate that is in order, and for which only it itself vouches. */
export const SELF_SIGNED: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

/** Codes of a certificate that is in order, and for which nobody else vouches. */
export const NOT_TRUSTED: ReadonlySet<string> = new Set([
  ...SELF_SIGNED,
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_SIGNATURE_FAILURE",
]);

import { isAxiosError } from "./axios";
import { PanelError } from "./errors";
import type { TransportOptions } from "./http";
import { presentedCertificate } from "./tls";

const NOT_TRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_SIGNATURE_FAILURE",
]);

/** Translates what the HTTP library threw: what happened, whether anything was sent, and what to do next. */
export async function transportError(error: unknown, options: TransportOptions): Promise<PanelError> {
  const code = codeOf(error);
  const { port = "", silence = "" } = options.hints ?? {};
  const firewall = `Check that the host and port are right and that no firewall drops your address${silence}.`;
  const trust = `openssl s_client -connect ${options.panel} </dev/null | openssl x509 | pulumi config set ${options.caCertKey}`;
  // Who trusts one certificate alone has to be told of the next one.
  const trustAnew =
    options.caCert === undefined ? "" : ` Then trust the new one, where it is self-signed:\n  ${trust}`;
  const fail = (kind: "unreachable" | "unclear", what: string, cure: string) =>
    new PanelError({ kind, panel: options.panel, what, code, cure });

  switch (code) {
    case "ECONNREFUSED":
      return fail(
        "unreachable",
        "the connection was refused, nothing listens there",
        `Check the port in apiUrl${port} and that the panel is running.`,
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return fail(
        "unreachable",
        "the host name does not resolve",
        "Check the host in apiUrl for a typo, and the resolver of the machine that runs Pulumi.",
      );
    case "CONNECT_TIMED_OUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return fail("unreachable", "no connection came about in time", firewall);
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return fail(
        "unreachable",
        "the panel's certificate is outside its dates",
        `Renew it on the panel, and check the clock of the machine that runs Pulumi.${trustAnew}`,
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return fail(
        "unreachable",
        `the panel's certificate is made out to another name (${await presentedCertificate(options.url)})`,
        `Use the name in the certificate in apiUrl, or give the panel a certificate for this one.${trustAnew}`,
      );
    case "ERR_CANCELED":
      return fail(
        "unclear",
        `no complete answer came within ${options.timeout / 1000} s`,
        "The panel may still be doing the work. Raise the timeout setting if the panel is slow; if every call " +
          "ends like this, look at the panel's load.",
      );
  }
  // The library gives an answer that breaks off the same code.
  if (code === "ERR_BAD_RESPONSE" && isAxiosError(error) && error.message.startsWith("maxContentLength")) {
    return fail(
      "unclear",
      "the answer is larger than any that a panel gives",
      "Check that apiUrl leads to the panel. If it does, the panel may have done the work.",
    );
  }
  if (NOT_TRUSTED.has(code)) {
    return fail(
      "unreachable",
      `the panel's certificate is not trusted (${await presentedCertificate(options.url)})`,
      `If it is the panel's own self-signed certificate, compare that fingerprint on the panel, then trust it:\n  ${trust}`,
    );
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    return fail("unreachable", "no TLS connection came about", "Check that apiUrl's port speaks https.");
  }
  if (code === "ETIMEDOUT" && syscallOf(error) === "connect") {
    return fail("unreachable", "no connection came about in time", firewall);
  }
  return fail(
    "unclear",
    "the connection broke before the answer was complete",
    "The panel may have done the work. Look at the panel's own log if it happens again.",
  );
}

function codeOf(error: unknown): string {
  const nested = isAxiosError(error) ? (error.code ?? codeOf(error.cause)) : undefined;
  if (nested !== undefined) return nested;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "UNKNOWN";
}

function syscallOf(error: unknown): unknown {
  const cause = isAxiosError(error) ? (error.cause ?? error) : error;
  return typeof cause === "object" && cause !== null && "syscall" in cause ? cause.syscall : undefined;
}

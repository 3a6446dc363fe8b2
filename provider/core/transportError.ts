import type { PanelConnection } from "./connection";
import { isPanelError, PanelError } from "./errors";
import type { Hints } from "./http";
import { NOT_TRUSTED, presentedCertificate, SELF_SIGNED, trustCommand } from "./tls";

const NOT_CONNECTED = new Set(["CONNECT_TIMED_OUT", "EHOSTUNREACH", "ENETUNREACH"]);

const isTls = (code: string): boolean =>
  NOT_TRUSTED.has(code) || code === "EPROTO" || /^(CERT_|ERR_SSL|ERR_TLS)/.test(code);

/** Whether a server was reached, and no TLS connection that can be trusted came about. */
export const isAboutTls = (error: unknown): error is PanelError =>
  isPanelError(error, "unreachable") && isTls(String(error.failure.code));

/** Translates what the HTTP library threw: what happened, whether anything was sent, and what to do next. */
export async function transportError(
  error: unknown,
  { url, panel, caCert, caCertKey, timeout }: PanelConnection,
  { port = "", silence = "" }: Hints,
): Promise<PanelError> {
  const code = textIn(error, "code") ?? "UNKNOWN";
  const trust = trustCommand(panel, caCertKey);
  // Who trusts one certificate alone has to be told of the next one.
  const trustAnew =
    caCert === undefined ? "" : ` Then trust the new one, where it is self-signed:\n  ${trust}`;
  const unreachable = (what: string, cure: string) =>
    new PanelError({ kind: "unreachable", panel, what, code, cure });
  const unclear = (what: string, cure: string) =>
    new PanelError({ kind: "unclear", panel, what, code, cure });

  switch (code) {
    case "ECONNREFUSED":
      return unreachable(
        "the connection was refused, nothing listens there",
        `Check the port in apiUrl${port} and that the panel is running.`,
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return unreachable(
        "the host name does not resolve",
        "Check the host in apiUrl for a typo, and the resolver of the machine that runs Pulumi.",
      );
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return unreachable(
        "the panel's certificate is outside its dates",
        `Renew it on the panel, and check the clock of the machine that runs Pulumi.${trustAnew}`,
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return unreachable(
        "the panel's certificate is made out to another name",
        `${await presentedCertificate(url)} Use the name in the certificate in apiUrl, or give the panel a certificate for this one.${trustAnew}`,
      );
    case "ERR_CANCELED":
      return unclear(
        `no complete answer came within ${timeout / 1000} s`,
        "The panel may still be doing the work. Raise the timeout setting if the panel is slow; if every call " +
          "ends like this, look at the panel's load.",
      );
  }
  if (NOT_CONNECTED.has(code) || (code === "ETIMEDOUT" && textIn(error, "syscall") === "connect")) {
    return unreachable(
      "no connection came about in time",
      `Check that the host and port are right and that no firewall drops your address${silence}.`,
    );
  }
  // The library gives an answer that breaks off the same code.
  if (code === "ERR_BAD_RESPONSE" && textIn(error, "message")?.startsWith("maxContentLength") === true) {
    return unclear(
      "the answer is larger than any that a panel gives",
      "Check that apiUrl leads to the panel. If it does, the panel may have done the work.",
    );
  }
  if (SELF_SIGNED.has(code) && caCert !== undefined) {
    return unreachable(
      "the panel's certificate is another one than caCert trusts",
      `${await presentedCertificate(url)} Somebody else may answer for the panel. If the panel's certificate was renewed, compare that ` +
        `fingerprint on the panel, then trust it:\n  ${trust}`,
    );
  }
  if (NOT_TRUSTED.has(code)) {
    return unreachable(
      "the panel's certificate is not trusted",
      `${await presentedCertificate(url)} If it is the panel's own self-signed certificate, compare that fingerprint on the panel, ` +
        `then trust it:\n  ${trust}`,
    );
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    return unreachable("no TLS connection came about", "Check that apiUrl's port speaks https.");
  }
  return unclear(
    "the connection broke before the answer was complete",
    "The panel may have done the work. Look at the panel's own log if it happens again.",
  );
}

/** A text that an error has, or else the one that it wraps. */
function textIn(error: unknown, property: "code" | "message" | "syscall"): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === "string" ? value : textIn(error.cause, property);
}

import { ConfigurationError } from "../../core/errors";
import { parsePanelUrl } from "../../core/panelUrl";
import { NOT_TRUSTED, presentedBy } from "../../core/tls";
import type { Draft } from "./draft";
import type { Interview } from "./interview";
import { Cancelled } from "./prompter";

/** What somebody may type for a panel's address, as the whole of it: a host alone gets the panel's usual port. */
export function completeUrl(text: string, exampleUrl: string): string {
  const { port } = new URL(exampleUrl);
  const withScheme = /^https?:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return text;
  const url = new URL(withScheme);
  // A port that is the scheme's own does not show in `port`.
  const hasPort = url.port !== "" || /:\d+(\/|$)/.test(withScheme.replace(/^https?:\/\//, ""));
  if (withScheme !== text && !hasPort) url.port = port;
  if (url.pathname === "/") url.pathname = "/api/";
  return url.href;
}

/** What is wrong with an address, or nothing. */
const problemOf = (text: string): string | undefined => {
  const parsed = parsePanelUrl(text);
  return parsed.ok ? undefined : `"${text}" ${parsed.problem}`;
};

/** Sees that there is an address. */
export async function settleAddress(interview: Interview, draft: Draft): Promise<void> {
  const known = draft.value("apiUrl");
  if (known === undefined) return askAddress(interview, draft);
  const problem = problemOf(known);
  if (problem === undefined) return;
  const where = draft.origin("apiUrl");
  const message = `${draft.fullKey("apiUrl")}${where && `, from ${where},`} ${problem}`;
  if (interview.prompter === undefined || draft.isInStack("apiUrl")) throw new ConfigurationError(message);
  interview.remark(message);
  await askAddress(interview, draft, completeUrl(known, draft.family.exampleUrl));
}

export async function askAddress(interview: Interview, draft: Draft, proposal?: string): Promise<void> {
  const { exampleUrl, panelName } = draft.family;
  const prompter = interview.orMissing([missingAddress(draft)]);
  const typed = await prompter.text(
    `Address of the ${panelName} panel, such as ${new URL(exampleUrl).host}:`,
    (text) => problemOf(completeUrl(text, exampleUrl)),
    proposal,
  );
  draft.choose("apiUrl", completeUrl(typed, exampleUrl));
  draft.distrust();
  await settleTrust(interview, draft);
}

export const missingAddress = ({ family }: Draft) => ({
  what: "the panel's address",
  how: `--set ${family.namespace}:apiUrl=${family.exampleUrl}, or ${family.env.apiUrl} in the environment`,
});

const bare = (fingerprint: string): string =>
  fingerprint.replace(/^sha-?256[ :=]*|[:\s]/gi, "").toUpperCase();

/**
 * Looks at the panel's certificate before a credential is sent. One that nobody vouches for is trusted only if somebody has compared its
 * fingerprint; what else is wrong with it shows in the first call.
 */
export async function settleTrust(interview: Interview, draft: Draft): Promise<void> {
  const parsed = parsePanelUrl(draft.value("apiUrl") ?? "");
  if (!parsed.ok || parsed.url.protocol !== "https:" || draft.value("caCert") !== undefined) return;
  const certificate = await presentedBy(parsed.url);
  if (certificate?.distrust === undefined || !NOT_TRUSTED.has(certificate.distrust)) return;
  const { fingerprint, names, pem, selfSigned } = certificate;
  const { panel } = parsed;
  const key = draft.fullKey("caCert");
  if (!selfSigned) {
    throw new ConfigurationError(
      `No authority that this machine knows vouches for the certificate of ${panel} (${names}), and it is not self-signed. ` +
        `Give the PEM of its issuer: --set ${key}="$(cat issuer.pem)"`,
    );
  }
  const shown = `${panel} has a self-signed certificate\nmade out to  ${names}\nSHA-256      ${fingerprint}`;
  const { trust } = interview.options;
  if (trust.some((one) => bare(one) === bare(fingerprint))) {
    interview.found(`${shown}\ntrusted, since --trust has this fingerprint`);
  } else if (interview.prompter !== undefined && trust.length === 0) {
    interview.remark(`${shown}\n${howToCompare(draft)}`);
    if (
      !(await interview.prompter.confirm("Is this the panel's own certificate, and is it to be trusted?"))
    ) {
      throw new Cancelled();
    }
  } else {
    const given = trust.length === 0 ? "" : "\nThe fingerprint that --trust gives is another one.";
    throw new ConfigurationError(
      `${shown}${given}\n\n${howToCompare(draft)}\nIf they are the same, run this again with\n  --trust ${fingerprint}`,
    );
  }
  draft.trust(pem);
}

const howToCompare = ({ family }: Draft): string =>
  family.namespace === "hestia"
    ? "Compare the fingerprint with the one that this shows on the panel:\n" +
      "  openssl x509 -in /usr/local/hestia/ssl/certificate.crt -noout -fingerprint -sha256"
    : "Compare the fingerprint with the one that the panel itself has.";

import { expect } from "chai";
import { demoCredentials, type HestiaPanel } from "../../panels/hestia";

export const ACCOUNT = "tenant1";
/** The web domains of the account on a new panel. */
export const N = "network.example.com";
export const S = "second.example.com";

const { accessKey, secretKey } = demoCredentials;

/** Stack configuration that leads to a panel, with its full access key. */
export const connectionTo = (panel: HestiaPanel): Record<string, string> => ({
  "hestia:apiUrl": panel.url,
  "hestia:accessKey": accessKey,
  "hestia:secretKey": secretKey,
});

/** The same, and the account and web domain that resources leave open. */
export const configurationFor = (panel: HestiaPanel): Record<string, string> => ({
  ...connectionTo(panel),
  "hestia:account": ACCOUNT,
  "hestia:webDomain": N,
});

const VERBS: Readonly<Record<string, string>> = {
  "v-list-web-domains": "list",
  "v-add-web-domain-alias": "add",
  "v-delete-web-domain-alias": "delete",
};

/** The calls that reached a panel, such as `list` and `add acme.com,www.acme.com yes`. */
export const callsTo = (panel: HestiaPanel): string[] =>
  panel.log.map(({ command, args }) => {
    const verb = VERBS[command] ?? command;
    return verb === "list" ? verb : [verb, ...args.slice(2)].join(" ");
  });

/** The calls among them that were to change something. */
export const writesTo = (panel: HestiaPanel): string[] => callsTo(panel).filter((call) => call !== "list");

/** Every credential that a panel of these tests lets in. */
export const CREDENTIALS: readonly string[] = [
  demoCredentials.secretKey,
  demoCredentials.limitedSecretKey,
  demoCredentials.apiHash,
  demoCredentials.apiPassword,
];

/** What a user may get to see: no credential, and no line of a stack trace. */
export function expectClean(text: string): void {
  for (const credential of CREDENTIALS) expect(text).not.to.contain(credential);
  expect(text).not.to.match(/^ +at /m);
}

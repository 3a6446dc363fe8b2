import { Settings } from "../../core/settings";
import { HestiaAccess } from "../../hestia/access";
import { resolveConnection } from "../../hestia/api/connection";
import { MAKE_KEY, PROFILE, PROFILE_FILE } from "../../hestia/api/exitCodes";
import { WEB_ALIAS } from "../../hestia/fields";
import { testHestiaConnection } from "../../hestia/testConnection";
import { askAddress, missingAddress, settleAddress, settleTrust } from "./address";
import type { Draft } from "./draft";
import type { Findings } from "./findings";
import type { Interview } from "./interview";
import { networkDomain } from "./network";

const CREDENTIAL_KEYS = ["accessKey", "secretKey", "apiHash", "apiUser", "apiPassword"] as const;

/** What the stack is given, in this order. */
const KEYS = ["apiUrl", "caCert", ...CREDENTIAL_KEYS, "account", "webDomain", "restart"] as const;

/** How a key that may do nothing but this is made, for a reader who has a shell on the panel. */
const HOW_TO_MAKE_A_KEY = [
  `On the panel, write the permission profile ${PROFILE_FILE}:`,
  "",
  ...PROFILE.split("\n").map((line) => `  ${line}`),
  "",
  "and make the key, which works for every account:",
  "",
  `  ${MAKE_KEY}`,
].join("\n");

/** Finds out everything that aliases on a Hestia panel need. */
export async function settleHestia(interview: Interview, draft: Draft): Promise<Findings> {
  const missing = [
    ...(draft.value("apiUrl") === undefined ? [missingAddress(draft)] : []),
    ...(hasCredential(draft) ? [] : [MISSING_CREDENTIAL]),
    ...(draft.value("account") === undefined ? [MISSING_ACCOUNT] : []),
  ];
  if (missing.length > 0) {
    const asksForCredential = interview.prompter !== undefined;
    if (!asksForCredential && missing.includes(MISSING_CREDENTIAL)) interview.remark(HOW_TO_MAKE_A_KEY);
    interview.orMissing(missing);
  }
  await settleAddress(interview, draft);
  await settleTrust(interview, draft);
  splitKeyPair(draft);
  if (!hasCredential(draft)) await askCredential(interview, draft);
  if (draft.value("account") === undefined) await askAccount(interview, draft);

  const corrections = [
    { name: "address", keys: ["apiUrl"], ask: () => askAddress(interview, draft, draft.value("apiUrl")) },
    { name: "credential", keys: CREDENTIAL_KEYS, ask: () => askCredential(interview, draft) },
    { name: "account", keys: ["account"], ask: () => askAccount(interview, draft) },
  ];
  const view = await interview.withCorrections(draft, corrections, async () => {
    const access = draft.session.the(HestiaAccess);
    const client = access.client(undefined);
    return access.lists(client.panel, draft.value("account") ?? "").fresh(client);
  });
  const account = draft.value("account") ?? "";
  interview.found(
    `the panel answers, and account ${account} has ${count(view.webDomains.length, "web domain")}`,
  );
  if (draft.value("webDomain") === undefined && view.webDomains.length > 0) {
    const { name } = await interview.chooseOne(view.webDomains, {
      what: "web domain",
      name: (one) => `${one.name}${one.suspended ? " (suspended)" : ""}`,
      how: "--set hestia:webDomain=…, or WU_HESTIA_WEB_DOMAIN in the environment",
      ...proposal(view.webDomains, networkDomain(interview)),
    });
    draft.choose("webDomain", name);
  }
  const report = await testHestiaConnection(draft.session);
  if (report.ok) {
    interview.found(`web domain ${report.webDomain?.name} takes aliases, and the ${report.way} may add them`);
  }
  return {
    kind: "hestia",
    panel: report.panel,
    description: `account ${account}, web domain ${draft.value("webDomain")}`,
    site: draft.value("webDomain") ?? "",
    mapped: report.webDomain?.aliases ?? 0,
    problems: report.problems,
    advice: report.way === "access key" ? undefined : adviceFor(report.way),
    settings: draft.newSettings(report.panel, KEYS),
  };
}

/** What is better than a credential that may do everything. */
const adviceFor = (way: "hash" | "password"): string =>
  [
    `The ${way} may do everything on the panel. An access key that may do nothing but map domains is better.`,
    HOW_TO_MAKE_A_KEY,
    "",
    "Then give it to the stack:",
    "",
    "  pulumi config set hestia:accessKey <ACCESS_KEY_ID>",
    "  pulumi config set --secret hestia:secretKey <SECRET_ACCESS_KEY>",
    `  pulumi config rm hestia:${way === "hash" ? "apiHash" : "apiPassword"}`,
  ].join("\n");

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;

function hasCredential(draft: Draft): boolean {
  return CREDENTIAL_KEYS.some((key) => key !== "apiUser" && draft.value(key) !== undefined);
}

const MISSING_CREDENTIAL = {
  what: "a credential",
  how: "WU_HESTIA_API_HASH=<key id>:<secret> in the environment; or a hash in it, or WU_HESTIA_API_PASSWORD",
};

const MISSING_ACCOUNT = {
  what: "the account that owns the web domain",
  how: "--set hestia:account=…, or WU_HESTIA_ACCOUNT in the environment",
};

/** A key that is given in the place of a hash goes into the stack as what it is. */
function splitKeyPair(draft: Draft): void {
  if (draft.find("apiHash")?.from !== "environment") return;
  const resolved = resolveConnection(new Settings(draft.session.source, draft.family, undefined));
  if (!resolved.ok || resolved.connection.auth.way !== "access key") return;
  const { access_key, secret_key } = resolved.connection.auth;
  draft.drop("apiHash");
  draft.choose("accessKey", access_key);
  draft.choose("secretKey", secret_key);
}

async function askCredential(interview: Interview, draft: Draft): Promise<void> {
  const prompter = interview.orMissing([MISSING_CREDENTIAL]);
  interview.remark(HOW_TO_MAKE_A_KEY);
  const way = await prompter.choose("How is the panel to be called?", [
    { name: "with an access key, which may do nothing but map domains", value: "key" as const },
    { name: "with an API hash, which may do everything", value: "apiHash" as const },
    {
      name: "with the password of the panel's admin, which may do everything",
      value: "apiPassword" as const,
    },
  ]);
  draft.drop(...CREDENTIAL_KEYS);
  if (way === "key") {
    draft.choose("accessKey", await prompter.text("ACCESS_KEY_ID:", notEmpty));
    draft.choose("secretKey", await prompter.secret("SECRET_ACCESS_KEY:", notEmpty));
  } else if (way === "apiHash") {
    draft.choose("apiHash", await prompter.secret("API hash:", notEmpty));
  } else {
    draft.choose("apiUser", await prompter.text("The admin's name on the panel:", notEmpty, "admin"));
    draft.choose("apiPassword", await prompter.secret("Password:", notEmpty));
  }
}

const notEmpty = (text: string): string | undefined => (text === "" ? "is needed" : undefined);

async function askAccount(interview: Interview, draft: Draft): Promise<void> {
  const prompter = interview.orMissing([MISSING_ACCOUNT]);
  const check = (text: string) => WEB_ALIAS.fields.account.parse.safeParse(text).error?.issues[0]?.message;
  draft.choose("account", await prompter.text("Account that owns the web domain:", check));
}

function proposal<T extends { readonly name: string }>(all: readonly T[], name: string | undefined) {
  const found = all.find((one) => one.name === name);
  return found === undefined ? {} : { proposal: found };
}

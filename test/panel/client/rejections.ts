import type { HestiaPanel } from "../../../panels/hestia";
import type { FailureKind } from "../../../provider/core/errors";
import { ACCOUNT, accountOf, N, S, webDomainOf } from "./support";

/** An add that the panel rejects. */
interface Rejection {
  readonly what: string;
  readonly prepare?: (panel: HestiaPanel) => void;
  readonly account?: string;
  readonly webDomain?: string;
  readonly names?: readonly string[];
  readonly code: number;
  readonly codeName: string;
  readonly kind: FailureKind;
  readonly kindForKeys?: FailureKind;
  /** The panel's text, which it sends to access keys only. */
  readonly detail: string;
  readonly cure: RegExp;
  /** The cure where the panel sends no text, if it differs. */
  readonly cureWithoutDetail?: RegExp;
}

const EXISTS = { code: 4, codeName: "E_EXISTS", kind: "conflict", cure: /grep -wF/ } as const;
const MISSING = { code: 3, codeName: "E_NOTEXIST", kind: "missing", cure: /case sensitive/ } as const;
const SUSPENDED = { code: 5, codeName: "E_SUSPENDED", kind: "rejected", cure: /^Unsuspend/ } as const;
const INVALID = { code: 2, codeName: "E_INVALID", kind: "rejected", cure: /^Correct the value/ } as const;
export const A1 = "a1.customer.test";
const X = "x.tenanttwo.org";

/** Adds that the panel rejects (docs/panels/hestia.md#adding-aliases). */
export const REJECTIONS: Rejection[] = [
  ...[
    ["on this web domain", ACCOUNT, N],
    ["on another web domain of the account", ACCOUNT, S],
    ["on another account's web domain", "tenant2", "tenanttwo.org"],
  ].map(([where, owner = "", base = ""]) => ({
    ...EXISTS,
    what: `a name that is an alias ${where} already`,
    prepare: (panel: HestiaPanel) => panel.setAliases(owner, base, [A1]),
    detail: `Web alias ${A1} exists`,
  })),
  ...[N, S, "other.example.org"].map((name) => ({
    ...EXISTS,
    what: `a name that is a web domain, ${name}`,
    names: [name],
    detail: `Web domain ${name} exists`,
  })),
  {
    ...EXISTS,
    what: "a name under another account's registrable web domain",
    names: [X],
    detail: `Unable to add ${X}. tenanttwo.org belongs to a different user`,
    cure: /^The domain above it is a web, DNS or mail domain of another account: `grep -wF 'tenanttwo\.org'/,
    cureWithoutDetail: /grep -wF/,
  },
  {
    ...EXISTS,
    what: "a DNS domain of another account",
    prepare: (panel) => accountOf(panel, "tenant2").dnsDomains.push(A1),
    detail: `DNS domain ${A1} exists`,
  },
  {
    ...EXISTS,
    what: "a mail domain of another account",
    prepare: (panel) => accountOf(panel, "tenant2").mailDomains.push(A1),
    detail: `Mail domain ${A1} exists`,
  },
  {
    ...EXISTS,
    what: "a list with one name that exists",
    prepare: (panel) => panel.setAliases(ACCOUNT, S, [A1]),
    names: ["a0.customer.test", A1, "a2.customer.test"],
    detail: `Web alias ${A1} exists`,
  },
  {
    ...MISSING,
    what: "a missing web domain",
    webDomain: "gone.test",
    detail: "web domain gone.test doesn't exist",
  },
  {
    ...MISSING,
    what: "another account's web domain",
    webDomain: "tenanttwo.org",
    detail: "web domain tenanttwo.org doesn't exist",
  },
  { ...MISSING, what: "a missing account", account: "tenant9", detail: "user tenant9 doesn't exist" },
  {
    ...MISSING,
    what: "an account in another case",
    account: "Tenant1",
    detail: "user Tenant1 doesn't exist",
  },
  {
    ...MISSING,
    what: "no public suffix list",
    prepare: (panel) => {
      panel.state.settings.publicSuffixList = false;
    },
    detail: "public_suffix_list.dat not found",
    cure: /^The panel could not read its public suffix list/,
    cureWithoutDetail: /case sensitive/,
  },
  {
    ...SUSPENDED,
    what: "a suspended web domain",
    prepare: (panel) => {
      webDomainOf(panel, N).suspended = true;
    },
    detail: `web ${N} is suspended`,
  },
  {
    ...SUSPENDED,
    what: "a suspended account",
    prepare: (panel) => {
      accountOf(panel, ACCOUNT).suspended = true;
    },
    detail: "user tenant1 is suspended",
  },
  {
    what: "limit reached",
    prepare: (panel) => {
      accountOf(panel, ACCOUNT).webAliases = 0;
    },
    code: 8,
    codeName: "E_LIMIT",
    kind: "rejected",
    detail: "WEB_ALIASES limit is reached :: upgrade user package",
    cure: /^Raise WEB_ALIASES/,
  },
  { ...INVALID, what: "no name", names: [], detail: "Invalid alias format: empty" },
  { ...INVALID, what: "a bad name", names: ["p_q.test"], detail: "invalid alias format :: p_q.test" },
  { ...INVALID, what: "a bad web domain", webDomain: "a..test", detail: "invalid domain format :: a..test" },
  {
    what: "WEB_SYSTEM not enabled",
    prepare: (panel) => {
      panel.state.settings.WEB_SYSTEM = "";
    },
    code: 11,
    codeName: "E_DISABLED",
    kind: "rejected",
    // It has the status of an API that is switched off.
    kindForKeys: "refused",
    detail: "WEB_SYSTEM is not enabled",
    cure: /WEB_SYSTEM in hestia\.conf/,
  },
];

import type { Failure } from "../../core/errors";
import type { Call } from "./answer";

/** What an answer says of a failure, as far as advice goes. */
interface Told {
  readonly status: number;
  /** An open set: one that is not known here gets the advice of its status. */
  readonly code?: string | undefined;
  /** The kind of object that the panel says is concerned. */
  readonly subject?: string | undefined;
}

type Advice = Pick<Failure, "cure" | "forExisting">;

/** What a resource that has it can do about a domain that is not to be touched. */
export const FORGET =
  "A resource that has it is forgotten by `pulumi state delete <urn>`, and the domain stays.";

/** The panel's words for quotas: what is used up, and that it is (docs/panels/enhance.md#quotas). */
const QUOTAS = new Set(["resourceOutOfQuota", "domainAliases", "addonDomains", "subdomains"]);

const RAISE_QUOTA =
  "Raise the quota in the website's subscription or its plan. Where that has room, the quota of the reseller above the " +
  "organization is used up: a mapping counts towards it as well.";
/** A quota that is used up has no published answer: what the panel calls a bad value or a missing right may be one. */
const MAY_BE_QUOTA =
  "If that is in order, a quota is used up: of the website's subscription, or of the reseller above it.";

/** The roles that a website's domains take, and the only other way. */
export const websiteRoles = (organization: string): string =>
  `Owner, SuperAdmin, Sysadmin (System Administrator) or Support in ${organization} or one above it, or access to the website`;
export const SERVER_ROLES =
  "a role in the master organization: Owner, SuperAdmin or Sysadmin (System Administrator)";

const isOfServer = ({ path }: Call): boolean => path.startsWith("servers/");

/** What to do about a failure. */
export function adviceFor(call: Call, { status, code, subject = "" }: Told): Advice {
  if (status >= 500) {
    const first =
      call.method === "GET" ? "Run the command again." : "The work may have been done all the same.";
    return { cure: `${first} GET /api/status tells whether the panel is being updated.` };
  }
  if (QUOTAS.has(code ?? "") || QUOTAS.has(subject)) return { cure: RAISE_QUOTA };
  switch (code) {
    case "already_exists":
      return { cure: "A panel holds a domain once: remove it where it is, or declare it there." };
    case "invalid_argument":
    case "invalid_syntax":
      return checkValues("Correct the value that the panel names.", call);
    case "no_session_token":
      return { cure: `Set the token: ${call.setToken}` };
    case "invalid_session_token":
      return {
        cure: `That is a session of a browser: make a token under Settings > Access Tokens and set it: ${call.setToken}`,
      };
    case "only_mo_allowed":
      return {
        cure:
          `This needs ${SERVER_ROLES}. Use a token with such a role, ` +
          "or map to a website (enhance:organizationId and enhance:websiteId), which does not need it.",
      };
  }
  switch (status) {
    case 401:
      return { cure: `Set a valid token: ${call.setToken}` };
    case 403:
      return { cure: call.method === "GET" ? tokenOrRole(call) : roleDoesNotSuffice(call) };
    case 404:
      return missing(subject, call);
    case 429:
      return { cure: `Lower ${call.rateKey}.` };
  }
  return checkValues("Check the value that the panel names.", call);
}

const checkValues = (cure: string, { creates }: Call): Advice => ({
  cure: creates === true ? `${cure} ${MAY_BE_QUOTA}` : cure,
});

/**
 * The panel answers the same 403 to a token that is wrong, expired or used from another address and to a role that does
 * not suffice (docs/panels/enhance.md#errors), so the advice names all of them.
 */
const tokenOrRole = (call: Call): string =>
  "The token is wrong, has expired, may not be used from this address, or its role does not suffice: check it under " +
  "Settings > Access Tokens. " +
  (isOfServer(call)
    ? ""
    : "The organization must be the one that owns the website, not the reseller's above it. ") +
  "enhance.testConnection() tells these apart.";

/** Any token that is let in may ask what it is, whatever its role: one that may not is refused itself. */
export const badToken = ({ setToken }: Call): string =>
  "The token is wrong, has expired, or may not be used from this address; its role does not matter here. " +
  `Make one under Settings > Access Tokens and set it: ${setToken}`;

/** The panel has let the token in for another call of the run. */
export const roleNeeded = (call: Call): string =>
  "The token is good, since the panel has let it in during this run; its role does not suffice here: it needs " +
  `${isOfServer(call) ? SERVER_ROLES : websiteRoles("the website's organization")}.`;

/** A list comes before every write: whoever could read that has a good token. */
const roleDoesNotSuffice = (call: Call): string =>
  "The token is good, since the panel has just listed the domains for it; its role does not suffice to change them: it needs " +
  `${isOfServer(call) ? SERVER_ROLES : websiteRoles("the website's organization")}.` +
  (call.creates === true && !isOfServer(call) ? ` ${MAY_BE_QUOTA}` : "");

function missing(subject: string, call: Call): Advice {
  const forExisting =
    "What was mapped to something that is gone for good, `pulumi state delete <urn>` forgets.";
  if (subject === "domain")
    return { cure: "Somebody removed it a moment ago: run the command again, which looks first." };
  if (subject === "server" || isOfServer(call))
    return {
      cure: "There is no such server: correct serverId. `enhance.listServers()` shows the ids.",
      forExisting,
    };
  if (subject !== "org" && subject !== "website")
    return { cure: "Check organizationId and websiteId: each is a UUID of this very panel." };
  return {
    cure:
      `There is no such ${subject}, or not in this organization: check organizationId and websiteId. ` +
      "The organization is the one that owns the website, not the reseller's above it: `enhance.listWebsites()` shows both.",
    forExisting,
  };
}

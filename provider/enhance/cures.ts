const CURES_BY_CODE: Readonly<Record<string, string>> = {
  already_exists: "A panel holds a domain once: remove it where it is, or declare it there.",
  invalid_argument: "Correct the value that the panel names.",
  invalid_syntax: "Correct the value that the panel names.",
  no_session_token: "Set the token: pulumi config set --secret enhance:apiToken <token>",
  invalid_session_token:
    "That is a session of a browser: make a token under Settings > Access Tokens and set it as enhance:apiToken.",
  only_mo_allowed:
    "Only the master organization may do this: use one of its tokens, with the role System Administrator, " +
    "or map to a website (enhance:organizationId and enhance:websiteId), which needs no such right.",
};

/**
 * What to do about a failure. The panel answers the same 403 to a token that is wrong, expired or used from another
 * address and to a role that does not suffice (Enhance wire facts, section 2), so the advice names all of them.
 * Codes are an open set: one that is not known here gets the advice of its status.
 */
export function cureFor(status: number, code: string | undefined, subject: string | undefined): string {
  const known = code === undefined ? undefined : CURES_BY_CODE[code];
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return "Set a valid token: pulumi config set --secret enhance:apiToken <token>";
    case 403:
      return (
        "The token is wrong, has expired, may not be used from this address, or its role does not suffice: check it under " +
        "Settings > Access Tokens. The organization must be the one that owns the website, not the reseller's above it. " +
        "enhance.testConnection() tells these apart."
      );
    case 404:
      return subject === "org" || subject === "website" || subject === "server"
        ? `There is no such ${subject}, or not in this organization: check organizationId, websiteId and serverId. ` +
            "The organization is the one that owns the website. What was mapped to something that is gone for good, " +
            "`pulumi state delete <urn>` forgets."
        : "Check organizationId, websiteId and serverId: each is a UUID of this very panel.";
    case 429:
      return "Lower enhance:requestsPerSecond.";
  }
  return "Check the value that the panel names; a quota that is used up shows in the website's subscription.";
}

/** What to do where the panel, or the front before it, broke down. */
export function cureForBreakdown(write: boolean): string {
  const first = write ? "The work may have been done all the same." : "Run the command again.";
  return `${first} GET /api/status tells whether the panel is being updated.`;
}

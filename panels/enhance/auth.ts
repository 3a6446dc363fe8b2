import type { IncomingHttpHeaders } from "node:http";
import { Refusal, unauthorized } from "./refusal";
import type { EnhanceOrg, EnhanceState, EnhanceToken } from "./state";

/** Who calls. */
export interface Caller {
  readonly token: EnhanceToken;
  readonly org: EnhanceOrg;
  readonly isMaster: boolean;
}

/** How a call means to authenticate. */
export type CredentialKind = "bearer" | "cookie" | "none";

export function credentialKind(headers: IncomingHttpHeaders): CredentialKind {
  if (/^bearer\b/i.test(headers.authorization ?? "")) return "bearer";
  return /(^|;\s*)id0=/.test(headers.cookie ?? "") ? "cookie" : "none";
}

/**
 * Lets a caller in, or throws: 401 without a credential or with a session that is over, and one and the same 403 for
 * a token that is unknown, expired or blocked by its addresses (docs/panels/enhance.md#errors).
 */
export function authenticate(state: EnhanceState, headers: IncomingHttpHeaders, remote: string): Caller {
  const kind = credentialKind(headers);
  if (kind === "none") throw new Refusal(401, "no_session_token");
  // Sessions die within hours: this panel has none that lives.
  if (kind === "cookie") throw new Refusal(401, "invalid_session_token");
  const value = (headers.authorization ?? "").replace(/^bearer\s*/i, "");
  const token = Object.hasOwn(state.tokens, value) ? state.tokens[value] : undefined;
  const org = token && state.orgs[token.orgId];
  if (!token || !org) throw unauthorized();
  if (token.expires !== undefined && Date.parse(token.expires) <= Date.now()) throw unauthorized();
  if (token.allowedIps && !token.allowedIps.includes(remote)) throw unauthorized();
  return { token, org, isMaster: org.parentId === undefined };
}

import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import { SERVER_ROLES, websiteRoles } from "./api/cures";
import { listMappings, type Mapping } from "./api/mappings";
import { type EnhanceMembership, getMemberships } from "./api/memberships";
import { listServerDomains, type ServerDomains } from "./api/servers";
import type { Website } from "./api/websites";
import { isServer, type Target } from "./panel";

/** What there is to see at the place that domains go to, or why it could not be seen. */
export interface EnhanceInspection {
  /** What the token is: whichever role it has, the panel answers this to a token that is good. */
  readonly memberships: readonly EnhanceMembership[] | PanelError;
  /** The website, where domains go to one and the token is good. */
  readonly website?: Website | PanelError;
  /** Its domains, where it could be seen. */
  readonly mappings?: readonly Mapping[] | PanelError;
  /** The server's domains, where domains go to one and the token is good. */
  readonly server?: ServerDomains | PanelError;
}

/**
 * Asks the panel without changing anything. The panel answers the same 403 to a bad token and to a role that does not
 * suffice; that the token's memberships can be read tells the two apart (docs/panels/enhance.md#errors).
 *
 * @param target undefined where it is not known: then the token alone is looked at
 */
export async function inspectEnhance(
  session: Session,
  client: EnhanceClient,
  target: Target | undefined,
): Promise<EnhanceInspection> {
  const memberships = await orPanelError(getMemberships(client));
  if (isPanelError(memberships)) return { memberships: badToken(memberships, client.connection.setToken) };
  if (target === undefined) return { memberships };
  const look = async <T>(ask: Promise<T>): Promise<T | PanelError> => {
    const answer = await orPanelError(ask);
    return isPanelError(answer) ? explained(answer, target, memberships) : answer;
  };
  if (isServer(target))
    return { memberships, server: await look(listServerDomains(client, target.serverId)) };
  const website = await look(session.the(EnhanceAccess).website(client, target));
  if (isPanelError(website)) return { memberships, website };
  return { memberships, website, mappings: await look(listMappings(client, target)) };
}

/** Any token that is let in may ask what it is, whatever its role: so it is the token itself. */
function badToken(error: PanelError, setToken: string): PanelError {
  if (error.failure.status !== 403) return error;
  const cure =
    "The token is wrong, has expired, or may not be used from this address; its role does not matter here. " +
    `Make one under Settings > Access Tokens and set it: ${setToken}`;
  return error.with({ cure });
}

/** A token's roles, in words. */
export const rolesOf = (memberships: readonly EnhanceMembership[]): string =>
  memberships.map(({ name, roles }) => `${roles.join(" and ")} in ${name}`).join(", ") ||
  "a member of no organization";

/** The token is good, since its memberships could be read: so it is the role, the organization, the website or the server. */
function explained(error: PanelError, target: Target, memberships: readonly EnhanceMembership[]): PanelError {
  if (error.kind !== "refused") return error;
  const needed = isServer(target)
    ? `a server's domains need ${SERVER_ROLES}`
    : `a website's domains need ${websiteRoles(`organization ${target.organizationId}`)}`;
  const cure = `The token itself is good. It is ${rolesOf(memberships)}; ${needed}.`;
  return error.with({ cure });
}

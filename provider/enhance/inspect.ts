import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
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
 * Asks the panel without changing anything, first what the token is: by that the client explains what is refused afterwards.
 *
 * @param target undefined where it is not known: then the token alone is looked at
 */
export async function inspectEnhance(
  session: Session,
  client: EnhanceClient,
  target: Target | undefined,
): Promise<EnhanceInspection> {
  const memberships = await orPanelError(getMemberships(client));
  if (isPanelError(memberships) || target === undefined) return { memberships };
  if (isServer(target))
    return { memberships, server: await orPanelError(listServerDomains(client, target.serverId)) };
  const website = await orPanelError(session.the(EnhanceAccess).website(client, target));
  if (isPanelError(website)) return { memberships, website };
  return { memberships, website, mappings: await orPanelError(listMappings(client, target)) };
}

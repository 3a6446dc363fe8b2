import { reportPrivate } from "../core/dns";
import { isPanelError, orPanelError } from "../core/errors";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import type { WebsiteRef } from "./api/mappings";
import { reportStanding } from "./standing";

/** What to do about addresses that the internet does not reach. */
export const PRIVATE_CURE =
  "Behind NAT, have the records made for the address that leads to the server from outside.";

/**
 * The addresses that lead to a website: its primary ones, and the IPv6 one where there is one.
 *
 * @param output what is made of them, as the user knows it
 * @returns undefined where the panel does not tell, which the user is told
 */
export async function addressesOfWebsite(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  website: WebsiteRef,
  output: string,
): Promise<string[] | undefined> {
  const what = `What ${output} lead to, the addresses of website ${website.websiteId}, are`;
  const found = await askOptional(session, what, () => access.website(client, website));
  if (found === undefined) return undefined;
  reportStanding(session, client.panel, found);
  const addresses = found.serverIps.concat(found.appServerIpv6 || []);
  reportPrivate(session, client.panel, addresses, PRIVATE_CURE);
  return addresses;
}

/** For information only: that the panel does not tell is no reason to fail what is done, or seen. */
export async function askOptional<T>(
  session: Session,
  what: string,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  const answer = await orPanelError(ask());
  if (!isPanelError(answer)) return answer;
  session.reportOnce(`${what} not known: ${answer.facts}`);
  return undefined;
}

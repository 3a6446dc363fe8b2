import { isPanelError, PanelError } from "../core/errors";
import { printable } from "../core/text";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import type { EnhanceMembership } from "./api/memberships";
import { inspectEnhance } from "./inspect";
import { hostNamesOnly, isServer } from "./panel";
import { type EnhancePlaceOptions, placeFrom } from "./place";
import { standingOf } from "./standing";

/** What to test; what is left open comes from the settings. */
export type EnhanceTestOptions = EnhancePlaceOptions;

/** What a test of the connection found. */
export interface EnhanceConnectionReport {
  /** Whether domains can be looked at where they are to go: no problems at all. */
  readonly ok: boolean;
  /** host:port */
  readonly panel: string;
  readonly scope: "website" | "server";
  /** In words: the organization and website, or the server. */
  readonly target: string;
  /** The website's primary domain, where it could be seen. */
  readonly website: string | undefined;
  /** How many domains are there already, where they could be seen. */
  readonly domains: number | undefined;
  /** What the token is: whichever role it has, the panel answers this to a token that is good. */
  readonly memberships: readonly EnhanceMembership[];
  /** What is wrong, each with what to do about it. */
  readonly problems: readonly string[];
}

/**
 * Asks the panel without changing anything.
 *
 * @throws ConfigurationError where the settings make no connection, or name neither a website nor a server
 */
export async function testEnhanceConnection(
  session: Session,
  options: EnhanceTestOptions = {},
): Promise<EnhanceConnectionReport> {
  const { target, description } = placeFrom(session, options);
  const client = session.the(EnhanceAccess).client(options.connection);
  const { memberships, website, mappings, server } = await inspectEnhance(session, client, target);
  const problems = [memberships, website, mappings, server].filter((one) => isPanelError(one));
  const told = problems.map(({ message }) => message);
  const seen = website === undefined || isPanelError(website) ? undefined : website;
  if (seen !== undefined) {
    const { never, later } = standingOf(seen);
    if (never !== undefined) told.push(new PanelError({ panel: client.panel, ...never }).message);
    if (later !== undefined) told.push(later.message);
  }
  const names = isPanelError(mappings) ? undefined : mappings;
  const hosts = isPanelError(server) ? undefined : server;
  // The form of the list says that it is a panel of those.
  if (hosts?.body === "text") told.push(hostNamesOnly(client.panel));
  return {
    ok: told.length === 0,
    panel: client.panel,
    scope: isServer(target) ? "server" : "website",
    target: description,
    website: names && seen?.domain.domain,
    domains: (names ?? hosts?.domains)?.length,
    memberships: isPanelError(memberships) ? [] : memberships,
    problems: told.map(printable),
  };
}

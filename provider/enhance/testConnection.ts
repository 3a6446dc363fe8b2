import { isPanelError, orPanelError, PanelError } from "../core/errors";
import { printable } from "../core/text";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import { SERVER_ROLES, websiteRoles } from "./api/cures";
import { listMappings } from "./api/mappings";
import { type EnhanceMembership, getMemberships } from "./api/memberships";
import { listServerDomains } from "./api/servers";
import { hostNamesOnly, isServer, type Target } from "./panel";
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

type Seen = Pick<EnhanceConnectionReport, "website" | "domains">;

/**
 * Asks the panel without changing anything. The panel answers the same 403 to a bad token and to a role that does not
 * suffice; that the token's memberships can be read tells the two apart (docs/panels/enhance.md#errors).
 *
 * @throws ConfigurationError where the settings make no connection, or name neither a website nor a server
 */
export async function testEnhanceConnection(
  session: Session,
  options: EnhanceTestOptions = {},
): Promise<EnhanceConnectionReport> {
  const access = session.the(EnhanceAccess);
  const { target, description } = placeFrom(session, options);
  const client = access.client(options.connection);
  const problems: string[] = [];
  const look = async (): Promise<Seen> => {
    if (isServer(target)) {
      const { domains, body } = await listServerDomains(client, target.serverId);
      // The form of the list says that it is a panel of those.
      if (body === "text") problems.push(hostNamesOnly(client.panel));
      return { website: undefined, domains: domains.length };
    }
    const website = await access.website(client, target);
    const { never, later } = standingOf(website);
    if (never !== undefined) problems.push(new PanelError({ panel: client.panel, ...never }).message);
    if (later !== undefined) problems.push(later.message);
    return { website: website.domain.domain, domains: (await listMappings(client, target)).length };
  };
  let seen: Seen = { website: undefined, domains: undefined };
  const memberships = await orPanelError(getMemberships(client));
  if (isPanelError(memberships)) {
    problems.push(badToken(memberships, client.connection.setToken).message);
  } else {
    const answer = await orPanelError(look());
    if (isPanelError(answer)) problems.push(explained(answer, target, memberships).message);
    else seen = answer;
  }
  return {
    ok: problems.length === 0,
    panel: client.panel,
    scope: isServer(target) ? "server" : "website",
    target: description,
    ...seen,
    memberships: isPanelError(memberships) ? [] : memberships,
    problems: problems.map(printable),
  };
}

/** Any token that is let in may ask what it is, whatever its role: so it is the token itself. */
function badToken(error: PanelError, setToken: string): PanelError {
  if (error.failure.status !== 403) return error;
  const cure =
    "The token is wrong, has expired, or may not be used from this address; its role does not matter here. " +
    `Make one under Settings > Access Tokens and set it: ${setToken}`;
  return error.with({ cure });
}

/** The token is good, since its memberships could be read: so it is the role, the organization, the website or the server. */
function explained(error: PanelError, target: Target, memberships: readonly EnhanceMembership[]): PanelError {
  if (error.kind !== "refused") return error;
  const roles = memberships.map(({ name, roles }) => `${roles.join(" and ")} in ${name}`).join(", ");
  const needed = isServer(target)
    ? `a server's domains need ${SERVER_ROLES}`
    : `a website's domains need ${websiteRoles(`organization ${target.organizationId}`)}`;
  const cure = `The token itself is good. It is ${roles || "a member of no organization"}; ${needed}.`;
  return error.with({ cure });
}

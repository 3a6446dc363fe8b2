import { ConfigurationError, isPanelError, PanelError } from "../core/errors";
import { printable } from "../core/text";
import { Draft } from "../resource/check";
import { given } from "../resource/dynamic";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import { SERVER_ROLES, WEBSITE_ROLES } from "./api/cures";
import { listMappings } from "./api/mappings";
import { type EnhanceMembership, getMemberships } from "./api/memberships";
import { listServerDomains } from "./api/servers";
import { DOMAIN } from "./fields";
import { EnhancePanel, hostNamesOnly, isServer, type Target } from "./panel";
import { standingOf } from "./standing";

/** What to test; what is left open comes from the settings. */
export interface EnhanceTestOptions {
  /** A named connection of `enhance:connections`. */
  connection?: string;
  organizationId?: string;
  websiteId?: string;
  serverId?: string;
}

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
 * Asks the panel without changing anything. The panel answers the same 403 to a bad token and to a role that does not
 * suffice; that the token's memberships can be read tells the two apart (Enhance wire facts, section 2).
 *
 * @throws ConfigurationError where the settings make no connection, or name neither a website nor a server
 */
export async function testEnhanceConnection(
  session: Session,
  options: EnhanceTestOptions = {},
): Promise<EnhanceConnectionReport> {
  const access = session.the(EnhanceAccess);
  const panel = new EnhancePanel(session, access, "domain");
  const draft = new Draft(DOMAIN, given({ ...options }), access, true);
  panel.fillTarget(draft);
  draft.judgeDefaults();
  const target = panel.targetIn(draft.inputs);
  if (draft.problems.length > 0 || target === undefined) {
    throw new ConfigurationError(
      draft.problems
        .map(({ property, reason }) =>
          property === "connection" && options.connection === undefined ? reason : `${property} ${reason}`,
        )
        .join("\n"),
    );
  }
  const client = access.client(options.connection);
  const problems: string[] = [];
  const tried = async <T>(question: () => Promise<T>): Promise<T | PanelError> => {
    try {
      return await question();
    } catch (error) {
      if (isPanelError(error)) return error;
      throw error;
    }
  };

  const members = await tried(() => getMemberships(client));
  const memberships = isPanelError(members) ? [] : members;
  if (isPanelError(members)) problems.push(badToken(members, client.connection.setToken).message);

  let website: string | undefined;
  let domains: number | undefined;
  if (problems.length === 0) {
    const seen = await tried(async () => {
      if (isServer(target)) {
        const { domains, body } = await listServerDomains(client, target.serverId);
        // The form of the list says that it is a panel of those.
        if (body === "text") problems.push(hostNamesOnly(client.panel));
        return { domains: domains.length };
      }
      const found = await access.website(client, target);
      const standing = standingOf(found);
      if (standing.serves === "never")
        problems.push(new PanelError({ panel: client.panel, ...standing.reason }).message);
      if (standing.serves === "later") problems.push(standing.warning);
      return { website: found.domain.domain, domains: (await listMappings(client, target)).length };
    });
    if (isPanelError(seen)) problems.push(explained(seen, target, memberships));
    else ({ website, domains } = { website: undefined, ...seen });
  }
  return {
    ok: problems.length === 0,
    panel: client.panel,
    scope: isServer(target) ? "server" : "website",
    target: panel.describe(target),
    website,
    domains,
    memberships,
    problems: problems.map(printable),
  };
}

/** Any token that is let in may ask what it is, whatever its role: so it is the token itself. */
function badToken(error: PanelError, setToken: string): PanelError {
  if (error.failure.status !== 403) return error;
  const cure =
    "The token is wrong, has expired, or may not be used from this address; its role does not matter here. " +
    `Make one under Settings > Access Tokens and set it: ${setToken}`;
  return new PanelError({ ...error.failure, cure });
}

/** The token is good, since its memberships could be read: so it is the role, the organization, the website or the server. */
function explained(error: PanelError, target: Target, memberships: readonly EnhanceMembership[]): string {
  if (error.kind !== "refused") return error.message;
  const roles = memberships.map(({ name, roles }) => `${roles.join(" and ")} in ${name}`).join(", ");
  const needed = isServer(target)
    ? `a server's domains need ${SERVER_ROLES}`
    : `a website's domains need ${WEBSITE_ROLES(`organization ${target.organizationId}`)}`;
  const cure = `The token itself is good. It is ${roles || "a member of no organization"}; ${needed}.`;
  return new PanelError({ ...error.failure, cure }).message;
}

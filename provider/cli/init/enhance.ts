import { ConfigurationError, isPanelError, orPanelError } from "../../core/errors";
import { EnhanceAccess } from "../../enhance/access";
import { type EnhanceMembership, getMemberships } from "../../enhance/api/memberships";
import { DOMAIN } from "../../enhance/fields";
import {
  type EnhanceMappingsOptions,
  type EnhanceWebsite,
  lookUpMappings,
  lookUpServers,
  lookUpWebsite,
  lookUpWebsites,
} from "../../enhance/lookups";
import { testEnhanceConnection } from "../../enhance/testConnection";
import { askAddress, missingAddress, settleAddress, settleTrust } from "./address";
import type { Draft } from "./draft";
import type { Findings } from "./findings";
import type { Interview } from "./interview";
import { networkDomain } from "./network";

/** What the stack is given, in this order. */
const KEYS = ["apiUrl", "caCert", "apiToken", "organizationId", "websiteId"] as const;

/** Finds out everything that domains on an Enhance panel need. */
export async function settleEnhance(interview: Interview, draft: Draft): Promise<Findings> {
  const missing = [
    ...(draft.value("apiUrl") === undefined ? [missingAddress(draft)] : []),
    ...(draft.value("apiToken") === undefined ? [MISSING_TOKEN] : []),
  ];
  if (missing.length > 0) interview.orMissing(missing);
  refuseServerInStack(draft);
  await settleAddress(interview, draft);
  await settleTrust(interview, draft);
  if (draft.value("apiToken") === undefined) await askToken(interview, draft);

  const corrections = [
    { name: "address", keys: ["apiUrl"], ask: () => askAddress(interview, draft, draft.value("apiUrl")) },
    { name: "token", keys: ["apiToken"], ask: () => askToken(interview, draft) },
  ];
  const memberships = await interview.withCorrections(draft, corrections, () =>
    getMemberships(draft.session.the(EnhanceAccess).client(undefined)),
  );
  interview.found(`the Enhance panel answers, and the token is ${rolesIn(memberships)}`);
  await explainServer(interview, draft, memberships);
  if (draft.value("websiteId") === undefined || draft.value("organizationId") === undefined) {
    const ask = () => askIds(interview, draft);
    const byId = { name: "website, by its id", keys: ["websiteId", "organizationId"], ask };
    await interview.withCorrections(draft, [...corrections, byId], () => settleWebsite(interview, draft));
  }
  const place = {
    organizationId: draft.value("organizationId") ?? "",
    websiteId: draft.value("websiteId") ?? "",
  };
  const report = await testEnhanceConnection(draft.session, place);
  if (report.ok) interview.found(`website ${report.website} takes domains, and the token sees what it has`);
  return {
    kind: "enhance",
    panel: report.panel,
    description: report.target,
    site: report.website ?? place.websiteId,
    mapped: report.ok ? await mappedTo(draft, place) : 0,
    problems: report.problems,
    advice: undefined,
    settings: draft.newSettings(report.panel, KEYS),
  };
}

/** How many domains are mapped to a website, without its own. */
async function mappedTo(draft: Draft, website: EnhanceMappingsOptions): Promise<number> {
  const all = await lookUpMappings(draft.session, website);
  return all.filter(({ kind }) => kind !== "primary" && kind !== "preview").length;
}

const MISSING_TOKEN = {
  what: "a token",
  how: "make one in the panel under Settings > Access Tokens, and give it as WU_ENHANCE_API_TOKEN in the environment",
};

async function askToken(interview: Interview, draft: Draft): Promise<void> {
  const prompter = interview.orMissing([MISSING_TOKEN]);
  const check = (text: string) => (text === "" ? "is needed" : undefined);
  draft.choose("apiToken", await prompter.secret("Token (Settings > Access Tokens in the panel):", check));
}

function rolesIn(memberships: readonly EnhanceMembership[]): string {
  const roles = memberships.map(({ name, roles }) => `${roles.join(" and ")} in ${name}`);
  return roles.join(", ") || "a member of no organization";
}

/** A server beside a website, at the same level, is an error of the settings; and what the stack has is not taken out of it. */
function refuseServerInStack(draft: Draft): void {
  if (!draft.isInStack("serverId")) return;
  throw new ConfigurationError(
    "The stack has enhance:serverId. A server's domains are its own host names on today's panels, so init sets up a website, and a " +
      "stack has one of the two. Take it out and run init again: pulumi config rm enhance:serverId",
  );
}

/** The guide's constant leads to the website, and not to the server. */
async function explainServer(
  interview: Interview,
  draft: Draft,
  memberships: readonly EnhanceMembership[],
): Promise<void> {
  const server = draft.find("serverId");
  if (server === undefined) return;
  const from = draft.origin("serverId") || "enhance:serverId";
  // Servers are shown to the master organization alone.
  const seen = memberships.some(({ isMaster }) => isMaster)
    ? await orPanelError(lookUpServers(draft.session, {}))
    : [];
  const known = isPanelError(seen) ? undefined : seen.find(({ id }) => id === server.value.toLowerCase());
  const which = known === undefined ? `server ${server.value}` : `server ${known.name} (${known.hostname})`;
  draft.drop("serverId");
  interview.remark(
    `${from} names ${which}. It is not used here, and a website is set up instead:\n` +
      "on today's panels a domain of a server is one of the server's own host names, and leads to no customer's site.\n" +
      "Visitors reach the site only by domains of the website that WordPress runs on.\n" +
      "What the WordPress plugin has added to the server stays there, and a panel holds a name once:\n" +
      "remove a domain from the server before you declare it.",
  );
}

/** Finds the website, and the organization that owns it. */
async function settleWebsite(interview: Interview, draft: Draft): Promise<void> {
  const id = draft.value("websiteId");
  // Given by hand, both; the test that follows tells whether they are right.
  if (id !== undefined && draft.value("organizationId") !== undefined) return;
  const website = id === undefined ? await findWebsite(interview, draft) : await websiteWithId(draft, id);
  draft.choose("websiteId", website.websiteId);
  if (draft.value("organizationId") !== website.organizationId) {
    draft.choose("organizationId", website.organizationId);
  }
}

async function findWebsite(interview: Interview, draft: Draft): Promise<EnhanceWebsite> {
  const domain = networkDomain(interview);
  if (domain !== undefined) {
    const found = await orPanelError(lookUpWebsite(draft.session, { domain }));
    if (!isPanelError(found)) {
      interview.found(`${domain} is on website ${found.websiteId} of organization ${found.organizationId}`);
      return found;
    }
    if (interview.prompter === undefined) throw found;
    interview.remark(found.message);
  }
  const websites = await lookUpWebsites(draft.session, {});
  if (websites.length === 0) {
    throw new ConfigurationError(
      "The token sees no website. Give it a role in the organization that owns the website, or access to the website itself",
    );
  }
  const byDomain = [...websites].sort((a, b) => a.domain.localeCompare(b.domain));
  return interview.chooseOne(byDomain, {
    what: "website",
    name: nameOf,
    how: "--website <its domain>, or WU_ENHANCE_WEBSITE_ID and WU_ENHANCE_ORG_ID in the environment",
  });
}

const nameOf = ({ domain, kind, status, suspended, websiteId }: EnhanceWebsite): string => {
  const odd = [kind === "normal" ? "" : kind, suspended ? "suspended" : status === "active" ? "" : status];
  const remarks = odd.filter((word) => word !== "").join(", ");
  return `${domain}${remarks && ` (${remarks})`}  ${websiteId}`;
};

/** @throws ConfigurationError where the token does not see it */
async function websiteWithId(draft: Draft, id: string): Promise<EnhanceWebsite> {
  const websites = await lookUpWebsites(draft.session, {});
  const found = websites.find(({ websiteId }) => websiteId === id.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new ConfigurationError(
    `The token sees no website ${id}. Check enhance:websiteId, or give the organization that owns it: --set enhance:organizationId=…`,
  );
}

async function askIds(interview: Interview, draft: Draft): Promise<void> {
  const prompter = interview.orMissing([{ what: "the website's id", how: "--set enhance:websiteId=…" }]);
  const check = (field: "websiteId" | "organizationId") => (text: string) =>
    DOMAIN.fields[field].parse.safeParse(text).error?.issues[0]?.message;
  draft.choose("websiteId", await prompter.text("Id of the website:", check("websiteId")));
  const organizationId = await prompter.text(
    "Id of the organization that owns it:",
    check("organizationId"),
    draft.value("organizationId"),
  );
  draft.choose("organizationId", organizationId);
}

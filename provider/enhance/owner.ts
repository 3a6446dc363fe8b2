import { isPanelError, orPanelError, PanelError } from "../core/errors";
import type { EnhanceClient } from "./api/client";
import type { WebsiteRef } from "./api/mappings";
import { type EnhanceMembership, getMemberships } from "./api/memberships";
import { findWebsites } from "./api/websites";

/** The organizations through which all websites that a token sees are found: the master's customers are all there are. */
export function topOrganizations(memberships: readonly EnhanceMembership[]): string[] {
  const master = memberships.find(({ isMaster }) => isMaster);
  return (master === undefined ? memberships : [master]).map(({ organizationId }) => organizationId);
}

/** The website is not in the organization that is asked for it. */
export const mayBeElsewhere = ({ failure: { status, subject } }: PanelError): boolean =>
  status === 404 && (subject === "org" || subject === "website");

/**
 * The organization that has a website; undefined where no organization that the token sees has it, or that cannot be found out.
 * The search finds a website by its id (docs/panels/enhance.md#search-for-websites).
 */
export async function ownerOf(client: EnhanceClient, websiteId: string): Promise<string | undefined> {
  const memberships = await orPanelError(getMemberships(client));
  if (isPanelError(memberships)) return undefined;
  for (const organization of topOrganizations(memberships)) {
    const found = await orPanelError(findWebsites(client, organization, websiteId));
    const website = isPanelError(found) ? undefined : found.find(({ id }) => id === websiteId);
    if (website !== undefined && website.status !== "deleted") return website.orgId;
  }
  return undefined;
}

/** The error for a website that is in another organization than the one that was asked. */
export const inAnother = ({ failure }: PanelError, { websiteId }: WebsiteRef, owner: string): PanelError =>
  new PanelError({
    ...failure,
    // The panel says what is missing, which this says better.
    detail: undefined,
    what: `website ${websiteId} belongs to organization ${owner}`,
    cure:
      `Set organizationId to ${owner}, in the resource or by ` +
      `\`pulumi config set enhance:organizationId ${owner}\`.`,
    forExisting: undefined,
  });

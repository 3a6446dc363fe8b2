import { z } from "zod";
import type { EnhanceClient } from "./client";
import type { WebsiteRef } from "./mappings";
import { PrimaryIps } from "./servers";

const Named = z.object({
  domain: z.string(),
  id: z.string().optional(),
  documentRoot: z.string().optional(),
  kind: z.string().optional(),
});

const Website = z.object({
  id: z.string(),
  orgId: z.string(),
  domain: Named,
  aliases: z.array(Named).default([]),
  // The vendor's document does not say what is in it.
  subdomains: z
    .array(z.unknown())
    .transform((all) => all.flatMap((one) => Named.safeParse(one).data ?? []))
    .default([]),
  status: z.string(),
  kind: z.string(),
  suspendedBy: z.string().nullish(),
  subscriptionId: z.number().nullish(),
  serverIps: PrimaryIps.default([]),
  appServerIpv6: z.string().nullish(),
});
export type Website = z.infer<typeof Website>;

export function getWebsite(
  client: EnhanceClient,
  { organizationId, websiteId }: WebsiteRef,
): Promise<Website> {
  const path = `orgs/${organizationId}/websites/${websiteId}`;
  return client.json({ method: "GET", path, purpose: "show the website" }, Website);
}

/**
 * Websites of an organization and of its customers, all pages. The panel's search takes parts of a name, and shows the
 * master organization deleted websites too unless told not to, which it refuses to be told by anyone else
 * (docs/panels/enhance.md#search-for-websites): what comes back is judged by the caller.
 */
export function findWebsites(
  client: EnhanceClient,
  organizationId: string,
  search?: string,
): Promise<Website[]> {
  const query = {
    recursion: "infinite",
    ...(search === undefined ? {} : { search, showAliases: "true" }),
  };
  const path = `orgs/${organizationId}/websites`;
  return client.pages({ path, query, purpose: "list the organization's websites" }, Website);
}

/**
 * Websites of an organization alone, with the domains that are mapped to them as far as the panel shows those in lists.
 *
 * @param most pages
 * @returns undefined where there are more
 */
export function listWebsites(
  client: EnhanceClient,
  organizationId: string,
  most: number,
): Promise<Website[] | undefined> {
  return client.fewPages(websitesOf(organizationId, {}), Website, most);
}

/** A website in the same form: the search finds it by its id (docs/panels/enhance.md#search-for-websites). */
export async function listWebsite(
  client: EnhanceClient,
  { organizationId, websiteId }: WebsiteRef,
): Promise<Website | undefined> {
  const found = await client.pages(websitesOf(organizationId, { search: websiteId }), Website);
  return found.find(({ id }) => id === websiteId);
}

const websitesOf = (organizationId: string, query: Readonly<Record<string, string>>) => ({
  path: `orgs/${organizationId}/websites`,
  query: { showAliases: "true", ...query },
  isOptional: true,
  purpose: "list the organization's websites",
});

const DomainUse = z.object({ status: z.string(), websiteId: z.string().nullish() });

/** Tells whether a domain is free, and if not, who has it. */
export function checkDomain(client: EnhanceClient, organizationId: string, domain: string) {
  const path = `orgs/${organizationId}/domains/check`;
  const purpose = "tell who has the domain";
  return client.json({ method: "POST", path, body: { domain }, purpose }, DomainUse);
}

const Subscription = z.object({
  planName: z.string(),
  resources: z.array(z.object({ name: z.string(), total: z.number().nullish(), usage: z.number() })),
});

export function getSubscription(client: EnhanceClient, organizationId: string, id: number) {
  const path = `orgs/${organizationId}/subscriptions/${id}`;
  return client.json({ method: "GET", path, purpose: "show the website's subscription" }, Subscription);
}

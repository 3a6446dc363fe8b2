import { z } from "zod";
import { PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { EnhanceClient } from "./client";

/** Kinds that a mapping may be declared with. */
export const KINDS = ["alias", "addon", "subdomain"] as const;
export type MappingKind = (typeof KINDS)[number];

/** A certificate as the list has it; the private key is in another answer, which is never asked for. */
const Certificate = z.object({
  cn: z.string(),
  issuer: z.string(),
  issued: z.string(),
  expires: z.string(),
  sans: z.array(z.string()),
  forceHttps: z.boolean().default(false),
});

const Mapping = z.object({
  domainId: z.string(),
  domain: z.string(),
  documentRoot: z.string(),
  // An open set: panels before 9.9 have "secondary".
  mappingKind: z.string(),
  cert: Certificate.nullish(),
});

/** A domain of a website. It is written with `kind` and read with `mappingKind`; its id is `domainId` here alone. */
export type Mapping = z.infer<typeof Mapping>;

/** A website, as the panel addresses it: by the organization that owns it. */
export interface WebsiteRef {
  readonly organizationId: string;
  readonly websiteId: string;
}

const DNS_STATUS = ["Resolved", "ForeignServer", "Failed", "Mixed", "Unknown", "Error"] as const;
export type DnsStatus = (typeof DNS_STATUS)[number];

const pathOf = ({ organizationId, websiteId }: WebsiteRef) =>
  `orgs/${organizationId}/websites/${websiteId}/domains`;

/**
 * Every mapping of a website; this list is not paged (docs/panels/enhance.md#lists-in-pages). A website has a primary
 * domain always, so one without shows that something is wrong, and that a name is not in it says nothing.
 *
 * @throws PanelError where it has not even the primary domain
 */
export async function listMappings(client: EnhanceClient, website: WebsiteRef): Promise<Mapping[]> {
  const { items } = await client.json(
    {
      method: "GET",
      path: pathOf(website),
      query: { withSsl: "true" },
      purpose: "list the website's domains",
    },
    z.object({ items: z.array(Mapping) }),
  );
  if (!items.some(({ mappingKind }) => mappingKind === "primary")) {
    throw nothingListed(client.panel, "the website's list has not even its primary domain");
  }
  return items;
}

/** That a list which cannot be empty is: nothing counts as gone for it. */
export const nothingListed = (panel: string, what: string): PanelError =>
  new PanelError({
    kind: "protocol",
    panel,
    what: `${what}, so it does not tell what is mapped`,
    cure: "Look in the panel: where it shows the domains, run the command again.",
    forExisting: "Where they are gone for good, `pulumi state delete <urn>` forgets the resource.",
  });

/** Maps a domain. Its id is not read from the answer: only what the list shows afterwards counts. */
export function createMapping(
  client: EnhanceClient,
  website: WebsiteRef,
  mapping: { domain: string; kind?: MappingKind | undefined; documentRoot?: string | undefined },
): Promise<void> {
  return client.empty({
    method: "POST",
    path: pathOf(website),
    // What is not given does not get into the JSON.
    body: { domain: mapping.domain, kind: mapping.kind, documentRoot: mapping.documentRoot },
    creates: true,
    purpose: "map the domain to the website",
  });
}

/** Changes a mapping in place; what is not given stays as it is. */
export function changeMapping(
  client: EnhanceClient,
  website: WebsiteRef,
  domainId: string,
  change: { kind?: MappingKind; documentRoot?: string },
): Promise<void> {
  const path = `${pathOf(website)}/${domainId}`;
  return client.empty({ method: "PATCH", path, body: change, purpose: "change the mapping" });
}

export function deleteMapping(client: EnhanceClient, website: WebsiteRef, domainId: string): Promise<void> {
  const path = `${pathOf(website)}/${domainId}`;
  return client.empty({ method: "DELETE", path, purpose: "remove the domain from the website" });
}

/** Where the domain's DNS points; the answer is a bare word. */
export async function dnsStatusOf(
  client: EnhanceClient,
  website: WebsiteRef,
  domainId: string,
): Promise<DnsStatus> {
  const path = `${pathOf(website)}/${domainId}/dns-status`;
  const word = await client.word({ method: "GET", path, purpose: "tell the domain's DNS status" });
  return DNS_STATUS.find((status) => status === word) ?? "Unknown";
}

/** Sends visitors of the domain to https, or not; the body is a bare boolean. */
export function setForceHttps(client: EnhanceClient, domainId: string, force: boolean): Promise<void> {
  const path = `v2/domains/${domainId}/ssl/force_ssl`;
  return client.empty({ method: "PUT", path, body: force, purpose: "change the redirect to https" });
}

/** The mappings of a list by their names in canonical form. */
export type MappingsByName = ReadonlyMap<string, Mapping>;

export function byName(mappings: readonly Mapping[]): MappingsByName {
  const named = new Map<string, Mapping>();
  for (const mapping of mappings) {
    const name = comparable(mapping.domain);
    if (!named.has(name)) named.set(name, mapping);
  }
  return named;
}

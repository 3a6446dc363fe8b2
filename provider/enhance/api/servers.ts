import { z } from "zod";
import { PanelError } from "../../core/errors";
import type { EnhanceClient } from "./client";

const Current = z.object({
  websiteId: z.string(),
  domains: z.array(
    z
      .object({ domainId: z.string(), domainName: z.string(), isPrimary: z.boolean() })
      .transform(({ domainName, ...rest }) => ({ ...rest, domain: domainName })),
  ),
});
const Listed = z.object({
  items: z.array(
    z.object({ id: z.string().optional(), domainId: z.string().optional(), domain: z.string() }),
  ),
});

/** What the body of an add must be: the domain as a bare text, or the object of the integration guide. */
export type AddBody = "text" | "object" | "unknown";

export interface ServerDomain {
  readonly domainId: string;
  readonly domain: string;
  /** Whether the panel uses it as the server's own host name. */
  readonly isPrimary: boolean;
}

/** A server's domains, and what their form says about the panel. */
export interface ServerDomains {
  readonly domains: readonly ServerDomain[];
  readonly body: AddBody;
}

/** The addresses that something is reached at first. */
export const PrimaryIps = z
  .array(z.object({ ip: z.string(), isPrimary: z.boolean() }))
  .transform((ips) => ips.filter(({ isPrimary }) => isPrimary).map(({ ip }) => ip));

const Server = z.object({ ips: PrimaryIps });

const pathOf = (serverId: string) => `servers/${serverId}/domains`;

/**
 * A server's domains, in any of the three forms that panels have answered with over the years, one of them the guide's
 * (docs/panels/enhance.md#server-domains). The form tells which body an add takes.
 */
export async function listServerDomains(client: EnhanceClient, serverId: string): Promise<ServerDomains> {
  const answer = await client.json(
    { method: "GET", path: pathOf(serverId), purpose: "list the server's domains" },
    z.union([Current, Listed]),
  );
  if ("domains" in answer) return { domains: answer.domains, body: "text" };
  const domains = answer.items.map(({ id, domainId, domain }) => {
    const key = domainId ?? id;
    if (key === undefined) {
      throw new PanelError({
        kind: "protocol",
        panel: client.panel,
        what: `the server's list has ${domain} without an id`,
        cure: "Map to a website instead: set enhance:organizationId and enhance:websiteId.",
      });
    }
    return { domainId: key, domain, isPrimary: false };
  });
  const first = answer.items[0];
  return {
    domains,
    body: first === undefined ? "unknown" : first.domainId === undefined ? "object" : "text",
  };
}

/** Adds a domain to a server; what the panel answers differs, and only what the list shows afterwards counts. */
export function addServerDomain(
  client: EnhanceClient,
  serverId: string,
  domain: string,
  body: Exclude<AddBody, "unknown">,
): Promise<void> {
  return client.empty({
    method: "POST",
    path: pathOf(serverId),
    body: body === "text" ? domain : { domain },
    creates: true,
    purpose: "add the domain to the server",
  });
}

export function deleteServerDomain(client: EnhanceClient, serverId: string, domainId: string): Promise<void> {
  const path = `${pathOf(serverId)}/${domainId}`;
  return client.empty({ method: "DELETE", path, purpose: "remove the domain from the server" });
}

/** The addresses that a server is reached at first. */
export async function addressesOf(client: EnhanceClient, serverId: string): Promise<string[]> {
  const request = { method: "GET", path: `servers/${serverId}`, purpose: "show the server" } as const;
  return (await client.json(request, Server)).ips;
}

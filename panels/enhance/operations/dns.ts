import { READ, READ_ORG } from "../access";
import { json } from "../answer";
import type { Operation } from "../operation";
import { word } from "./connection";

const ONE = "/orgs/{org_id}/websites/{website_id}/domains/{domain_id}";

/** A bare word as text/plain on real panels (docs/panels/enhance.md#dns-status). */
export const getWebsiteDomainMappingDnsStatus: Operation = {
  method: "GET",
  path: `${ONE}/dns-status`,
  access: READ,
  run: (call) => word(call, call.mapping(call.website()).dnsStatus),
};

export const getWebsiteDomainDnsQuery: Operation = {
  method: "GET",
  path: `${ONE}/dns-query`,
  access: READ,
  run(call) {
    const { domain, nameServers } = call.mapping(call.website());
    call.query.variant("resolveDepth", ["short", "detailed", "queryAllTldNs"]);
    const authNsMap = Object.fromEntries(
      nameServers.map((name) => [name, { ip: "192.0.2.53", domainIps: [] }]),
    );
    return json(200, {
      fqdn: domain,
      root: { "a.root-servers.example": "192.0.2.1" },
      tldNsMap: { "a.tld-servers.example": { ip: "192.0.2.2", authNsMap } },
    });
  },
};

/**
 * `matchesPlatform` is true whatever the name servers are, and `ips` are empty
 * (docs/panels/enhance.md#domains-of-an-organization).
 */
export const getDomainAuthNs: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/domains/{domain_id}/auth-ns",
  access: READ_ORG,
  run: (call) =>
    json(200, {
      matchesPlatform: true,
      authNs: call.orgDomain().nameServers.map((name) => ({ name, ips: [] })),
    }),
};

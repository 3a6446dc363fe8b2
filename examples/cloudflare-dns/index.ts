/**
 * Domains whose zones the platform has at Cloudflare: the mapping says which DNS records it takes, the program makes them, and
 * DomainReady waits until the names lead to their site and have certificates.
 *
 *   npm install pulumi-mapped-domains @pulumi/cloudflare
 *   pulumi config set --secret cloudflare:apiToken <token with the permission DNS: Edit>
 *   pulumi config set --path 'zones["acme.com"]' <zone id>
 */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { DomainReady, HestiaWebAlias } from "pulumi-mapped-domains";

/** The zone of each domain. */
const zones = new pulumi.Config().requireObject<Record<string, string>>("zones");

const domains = Object.entries(zones).map(([domain, zoneId]) => {
  const mapping = new HestiaWebAlias(domain, { domain, www: true });
  // Which records there are is known once the domain is mapped: a first preview does not show them.
  const records = mapping.requiredDnsRecords.apply((all) =>
    all.map(
      ({ name, type, value }) =>
        // A name has a record for each address, so the resource's name has the address, without the colons that would split a
        // URN. Behind Cloudflare's proxy the certificate would not be the site's.
        new cloudflare.DnsRecord(`${name}-${value.replaceAll(":", "-")}`, {
          zoneId,
          name,
          type,
          content: value,
          ttl: 300,
          proxied: false,
        }),
    ),
  );
  return { mapping, records };
});

export const ready = new DomainReady(
  "ready",
  {
    domains: domains.map(({ mapping }) => mapping.names),
    requiredDnsRecords: domains.map(({ mapping }) => mapping.requiredDnsRecords),
    // Cloudflare's own resolver learns of a record within seconds.
    resolvers: ["1.1.1.1"],
  },
  { dependsOn: pulumi.all(domains.map(({ records }) => records)).apply((all) => all.flat()) },
).ready;

import * as pulumi from "@pulumi/pulumi";
import { MappedDomain, type MappedDomainArgs } from "pulumi-mapped-domains";

// Which panel serves a customer is a property of the plan, and not of the code that declares the domain.
const plans: Record<"small" | "large", MappedDomainArgs["on"]> = {
  small: { hestia: { restart: "graceful" } },
  large: { enhance: { forceHttps: true } },
};
const customers = { "acme.com": "small", "globex.com": "large" } as const;

const domains = Object.entries(customers).map(
  ([domain, plan]) => new MappedDomain(domain, { domain, on: plans[plan], www: true }),
);

// The DNS records that the customers have to create, whichever panel it is.
export const dns = pulumi
  .all(domains.map(({ requiredDnsRecords }) => requiredDnsRecords))
  .apply((records) => records.flat().map(({ name, type, value }) => `${name} ${type} ${value}`));

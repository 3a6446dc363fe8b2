import { HestiaWebAlias } from "pulumi-mapped-domains";

// One customer with a www name, one with a www name only if the domain is a registrable one, one wildcard.
const acme = new HestiaWebAlias("acme", { domain: "acme.com", www: true });
new HestiaWebAlias("initech", { domain: "shop.initech.co.uk", www: "auto", restart: "graceful" });
new HestiaWebAlias("globex", { domain: "*.globex.com" });

// The DNS records that the customer has to create.
export const acmeDns = acme.requiredDnsRecords;

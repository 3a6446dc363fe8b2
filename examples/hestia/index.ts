import { HestiaWebAlias } from "pulumi-mapped-domains";

// One customer with a www name, one whose www name depends on the kind of domain, one wildcard.
const acme = new HestiaWebAlias("acme", { domain: "acme.com", www: true });
new HestiaWebAlias("initech", { domain: "shop.initech.co.uk", www: "auto", restart: "graceful" });
new HestiaWebAlias("globex", { domain: "*.globex.com" });

// What the customer has to enter at their DNS provider.
export const acmeDns = acme.requiredDnsRecords;

import { EnhanceDomain, enhance } from "pulumi-mapped-domains";

// Nobody has to hunt for ids: the website is found by its primary domain.
const site = enhance.getWebsite({ domain: "network.example.com" });
const websiteId = site.then((found) => found.websiteId);
const organizationId = site.then((found) => found.organizationId);

// One customer, sent to https once the panel has a certificate, and one with a folder of its own.
const acme = new EnhanceDomain("acme", { domain: "acme.com", websiteId, organizationId, forceHttps: true });
new EnhanceDomain("initech", {
  domain: "shop.initech.co.uk",
  websiteId,
  organizationId,
  kind: "addon",
  documentRoot: "public_html/initech",
});

// What the customer has to enter at their DNS provider, and whether it leads here yet.
export const acmeDns = acme.requiredDnsRecords;
export const acmeDnsStatus = acme.dnsStatus;

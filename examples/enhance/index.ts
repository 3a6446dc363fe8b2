import { EnhanceDomain, enhance } from "pulumi-mapped-domains";

// Finds the ids of the website and of its organization by the website's primary domain.
const site = enhance.getWebsite({ domain: "network.example.com" });
const websiteId = site.then((found) => found.websiteId);
const organizationId = site.then((found) => found.organizationId);

// One customer whose visitors are redirected to https once the panel has a certificate, and one with a folder of its own.
const acme = new EnhanceDomain("acme", { domain: "acme.com", websiteId, organizationId, forceHttps: true });
new EnhanceDomain("initech", {
  domain: "shop.initech.co.uk",
  websiteId,
  organizationId,
  kind: "addon",
  documentRoot: "public_html/initech",
});

// The DNS records that the customer has to create, and where the customer's DNS points now.
export const acmeDns = acme.requiredDnsRecords;
export const acmeDnsStatus = acme.dnsStatus;

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HestiaWebAlias, HestiaWebAliases } from "pulumi-mapped-domains";

// All customers of a list, whether four or four thousand: one resource, and few calls to the panel.
const list = JSON.parse(readFileSync(join(__dirname, "customers.json"), "utf8")) as string[];
const customers = new HestiaWebAliases("customers", { domains: list, www: "auto" });

// A set with options for each name. Several sets may share a web domain, as long as no name is in two of them.
new HestiaWebAliases("partners", {
  domains: { "umbrella.com": { www: true }, "hooli.com": { www: false }, "*.hooli.com": true },
  restart: "graceful",
});

// A domain on which other resources depend, such as its DNS records, is a resource of its own.
const initrode = new HestiaWebAlias("initrode", { domain: "initrode.com", www: true });

export const mapped = customers.names;
export const addresses = customers.addresses;
export const initrodeDns = initrode.requiredDnsRecords;

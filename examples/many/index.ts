import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HestiaWebAlias, HestiaWebAliases } from "pulumi-mapped-domains";

// The customers of a list, be it four or four thousand: one resource, and few calls to the panel.
const list = JSON.parse(readFileSync(join(__dirname, "customers.json"), "utf8")) as string[];
const customers = new HestiaWebAliases("customers", { domains: list, www: "auto" });

// Names with something to say of each. Several sets may share a web domain, as long as no name is in two of them.
new HestiaWebAliases("partners", {
  domains: { "umbrella.com": { www: true }, "hooli.com": { www: false }, "*.hooli.com": true },
  restart: "graceful",
});

// One that something else is to depend on, such as its DNS records, is a resource of its own.
const initrode = new HestiaWebAlias("initrode", { domain: "initrode.com", www: true });

export const mapped = customers.names;
export const addresses = customers.addresses;
export const initrodeDns = initrode.requiredDnsRecords;

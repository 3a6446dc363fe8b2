import * as pulumi from "@pulumi/pulumi";
import { DomainReady, HestiaWebAlias, HestiaWebAliases } from "pulumi-mapped-domains";

const acme = new HestiaWebAlias("acme", { domain: "acme.com", www: true });
const globex = new HestiaWebAlias("globex", { domain: "globex.com" });
const partners = new HestiaWebAliases("partners", { domains: ["initech.com", "hooli.com"] });

// What the customers have to set at their DNS providers. For a provider with a Pulumi package, make its resources of these
// records, and give them to the wait below as `dependsOn`.
export const records = pulumi
  .all([acme.requiredDnsRecords, globex.requiredDnsRecords])
  .apply((all) => all.flat());

const settings = new pulumi.Config();
const wait = {
  checkInterval: settings.getNumber("checkInterval"),
  port: settings.getNumber("port"),
  resolvers: settings.getObject<string[]>("resolvers"),
};

// One wait for all of them. The mappings are on the panel by then: `up` tells which records are still to be set.
const ready = new DomainReady("ready", {
  domains: [acme.names, globex.names],
  requiredDnsRecords: [acme.requiredDnsRecords, globex.requiredDnsRecords],
  ...wait,
});

// Of a set, by its addresses. These domains are on their way here from another host, which serves them until then: one look,
// in every run, and no wait.
const partnersReady = DomainReady.get("partners-ready", "ready", {
  domains: partners.names,
  addresses: partners.addresses,
  ...wait,
});

export const certificates = ready.certificates;
export const waitingFor = partnersReady.waiting;

/**
 * One program for two Hestia panels and an Enhance panel.
 *
 * The program says which panel serves whom, and the stack's configuration says where the panels are: `hestia:connections` has
 * an entry `eu1` and an entry `us1`, `enhance:connections` has `large`. environment.yaml beside this file has the whole
 * configuration, for Pulumi ESC. Without ESC, the same settings are made like this:
 *
 *   pulumi config set --path 'hestia:connections.eu1.apiUrl' https://eu1.example.com:8083/api/
 *   pulumi config set --path 'hestia:connections.eu1.accessKey' <key id>
 *   pulumi config set --path 'hestia:connections.eu1.secretKey' --secret <secret>
 */
import * as pulumi from "@pulumi/pulumi";
import { MappedDomain, type MappedDomainArgs } from "pulumi-mapped-domains";

const panels = {
  eu1: { hestia: { connection: "eu1" } },
  us1: { hestia: { connection: "us1", restart: "graceful" } },
  large: { enhance: { connection: "large" } },
} satisfies Record<string, MappedDomainArgs["on"]>;

interface Customer {
  readonly domain: string;
  readonly panel: keyof typeof panels;
  readonly www?: boolean;
}

// To move a customer so that the domain is served throughout, see docs/configuration.md, "Moving a domain to another panel".
const customers: readonly Customer[] = [
  { domain: "acme.com", panel: "eu1", www: true },
  { domain: "initech.com", panel: "eu1" },
  { domain: "hooli.com", panel: "us1", www: true },
  { domain: "globex.com", panel: "large" },
];

const mapped = customers.map(({ domain, panel, www }) => {
  const { names } = new MappedDomain(domain, { domain, on: panels[panel], ...(www && { www }) });
  return names.apply((all) => all.map((name) => `${name} on ${panel}`));
});

export const served = pulumi.all(mapped).apply((all) => all.flat());

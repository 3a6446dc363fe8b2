import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  EnhanceDomain,
  type EnhanceDomainArgs,
  HestiaWebAlias,
  type HestiaWebAliasArgs,
} from "pulumi-mapped-domains";
import { parse } from "yaml";

interface Domains {
  hestia?: (HestiaWebAliasArgs & { domain: string })[];
  enhance?: (EnhanceDomainArgs & { domain: string })[];
}

const config = new pulumi.Config();
const file = config.require("domainsFile");
const panels = config.require("panels").split(",");
const { hestia = [], enhance = [] } = parse(readFileSync(resolve(__dirname, file), "utf8")) as Domains;

// The stack's configuration says where the panels are and which site on each serves the domains.
const mappings = [
  ...(panels.includes("hestia") ? hestia.map((args) => new HestiaWebAlias(args.domain, args)) : []),
  ...(panels.includes("enhance") ? enhance.map((args) => new EnhanceDomain(args.domain, args)) : []),
];

export const mapped = pulumi.all(mappings.map(({ names }) => names)).apply((names) => names.flat());

// The DNS records that the customers have to create.
export const dns = pulumi
  .all(mappings.map(({ requiredDnsRecords }) => requiredDnsRecords))
  .apply((records) => records.flat().map(({ name, type, value }) => `${name} ${type} ${value}`));

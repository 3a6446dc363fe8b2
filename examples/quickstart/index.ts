import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { HestiaWebAlias } from "pulumi-mapped-domains";
import { parse } from "yaml";

interface Customer {
  domain: string;
  www?: boolean | "auto";
}

const file = new pulumi.Config().require("domainsFile");
const customers = parse(readFileSync(resolve(__dirname, file), "utf8")) as Customer[];

// The panel, the account and the web domain come from the stack's configuration.
const aliases = customers.map(
  ({ domain, www }) => new HestiaWebAlias(domain, { domain, ...(www === undefined ? {} : { www }) }),
);

export const mapped = pulumi.all(aliases.map(({ names }) => names)).apply((names) => names.flat());
export const dns = pulumi
  .all(aliases.map(({ requiredDnsRecords }) => requiredDnsRecords))
  .apply((records) => records.flat().map(({ name, type, value }) => `${name} ${type} ${value}`));

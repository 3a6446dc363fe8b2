import { domainToASCII } from "node:url";
import type { ResourceValidationPolicy } from "@pulumi/policy";

/** The package's resources with domains; their types stay the same across versions. */
const SINGLE = ["hestia:WebAlias", "enhance:Domain"].map((type) => `pulumi-nodejs:dynamic/${type}`);
const SETS = ["hestia:WebAliases", "enhance:Domains"].map((type) => `pulumi-nodejs:dynamic/${type}`);

/** The domains that a resource declares: `domain` of a single one, the keys of `domains` of a set. */
export function declaredDomains(type: string, props: Readonly<Record<string, unknown>>): string[] {
  if (SINGLE.includes(type)) return [String(props.domain)];
  if (SETS.includes(type)) return Object.keys((props.domains ?? {}) as object);
  return [];
}

/** Whether a domain is the suffix itself or below it; `evil-acme.com` is not below `acme.com`. */
const isWithin = (domain: string, suffix: string): boolean =>
  domain === suffix || domain.endsWith(`.${suffix}`);

export const allowedSuffixes: ResourceValidationPolicy = {
  name: "allowed-suffixes",
  description: "Domains are below one of the given suffixes, or are one of them.",
  configSchema: {
    properties: { suffixes: { type: "array", items: { type: "string" } } },
    required: ["suffixes"],
  },
  validateResource: ({ type, props, getConfig }, reportViolation) => {
    const given = getConfig<{ suffixes: string[] }>().suffixes;
    const suffixes = given.map((suffix) => domainToASCII(suffix.replace(/^\./, "")));
    for (const domain of declaredDomains(type, props)) {
      if (suffixes.some((suffix) => isWithin(domain.replace(/^\*\./, ""), suffix))) continue;
      reportViolation(`${domain} is not below ${given.join(" or ")}`);
    }
  },
};

export const noWildcards: ResourceValidationPolicy = {
  name: "no-wildcards",
  description: "No wildcard is mapped: each customer's name is declared.",
  validateResource: ({ type, props }, reportViolation) => {
    for (const domain of declaredDomains(type, props))
      if (domain.startsWith("*.")) reportViolation(`${domain} is a wildcard: declare its names`);
  },
};

export const policies = [allowedSuffixes, noWildcards];

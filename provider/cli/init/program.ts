import type { Findings } from "./findings";

interface Part {
  readonly imported: string;
  readonly lines: readonly string[];
  /** The variable with the resources. */
  readonly variable: string;
}

/**
 * The program of a new project, for panels of which nothing is declared yet: a list to put the first domain into. What a panel maps already
 * is not in it.
 */
export function programFor(findings: readonly Findings[]): string {
  const parts = findings.map(partFor);
  const imported = parts.map((part) => part.imported).join(", ");
  const resources = parts.map(({ variable }) => variable);
  const all = resources.length === 1 ? resources[0] : `[${resources.map((one) => `...${one}`).join(", ")}]`;
  return [
    `import { ${imported} } from "pulumi-mapped-domains";`,
    "",
    ...parts.flatMap(({ lines }) => lines),
    "// The DNS records that the customers have to create.",
    `export const dns = ${all}.map(({ requiredDnsRecords }) => requiredDnsRecords);`,
    "",
  ].join("\n");
}

const partFor = ({ kind, site }: Findings): Part => {
  const isHestia = kind === "hestia";
  const domains = isHestia ? "aliases" : "domains";
  const variable = isHestia ? "webAliases" : "websiteDomains";
  const make = isHestia
    ? `new HestiaWebAlias(domain, { domain, www: "auto" })`
    : `new EnhanceDomain(domain, { domain })`;
  return {
    imported: isHestia ? "HestiaWebAlias" : "EnhanceDomain",
    variable,
    lines: [
      `// Customers' domains that lead to ${site}. \`pulumi preview\` shows what \`pulumi up\` adds and removes.`,
      `const ${domains}: string[] = [`,
      `  // "acme.com",`,
      "];",
      `const ${variable} = ${domains}.map((domain) => ${make});`,
      "",
    ],
  };
};

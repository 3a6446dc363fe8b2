import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { compile } from "../support/compile";

/** The compiler's messages for a program that uses the built package. */
function errorsOf(program: string): string[] {
  const file = join(__dirname, "program.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  };
  return ts
    .getPreEmitDiagnostics(compile(new Map([[file, program]]), options))
    .map(({ messageText: text }) => ts.flattenDiagnosticMessageText(text, "\n"));
}

const PRELUDE = `
  import * as pulumi from "@pulumi/pulumi";
  import { DomainReady, EnhanceDomains, HestiaWebAlias, HestiaWebAliases } from "pulumi-mapped-domains";
  const fixed = ["a.test", "b.test"] as const;
  const names: readonly string[] = fixed;
  const table: Record<string, { www: true }> = {};
`;

const TYPED: Readonly<Record<string, string>> = {
  "a readonly list": "names",
  "a list as const": "fixed",
  "a list with outputs": '[...names, pulumi.output("c.test")]',
  "an output of a readonly list": "pulumi.output(names)",
  "a promise of a list as const": "Promise.resolve(fixed)",
  "a Set": "new Set(names)",
  "an output of a Set": "pulumi.output(1).apply(() => new Set(names))",
  "the keys of a Map": 'new Map([["a.test", 1]]).keys()',
  "an object as const": '{ "a.test": true, "b.test": {} } as const',
  "a readonly object": '{ "a.test": true } as Readonly<Record<string, true>>',
  "an object with nothing for options": '{ "a.test": undefined, "b.test": true }',
};
const REFUSED: Readonly<Record<string, string>> = {
  text: '"a.test"',
  "a Map": 'new Map([["a.test", {}]])',
  "a list of numbers": "[5]",
  "a function": "() => names",
  "an unknown option": '{ "a.test": { ww: true } }',
};

describe("field case 17: the types that `domains` accepts", function () {
  this.timeout(60_000);
  const programs = (domains: Readonly<Record<string, string>>) =>
    Object.values(domains).map((one) => [
      `new HestiaWebAliases("x", { domains: ${one} });`,
      `new EnhanceDomains("x", { domains: ${one} });`,
    ]);

  it(`${Object.keys(TYPED).join(", ")}: type-check`, () => {
    const options = 'new HestiaWebAliases("x", { domains: { "a.test": table.a } });\n';
    const frozen = 'new HestiaWebAliases("x", { domains: { "a.test": { www: "auto" } } as const });\n';
    expect(errorsOf(PRELUDE + options + frozen + programs(TYPED).flat().join("\n"))).to.deep.equal([]);
  });

  it(`${Object.keys(REFUSED).join(", ")}: do not`, () => {
    const all = programs(REFUSED).flat();
    expect(errorsOf(`${PRELUDE}${all.join("\n")}`)).to.have.length(all.length);
  });
});

describe("the types that a DomainReady accepts", function () {
  this.timeout(60_000);
  const MAPPINGS = `
    const alias = new HestiaWebAlias("alias", { domain: "a.test" });
    const set = new HestiaWebAliases("set", { domains: names });
    const records = alias.requiredDnsRecords;
    class DnsRecord extends pulumi.CustomResource {}
    const made = records.apply((all) => all.map(({ name }) => new DnsRecord("test:Record", name)));
  `;
  const ready = (args: string, opts = "undefined") => `new DomainReady("x", ${args}, ${opts});`;

  it("are names, outputs, lists of both, records of one mapping or of many, and dependsOn of records made of them", () => {
    const programs = [
      ready("{ domains: names, addresses: fixed }"),
      ready('{ domains: fixed, addresses: ["127.0.0.1"], timeout: pulumi.output(5) }'),
      ready("{ domains: alias.names, requiredDnsRecords: records }"),
      ready("{ domains: [alias.names, set.names, 'a.test'], requiredDnsRecords: [records, records] }"),
      ready("{ domains: set.names, addresses: set.addresses }"),
      ready("{ domains: set.names, addresses: [set.addresses, '127.0.0.1'] }"),
      ready("{ domains: alias.names, requiredDnsRecords: records }", "{ dependsOn: made }"),
      "const { certificates } = DomainReady.get('x', 'ready', { domains: names, addresses: names });",
      "export const expires: pulumi.Output<string | undefined> = certificates.apply((all) => all['a.test']?.expires);",
    ];
    expect(errorsOf(PRELUDE + MAPPINGS + programs.join("\n"))).to.deep.equal([]);
  });

  it("are not text, other words to wait for, other records, or no domains", () => {
    const programs = [
      ready('{ domains: "a.test", addresses: names }'),
      ready('{ domains: names, addresses: names, waitFor: "http" }'),
      ready('{ domains: names, requiredDnsRecords: [{ name: "a.test", type: "CNAME", value: "b.test" }] }'),
      ready("{ addresses: names }"),
    ];
    expect(errorsOf(PRELUDE + MAPPINGS + programs.join("\n"))).to.have.length(programs.length);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { compile } from "../support/compile";
import { blocksIn, DOCS } from "../support/docs";
import { CHECKOUT } from "../support/project";

const RECORDS = `
  declare class MyDnsRecords extends pulumi.Resource {
    constructor(name: string, args: { records: pulumi.Input<{ name: string; type: string; value: string }[]> });
  }
`;

/** The reader's own, and what an earlier program of the page has declared, by the program that uses it. */
const OWN: Readonly<Record<string, string>> = {
  "docs/domain-ready.md, program 1": RECORDS,
  "docs/domain-ready.md, program 2": "declare const acme: HestiaWebAlias; declare const zoneId: string;",
  "docs/mapped-domain.md, program 3": RECORDS,
  "docs/mapped-domain.md, program 4": "declare const customers: MappedDomain[];",
};

const PACKAGE = "pulumi-mapped-domains";
const INDEX = join(CHECKOUT, "provider", "index.ts");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ["node"],
  noEmit: true,
  paths: { [PACKAGE]: [INDEX], [`${PACKAGE}/panels`]: [join(CHECKOUT, "panels", "index.ts")] },
};

interface Program {
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

/** The names that the package exports. */
const EXPORTED = new Set(
  [...readFileSync(INDEX, "utf8").matchAll(/\b(?!export|type|from)\w+/g)].map(([name]) => name),
);

/** A program as a reader completes it: with the imports that a fragment leaves to the page's first program. */
function complete(title: string, block: string): string {
  const own = OWN[title] ?? "";
  const source = ts.createSourceFile("block.ts", own + block, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !ts.isImportSpecifier(node.parent)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const isImported = (name: string) => new RegExp(`^import\\b[^;"]*\\b${name}\\b`, "m").test(block);
  const missing = [...used].filter(
    (name) => EXPORTED.has(name) && /^[A-Z]|^(hestia|enhance)$/.test(name) && !isImported(name),
  );
  const pulumi = used.has("pulumi") && !isImported("pulumi");
  return [
    missing.length > 0 ? `import { ${missing.join(", ")} } from "${PACKAGE}";` : "",
    pulumi ? 'import * as pulumi from "@pulumi/pulumi";' : "",
    own,
    block,
    "",
  ].join("\n");
}

const PROGRAMS: readonly Program[] = DOCS.flatMap((page) =>
  blocksIn(page, "ts").map((block, index) => {
    const title = `${page}, program ${index + 1}`;
    const file = join(CHECKOUT, `${page.replaceAll("/", "-")}-${index + 1}.ts`);
    return { title, file, text: complete(title, block) };
  }),
);

describe("the programs in docs/ and README", function () {
  this.timeout(120_000);
  let compiled: ts.Program;
  before(() => {
    const texts = new Map(PROGRAMS.map(({ file, text }) => [file, text] as const));
    compiled = compile(texts, OPTIONS);
  });

  it("are found", () => {
    expect(PROGRAMS.length).to.be.above(15);
    expect(Object.keys(OWN).filter((one) => !PROGRAMS.some(({ title }) => title === one))).to.deep.equal([]);
  });

  for (const { title, file } of PROGRAMS) {
    it(`compile: ${title}`, () => {
      const source = compiled.getSourceFile(file);
      const problems = [
        ...compiled.getSyntacticDiagnostics(source),
        ...compiled.getSemanticDiagnostics(source),
      ];
      expect(
        problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      ).to.deep.equal([]);
    });
  }

  it("would be refused if an input were wrong", () => {
    const file = join(CHECKOUT, "wrong.ts");
    const text = `import { HestiaWebAlias } from "${PACKAGE}";\nnew HestiaWebAlias("acme", { domian: "acme.com" });\n`;
    const wrong = compile(new Map([[file, text]]), OPTIONS, compiled);
    expect(wrong.getSemanticDiagnostics(wrong.getSourceFile(file))).to.have.length(1);
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { type Defaults, type PlacePlan, planProgram } from "../../../provider/cli/generate/plan";
import { type DomainsFile, writeProgram } from "../../../provider/cli/generate/program";
import type { MappedName, MappedPlace, SeenOptions } from "../../../provider/cli/mapped/place";
import { compile } from "../../support/compile";
import { CHECKOUT } from "../../support/project";

const HEAD = /^(\/\/ .*\n)+\n/;

const alias = (name: string, more: Partial<MappedName> = {}): MappedName => ({
  name,
  kind: "alias",
  isOwn: false,
  ...more,
});

const hestia = (names: readonly string[], more: Partial<MappedPlace> = {}): MappedPlace => ({
  panel: { kind: "hestia" },
  host: "panel.example.com:8083",
  target: { account: "tenant1", webDomain: "network.example.com" },
  id: "tenant1/network.example.com",
  title: "tenant1/network.example.com",
  args: {},
  addresses: [],
  names: names.map((name) => alias(name)),
  ...more,
});

const second = (names: readonly string[], more: Partial<MappedPlace> = {}): MappedPlace =>
  hestia(names, {
    target: { account: "tenant1", webDomain: "second.example.com" },
    id: "tenant1/second.example.com",
    title: "tenant1/second.example.com",
    args: { account: "tenant1", webDomain: "second.example.com" },
    ...more,
  });

const PRIMARY = alias("network.example.com", {
  kind: "primary",
  isOwn: true,
  unfit: "is the website's own, of the kind primary",
  options: { kind: "primary", documentRoot: "public_html", forceHttps: false },
});

const enhance = (names: Readonly<Record<string, Partial<SeenOptions>>>, more: Partial<MappedPlace> = {}) =>
  hestia([], {
    panel: { kind: "enhance" },
    host: "enhance.example.com:443",
    target: { organizationId: "org", websiteId: "site" },
    id: "org/site",
    title: "network.example.com",
    names: [
      PRIMARY,
      ...Object.entries(names).map(([name, options]) => {
        const seen = { kind: "alias", documentRoot: "public_html", forceHttps: false, ...options };
        return alias(name, { kind: seen.kind, options: seen });
      }),
    ],
    ...more,
  });

const server = (names: readonly string[]) =>
  hestia(names, {
    panel: { kind: "enhance" },
    target: { serverId: "server" },
    id: "servers/server",
    title: "server server",
    args: { serverId: "server" },
  });

interface Options extends Defaults {
  setsAbove?: number;
  isMeant?: (name: string) => boolean;
  file?: DomainsFile;
}

const plan = (
  places: readonly MappedPlace[],
  { setsAbove = 20, isMeant = () => true, ...defaults }: Options = {},
) => planProgram(places, { isMeant, reasonAgainst: () => undefined, defaultsAt: () => defaults, setsAbove });

const write = (places: readonly MappedPlace[], options: Options = {}) =>
  writeProgram(plan(places, options).plans, options.file);

/** The program without its head and its imports. */
const program = (places: readonly MappedPlace[], options: Options = {}): string =>
  write(places, options)
    .program.replace(HEAD, "")
    .replace(/^import [^;]*;\n+/gm, "");

const SETS = { setsAbove: 0 };
const FILE: DomainsFile = { path: "domains.json", isModule: false };

const PAIRS = ["acme.com", "www.acme.com", "globex.com", "www.globex.com"];
const IDN = ["xn--bcher-kva.example", "*.xn--bcher-kva.example"];
const LONG = `${"a-rather-long-label-of-a-domain".repeat(2)}.${"another-long-label".repeat(3)}.example.com`;
const OPTIONS = {
  "acme.com": {},
  "addon.com": { kind: "addon", documentRoot: "addon.com" },
  "secure.com": { forceHttps: true },
};

/** Programs of every form, which formatters and the compiler have to take. */
const PROGRAMS: Readonly<Record<string, () => string>> = {
  "one resource each": () => write([hestia([...PAIRS, ...IDN, "*.acme.com", LONG])]).program,
  "one resource each, of two web domains": () =>
    write([hestia(PAIRS), second(["hooli.com", ...IDN])]).program,
  "one resource each, with defaults set against": () =>
    write([hestia(["acme.com", "globex.com"])], { www: "auto", onExisting: "fail" }).program,
  "a set": () => write([hestia([...PAIRS, ...IDN, LONG])], SETS).program,
  "a set of one name": () => write([hestia(["acme.com"])], SETS).program,
  "a set with options": () => write([hestia([...PAIRS, "initech.com", ...IDN])], SETS).program,
  "sets of all kinds": () => write([hestia(PAIRS), second(["hooli.com"]), enhance(OPTIONS)], SETS).program,
  "one resource each on all": () =>
    write([
      hestia(PAIRS),
      second(["hooli.com"]),
      enhance(OPTIONS),
      server(["a.example.net", "b.example.net"]),
    ]).program,
  "a set from a file": () => write([hestia(PAIRS)], { ...SETS, file: FILE }).program,
  "a set with options from a file": () => write([enhance(OPTIONS)], { ...SETS, file: FILE }).program,
  "one resource each from a file": () => write([hestia(["acme.com", "initech.com"])], { file: FILE }).program,
  "one resource each with options from a file": () => write([enhance(OPTIONS)], { file: FILE }).program,
  "everything from a file": () =>
    write([hestia(PAIRS), second(PAIRS.map((name) => `shop.${name}`)), enhance(OPTIONS), server(PAIRS)], {
      file: FILE,
    }).program,
  "sets from a file": () =>
    write([hestia(PAIRS), second(["hooli.com"]), enhance(OPTIONS)], { ...SETS, file: FILE }).program,
};

describe("the programs of mapped-domains generate", function () {
  this.timeout(60_000);
  const all = Object.entries(PROGRAMS).map(([title, made], index) => {
    return { title, text: made(), file: `program${index}.ts` };
  });

  it("are formatted as a formatter does without settings, imports in order", () => {
    const folder = mkdtempSync(join(tmpdir(), "mapped-domains-generated-"));
    try {
      const config = {
        root: true,
        json: { formatter: { enabled: false } },
        formatter: { indentStyle: "space" },
        linter: { enabled: false },
        assist: { actions: { source: { organizeImports: "on" } } },
      };
      writeFileSync(join(folder, "biome.json"), JSON.stringify(config));
      for (const { file, text } of all) writeFileSync(join(folder, file), text);
      const biome = join(CHECKOUT, "node_modules", ".bin", "biome");
      execFileSync(biome, ["check", "--config-path", folder, folder], { cwd: folder, encoding: "utf8" });
    } catch (error) {
      throw new Error(String((error as { stderr?: unknown }).stderr ?? error));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("compile under strict rules", () => {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      strict: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      types: ["node"],
      noEmit: true,
      paths: { "pulumi-mapped-domains": [join(CHECKOUT, "provider", "index.ts")] },
    };
    const texts = new Map(all.map(({ file, text }) => [join(CHECKOUT, file), text]));
    const compiled = compile(texts, options);
    const problems = [...texts.keys()].flatMap((file) => {
      const source = compiled.getSourceFile(file);
      return [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)];
    });
    expect(
      problems.map(
        ({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      ),
    ).to.deep.equal([]);
  });

  it("say in their head what the first update does, and what the later ones", () => {
    for (const { text } of all) expect(text).to.match(HEAD).and.to.contain("writes nothing to the panel");
  });
});

describe("mapped-domains generate declares", () => {
  it("one resource for each name, with its www name", () => {
    expect(program([hestia(["acme.com", "www.acme.com", "shop.acme.com", "www.alone.com"])])).to.equal(
      `// tenant1/network.example.com, on panel.example.com:8083
new HestiaWebAlias("acme.com", { domain: "acme.com", www: true });
new HestiaWebAlias("shop.acme.com", { domain: "shop.acme.com" });
new HestiaWebAlias("www.alone.com", { domain: "www.alone.com" });
`,
    );
  });

  it("international names in punycode, with the readable name beside them", () => {
    expect(program([hestia(IDN)])).to.contain(
      `new HestiaWebAlias("xn--bcher-kva.example", {\n  domain: "xn--bcher-kva.example",\n}); // bücher.example\n`,
    );
    expect(program([hestia(IDN)], SETS)).to.contain(
      `  domains: [\n    "xn--bcher-kva.example", // bücher.example\n    "*.xn--bcher-kva.example", // *.bücher.example\n  ],\n`,
    );
  });

  it("nothing in comments that steers a terminal", () => {
    const text = program([hestia(["xn--a-0hbf.example", "xn--.example", "xn--0000000.example"])], SETS);
    expect(text).not.to.match(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  });

  const plans = (places: readonly MappedPlace[], options: Options = {}): PlacePlan[] =>
    plan(places, options).plans;
  const only = (places: readonly MappedPlace[], options: Options = {}) => {
    const [first] = plans(places, options);
    return {
      args: first?.args,
      declared: first?.declared.map(({ domain, options: said }) => ({ domain, ...said })),
    };
  };

  it("a set above a number of domains, of which a www name is no other one", () => {
    const resource = (setsAbove: number) => plans([hestia(PAIRS)], { setsAbove })[0]?.resource;
    expect(resource(2)).to.equal("HestiaWebAlias");
    expect(resource(1)).to.equal("HestiaWebAliases");
    expect(plans([enhance(OPTIONS)], SETS)[0]?.resource).to.equal("EnhanceDomains");
    expect(plans([server(PAIRS)], SETS)[0]?.resource).to.equal("EnhanceDomain");
  });

  it("www for all names of a set where that says it, and else for each", () => {
    expect(only([hestia(["acme.com", "*.acme.com"])], SETS).args).to.deep.equal({});
    expect(only([hestia([...PAIRS, "*.acme.com"])], SETS)).to.deep.equal({
      args: { www: true },
      declared: [{ domain: "acme.com" }, { domain: "globex.com" }, { domain: "*.acme.com" }],
    });
    expect(only([hestia([...PAIRS, "shop.acme.com"])], SETS).args).to.deep.equal({ www: "auto" });
    expect(only([hestia([...PAIRS, "initech.com"])], SETS)).to.deep.equal({
      args: {},
      declared: [
        { domain: "acme.com", www: true },
        { domain: "globex.com", www: true },
        { domain: "initech.com" },
      ],
    });
  });

  it("what keeps the settings from writing", () => {
    for (const www of [true, "auto"] as const) {
      expect(only([hestia(["acme.com"])], { www }).args).to.deep.equal({ www: false });
      expect(only([hestia([...PAIRS, "initech.com"])], { www, ...SETS }).args).to.deep.equal({ www: false });
    }
    expect(only([hestia(["acme.com"])], { www: false }).args).to.deep.equal({});
    expect(only([hestia(["acme.com"])], { onExisting: "fail" }).args).to.deep.equal({ onExisting: "adopt" });
    expect(only([enhance(OPTIONS)], { onExisting: "fail" }).args).to.deep.equal({ onExisting: "adopt" });
    expect(only([enhance(OPTIONS)], { onExisting: "adopt" }).args).to.deep.equal({});
  });

  it("of an Enhance domain what no new alias would have, where a declaration of it changes nothing", () => {
    const declared = only([
      enhance({
        "plain.com": {},
        "addon.com": { kind: "addon" },
        "sub.com": { kind: "subdomain", documentRoot: "public_html/sub" },
        "moved.com": { documentRoot: "public_html/moved" },
        "slash.com": { documentRoot: "/absolute" },
        "secure.com": { forceHttps: true },
        "old.com": { kind: "secondary", documentRoot: "old" },
      }),
    ]).declared;
    expect(declared).to.deep.equal([
      { domain: "plain.com" },
      { domain: "addon.com", kind: "addon", documentRoot: "public_html" },
      { domain: "sub.com", kind: "subdomain", documentRoot: "public_html/sub" },
      { domain: "moved.com", documentRoot: "public_html/moved" },
      { domain: "slash.com" },
      { domain: "secure.com", forceHttps: true },
      { domain: "old.com" },
    ]);
  });

  it("the place only where the settings do not lead there, and once for many resources", () => {
    expect(program([hestia(["acme.com"]), second(["hooli.com", "initech.com"])])).to.equal(
      `// tenant1/network.example.com, on panel.example.com:8083
new HestiaWebAlias("acme.com", { domain: "acme.com" });

// tenant1/second.example.com, on panel.example.com:8083
const onSecondExampleCom = {
  account: "tenant1",
  webDomain: "second.example.com",
} as const;
new HestiaWebAlias("hooli.com", { ...onSecondExampleCom, domain: "hooli.com" });
new HestiaWebAlias("initech.com", {
  ...onSecondExampleCom,
  domain: "initech.com",
});
`,
    );
  });

  it("the same domain on two panels under two names", () => {
    const eu1 = hestia(["acme.com"], {
      panel: { kind: "hestia", connection: "eu1" },
      host: "eu1.example.com:8083",
      args: { connection: "eu1" },
    });
    expect(program([hestia(["acme.com"]), eu1]).match(/^new .*/gm)).to.deep.equal([
      'new HestiaWebAlias("acme.com", { domain: "acme.com" });',
      'new HestiaWebAlias("eu1-acme.com", { connection: "eu1", domain: "acme.com" });',
    ]);
    expect(program([hestia(["acme.com"]), eu1], SETS).match(/^new \w+\("[^"]*"/gm)).to.deep.equal([
      'new HestiaWebAliases("network.example.com"',
      'new HestiaWebAliases("eu1-network.example.com"',
    ]);
  });

  it("the domains in a file: of one place the names, of several by place", () => {
    expect(write([hestia(PAIRS)], { ...SETS, file: FILE }).data).to.deep.equal(["acme.com", "globex.com"]);
    expect(write([hestia([...PAIRS, "initech.com"])], { ...SETS, file: FILE }).data).to.deep.equal({
      "acme.com": { www: true },
      "globex.com": { www: true },
      "initech.com": true,
    });
    expect(write([hestia(PAIRS), enhance(OPTIONS)], { file: FILE }).data).to.deep.equal({
      "network.example.com": { "acme.com": { www: true }, "globex.com": { www: true } },
      "enhance-network.example.com": {
        "acme.com": {},
        "addon.com": { kind: "addon", documentRoot: "addon.com" },
        "secure.com": { forceHttps: true },
      },
    });
    expect(write([hestia(PAIRS)], { file: { path: "../d.json", isModule: true } }).program).to.contain(
      'const file = new URL("../d.json", import.meta.url);',
    );
  });
});

describe("mapped-domains generate leaves out", () => {
  const reasons = (places: readonly MappedPlace[], options: Options = {}) =>
    plan(places, options).leftOut.map(({ name, reason }) => `${name} ${reason}`);

  it("what no resource can hold, and says why; a web domain is none that is missed", () => {
    const place = hestia(["acme.com"], {
      names: [
        alias("network.example.com", { kind: "web domain", isOwn: true, unfit: "is the web domain's own" }),
        alias("two words", { unfit: "has white space in it" }),
        alias("acme.com"),
        alias("www.acme.com", { unfit: "is stored and not served" }),
      ],
    });
    expect(reasons([place])).to.deep.equal([
      "two words has white space in it",
      "www.acme.com is stored and not served",
    ]);
    expect(plan([place]).plans[0]?.declared).to.deep.equal([{ domain: "acme.com", options: {} }]);
    expect(reasons([place], { isMeant: (name) => name.startsWith("acme") })).to.deep.equal([]);
  });

  it("a name that two places of one panel have, at the second", () => {
    expect(reasons([hestia(["acme.com"]), second(["acme.com", "hooli.com"])])).to.deep.equal([
      "acme.com is at tenant1/network.example.com as well, and a name is at one place of a panel",
    ]);
  });

  it("what patterns do not mean, with its www name", () => {
    const { plans, leftOut } = plan([hestia([...PAIRS, "www.alone.com"])], {
      isMeant: (name) => !/^(globex|www)\./.test(name),
    });
    expect(leftOut).to.deep.equal([]);
    expect(plans[0]?.declared).to.deep.equal([{ domain: "acme.com", options: { www: true } }]);
    expect(plan([hestia(PAIRS)], { isMeant: () => false }).plans).to.deep.equal([]);
  });
});

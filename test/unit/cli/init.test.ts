import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { parse } from "yaml";
import { completeUrl } from "../../../provider/cli/init/address";
import { initStack, quote, setConfig } from "../../../provider/cli/init/commands";
import { problemOfName, projectFiles, projectName, writeNew } from "../../../provider/cli/init/files";
import type { Findings } from "../../../provider/cli/init/findings";
import { parseSet } from "../../../provider/cli/init/options";
import { programFor } from "../../../provider/cli/init/program";
import { compile } from "../../support/compile";
import { CHECKOUT } from "../../support/project";

const found = (kind: Findings["kind"]): Findings => ({
  kind,
  panel: "panel.example.com:8083",
  description: "",
  site: "network.example.com",
  mapped: 0,
  problems: [],
  advice: undefined,
  settings: [],
});
const HESTIA = found("hestia");
const ENHANCE = found("enhance");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  noUnusedLocals: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
  paths: { "pulumi-mapped-domains": [join(CHECKOUT, "provider", "index.ts")] },
};

/** What the compiler has against programs, each of them a module of its own. */
function complaints(texts: readonly string[]): string[] {
  const files = new Map(texts.map((text, index) => [join(CHECKOUT, `init-program-${index}.ts`), text]));
  const program = compile(files, OPTIONS);
  return [...files.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}

describe("mapped-domains init, its decisions", function () {
  this.timeout(60_000);

  it("take a setting of --set, and refuse credentials, typos and other things", () => {
    expect(parseSet("hestia:account=tenant1")).to.deep.equal({ key: "hestia:account", value: "tenant1" });
    expect(parseSet("enhance:caCert=-----BEGIN=\nx")).to.deep.equal({
      key: "enhance:caCert",
      value: "-----BEGIN=\nx",
    });
    expect(parseSet("hestia:account")).to.match(/no setting with a value/);
    expect(parseSet("account=tenant1")).to.match(/of no panel/);
    expect(parseSet("hestia:acount=tenant1")).to.match(/no setting of hestia\. There are apiUrl, .*account/);
    expect(parseSet("hestia:secretKey=x")).to.match(
      /is a credential.*WU_HESTIA_API_HASH as <key id>:<secret>/,
    );
    expect(parseSet("hestia:apiPassword=x")).to.match(/is a credential.*\(WU_HESTIA_API_PASSWORD\)/);
    expect(parseSet("enhance:apiToken=x")).to.match(/is a credential.*\(WU_ENHANCE_API_TOKEN\)/);
  });

  it("complete an address: scheme, the panel's usual port, path", () => {
    const hestia = (text: string) => completeUrl(text, "https://panel.example.com:8083/api/");
    expect(hestia("panel.acme.com")).to.equal("https://panel.acme.com:8083/api/");
    expect(hestia("panel.acme.com:443")).to.equal("https://panel.acme.com/api/");
    expect(hestia("https://panel.acme.com")).to.equal("https://panel.acme.com/api/");
    expect(hestia("https://panel.acme.com:8083/api")).to.equal("https://panel.acme.com:8083/api");
    expect(hestia("http://panel.acme.com/x")).to.equal("http://panel.acme.com/x");
    expect(hestia("not a host")).to.equal("not a host");
    expect(completeUrl("panel.acme.com", "https://panel.example.com/api/")).to.equal(
      "https://panel.acme.com/api/",
    );
  });

  it("make a project's name of a folder's", () => {
    expect(["Customers' domains", ".hidden", "größe", "---", "a".repeat(200)].map(projectName)).to.deep.equal(
      ["Customers-domains", "hidden", "gr-e", "mapped-domains", "a".repeat(100)],
    );
    expect(problemOfName("acme-1.x")).to.equal(undefined);
    expect(problemOfName("acme domains")).to.match(/is no name of a project/);
  });

  it("write a Pulumi.yaml that says what is meant, also where YAML would take the name for something else", () => {
    for (const name of ["acme", "true", "1.5", "No", "2024"]) {
      const [file] = projectFiles({ name, findings: [HESTIA, ENHANCE], version: "1.2.3", node: 22 });
      expect(parse(file?.text ?? "")).to.deep.equal({
        name,
        description: "Customers' domains on a HestiaCP panel and an Enhance panel.",
        runtime: "nodejs",
      });
    }
  });

  it("write a package.json with an SDK that the Node.js at hand can run", () => {
    const sdk = (node: number) => {
      const files = projectFiles({ name: "Acme", findings: [HESTIA], version: "1.2.3", node });
      return JSON.parse(files.find(({ path }) => path === "package.json")?.text ?? "") as {
        name: string;
        dependencies: Record<string, string>;
      };
    };
    expect(sdk(20).dependencies).to.deep.equal({
      "@pulumi/pulumi": ">=3.216.0 <3.249.0",
      "pulumi-mapped-domains": "^1.2.3",
    });
    expect(sdk(24).dependencies["@pulumi/pulumi"]).to.equal("^3.216.0");
    expect(sdk(24).name).to.equal("acme");
  });

  it("write programs for either panel and for both, which compile as they are and with their examples", () => {
    const programs = [[HESTIA], [ENHANCE], [HESTIA, ENHANCE]].map(programFor);
    const examples = programs.map((program) => program.match(/^ {2}\/\/ "acme\.com",$/gm)?.length);
    expect(examples).to.deep.equal([1, 1, 2]);
    const uncommented = programs.map((program) => program.replaceAll("  // ", "  "));
    expect(complaints([...programs, ...uncommented])).to.deep.equal([]);
  });

  it("show commands as a shell takes them, without credentials and without certificates", () => {
    expect([quote("dev"), quote("a b"), quote("it's"), quote("$HOME")]).to.deep.equal([
      "dev",
      "'a b'",
      "'it'\\''s'",
      "'$HOME'",
    ]);
    expect(initStack("prod").line).to.equal("pulumi stack init prod");
    const secret = { key: "enhance:apiToken", value: "the-token", secret: true };
    const set = setConfig(secret, undefined);
    expect(set.line).to.equal("pulumi config set --secret enhance:apiToken <apiToken>");
    expect(set.args.join(" ")).not.to.contain("the-token");
    expect(set.input).to.equal("the-token");
    expect(setConfig(secret, "prod").line).to.equal(
      "pulumi config set --secret --stack prod enhance:apiToken <apiToken>",
    );
    const pem = { key: "hestia:caCert", value: "-----BEGIN\nx", secret: false };
    expect(setConfig(pem, undefined).line).to.equal("pulumi config set hestia:caCert <caCert>");
    expect(setConfig({ ...pem, presentedBy: "panel.example.com:8083" }, "prod").line).to.equal(
      "openssl s_client -connect panel.example.com:8083 </dev/null | openssl x509 | pulumi config set --stack prod hestia:caCert",
    );
  });

  it("leave a file that is there as it is", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mapped-domains-init-"));
    try {
      writeFileSync(join(folder, "index.ts"), "mine");
      expect(await writeNew(folder, { path: "index.ts", text: "other" })).to.equal(false);
      expect(await writeNew(join(folder, "new"), { path: "index.ts", text: "other" })).to.equal(true);
      expect(readFileSync(join(folder, "index.ts"), "utf8")).to.equal("mine");
      expect(readFileSync(join(folder, "new", "index.ts"), "utf8")).to.equal("other");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

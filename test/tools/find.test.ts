import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { NoEngineError, type Search, searchEngine } from "../../tools/engine/find";
import { readParts } from "../../tools/engine/parts";
import { writeFakeEngine } from "./fake-engine";

describe("engine: search", () => {
  let folder = "";
  let said: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-search-"));
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A search in the test's folder: every download fails, and a fake build takes no time. */
  function search(changes: Partial<Search> = {}): Search {
    const nowhere = "http://127.0.0.1:9";
    return {
      searchPath: join(folder, "empty"),
      cache: join(folder, "cache"),
      addresses: { archives: nowhere, checksums: nowhere },
      parts: readParts(),
      report: { say: (line) => said.push(line), progress: () => ({ end: () => undefined }) },
      build: async (parts, _scratch, finished) => writeFakeEngine(finished, parts.version),
      ...changes,
    };
  }

  it("prefers a CLI on PATH, with its plug-ins beside it or elsewhere on PATH", async () => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    writeFakeEngine(one, "3.250.0", ["pulumi-language-nodejs"]);
    writeFakeEngine(two, "3.999.0");
    const engine = await searchEngine(search({ searchPath: [one, two].join(delimiter) }));
    expect(engine).to.deep.equal({ folder: one, version: "3.250.0", source: "PATH" });
    expect(said).to.deep.equal([]);
  });

  it("passes over a CLI that is too old or lacks a plug-in, and says so", async () => {
    for (const [version, missing] of [
      ["3.200.0", undefined],
      ["3.250.0", "pulumi-language-nodejs"],
      ["3.250.0", "pulumi-resource-pulumi-nodejs"],
    ] as const) {
      const bin = mkdtempSync(join(folder, "bin-"));
      writeFakeEngine(bin, version, missing ? [missing] : []);
      const engine = await searchEngine(search({ searchPath: bin, cache: join(bin, "cache") }));
      expect(engine.source).to.equal("build");
      expect(said.join("\n")).to.contain(missing ?? "is version 3.200.0, needed is 3.216.0 or a later 3.x");
    }
  });

  it("keeps what it built, and leaves nothing else", async () => {
    const built = await searchEngine(search());
    expect(built.source).to.equal("build");
    expect(said.join("\n")).to.match(/no official download here: 127\.0\.0\.1:9 cannot be reached/);
    said = [];
    const build = () => Promise.reject(new Error("built twice"));
    expect(await searchEngine(search({ build }))).to.deep.equal({ ...built, source: "cache" });
    expect(said).to.deep.equal([]);
    expect(readdirSync(join(folder, "cache"))).to.have.length(1);
  });

  it("replaces a kept engine that no longer works", async () => {
    const built = await searchEngine(search());
    rmSync(join(built.folder, "pulumi-language-nodejs"));
    expect((await searchEngine(search())).source).to.equal("build");
    expect((await searchEngine(search())).source).to.equal("cache");
  });

  it("lets two runs build at once", async () => {
    const both = await Promise.all([searchEngine(search()), searchEngine(search())]);
    expect(new Set(both.map((engine) => engine.folder))).to.have.length(1);
    expect(readdirSync(join(folder, "cache"))).to.have.length(1);
  });

  it("takes no build that does not run", async () => {
    const build: Search["build"] = async (parts, _scratch, finished) =>
      writeFakeEngine(finished, parts.version, ["pulumi"]);
    const error = await searchEngine(search({ build })).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(NoEngineError);
    expect(readdirSync(join(folder, "cache"))).to.deep.equal([]);
  });

  it("says in one message what was tried and what to install", async () => {
    mkdirSync(join(folder, "empty"));
    const build = () => Promise.reject(new Error("Go is not installed"));
    const error = await searchEngine(search({ build })).catch((e: unknown) => e);
    expect(String(error)).to.match(/1\. a Pulumi CLI on PATH: there is no pulumi on PATH/);
    expect(String(error)).to.match(/2\. one kept by an earlier run: /);
    expect(String(error)).to.match(/3\. the official download of 3\.\d+\.\d+: /);
    expect(String(error)).to.match(/4\. a build of 3\.\d+\.\d+ from source: Go is not installed/);
    expect(String(error)).to.match(/Install the Pulumi CLI 3\.216\.0 .* or Go 1\.\d+/);
  });
});

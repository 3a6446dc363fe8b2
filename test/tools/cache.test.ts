import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cacheKey, cacheRoot, install, withScratch } from "../../tools/engine/cache";

const works = async () => ({ version: "3.230.0" });
const broken = async () => ({ problem: "broken" });

describe("engine: cache", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-cache-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Creates a finished engine folder with one file that identifies it. */
  function engine(name: string, mark: string): string {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, "pulumi"), mark);
    return path;
  }

  it("lives where the platform keeps caches", () => {
    expect(cacheRoot({ XDG_CACHE_HOME: "/c" }, "linux", "/h")).to.equal("/c");
    expect(cacheRoot({ XDG_CACHE_HOME: "relative" }, "linux", "/h")).to.equal("/h/.cache");
    expect(cacheRoot({}, "linux", "/h")).to.equal("/h/.cache");
    expect(cacheRoot({}, "darwin", "/h")).to.equal("/h/Library/Caches");
    expect(cacheRoot({ LOCALAPPDATA: "L" }, "win32", "/h")).to.equal("L");
  });

  it("gives every version, source, platform and processor a key of its own", () => {
    const key = cacheKey("3.230.0", ["a", "b"], "linux", "x64");
    expect(key).to.match(/^3\.230\.0-linux-x64-[0-9a-f]{12}$/);
    expect(cacheKey("3.230.0", ["a", "b"], "linux", "x64")).to.equal(key);
    const others = [
      cacheKey("3.231.0", ["a", "b"], "linux", "x64"),
      cacheKey("3.230.0", ["ab", ""], "linux", "x64"),
      cacheKey("3.230.0", ["a", "c"], "linux", "x64"),
      cacheKey("3.230.0", ["a", "b"], "darwin", "x64"),
      cacheKey("3.230.0", ["a", "b"], "linux", "arm64"),
    ];
    expect(new Set([key, ...others])).to.have.length(6);
  });

  it("removes its working folder after a success and after a failure", async () => {
    const parent = join(folder, "made", "by it");
    let seen = "";
    expect(
      await withScratch(parent, async (scratch) => {
        seen = scratch;
        writeFileSync(join(scratch, "file"), "");
        return 7;
      }),
    ).to.equal(7);
    expect(existsSync(seen)).to.equal(false);

    const failed = await withScratch(parent, async () => Promise.reject(new Error("no"))).catch(
      (e: Error) => e.message,
    );
    expect(failed).to.equal("no");
    expect(readdirSync(parent)).to.deep.equal([]);
  });

  it("removes what a killed run left long ago, and leaves a running one alone", async () => {
    mkdirSync(join(folder, ".unfinished-old"));
    mkdirSync(join(folder, ".unfinished-running"));
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
    utimesSync(join(folder, ".unfinished-old"), yesterday, yesterday);
    await withScratch(folder, async () => undefined);
    expect(readdirSync(folder)).to.deep.equal([".unfinished-running"]);
  });

  it("moves a finished engine to its place", async () => {
    await install(engine("finished", "new"), join(folder, "target"), broken);
    expect(readFileSync(join(folder, "target", "pulumi"), "utf8")).to.equal("new");
  });

  it("keeps the working engine that another run finished first", async () => {
    engine("target", "first");
    await install(engine("finished", "second"), join(folder, "target"), works);
    expect(readFileSync(join(folder, "target", "pulumi"), "utf8")).to.equal("first");
  });

  it("puts a finished engine in the place of a broken one", async () => {
    engine("target", "half");
    await install(engine("finished", "whole"), join(folder, "target"), broken);
    expect(readFileSync(join(folder, "target", "pulumi"), "utf8")).to.equal("whole");
    expect(readdirSync(folder)).to.deep.equal(["target"]);
  });
});

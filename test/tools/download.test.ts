import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { archiveName, checksumOf, downloadEngine } from "../../tools/engine/download";
import { writeFakeEngine } from "./fake-engine";

const VERSION = "3.230.0";
const quiet = { say: () => undefined, progress: () => ({ end: () => undefined }) };

describe("engine: download", () => {
  let folder = "";
  let server: Server;
  let address = "";
  const files = new Map<string, Buffer>();
  const archive = archiveName(VERSION, process.platform, process.arch) ?? "unsupported";
  const list = `/v${VERSION}/pulumi-${VERSION}-checksums.txt`;

  before(async () => {
    server = createServer((request, response) => {
      const file = files.get(request.url ?? "");
      response.statusCode = file ? 200 : 404;
      response.end(file);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-download-"));
    const release = join(folder, "release");
    writeFakeEngine(join(release, "pulumi"), VERSION);
    execFileSync("tar", ["-czf", join(folder, archive), "-C", release, "pulumi"]);
    const content = readFileSync(join(folder, archive));
    rmSync(join(folder, archive));
    const sum = createHash("sha256").update(content).digest("hex");
    files.set(`/${archive}`, content);
    files.set(list, Buffer.from(`${"0".repeat(64)}  other.tar.gz\n${sum}  ${archive}\n`));
    mkdirSync(join(folder, "scratch"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function download(): Promise<void> {
    const addresses = { archives: address, checksums: address };
    return downloadEngine(
      VERSION,
      join(folder, "scratch"),
      join(folder, "scratch", "engine"),
      quiet,
      addresses,
    );
  }
  const failure = (): Promise<string> =>
    download().then(
      () => "no failure",
      (error: Error) => error.message,
    );

  it("names the file of each platform that it knows", () => {
    expect(archiveName(VERSION, "linux", "x64")).to.equal("pulumi-v3.230.0-linux-x64.tar.gz");
    expect(archiveName(VERSION, "darwin", "arm64")).to.equal("pulumi-v3.230.0-darwin-arm64.tar.gz");
    expect(archiveName(VERSION, "win32", "x64")).to.equal(undefined);
    expect(archiveName(VERSION, "linux", "s390x")).to.equal(undefined);
  });

  it("finds a checksum by the whole file name", () => {
    const sum = "A".repeat(64);
    expect(checksumOf(`${sum}  x.tar.gz\n`, "x.tar.gz")).to.equal("a".repeat(64));
    expect(checksumOf(`${sum} *x.tar.gz\r\n`, "x.tar.gz")).to.equal("a".repeat(64));
    expect(checksumOf(`${sum}  x.tar.gz.sig\n`, "x.tar.gz")).to.equal(undefined);
    expect(checksumOf("abc  x.tar.gz\n", "x.tar.gz")).to.equal(undefined);
  });

  it("unpacks the three programs", async () => {
    await download();
    expect(readdirSync(join(folder, "scratch", "engine")).sort()).to.deep.equal([
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
  });

  it("refuses a file that is not the published one", async () => {
    files.set(`/${archive}`, Buffer.from("something else"));
    expect(await failure()).to.match(/does not match its published checksum/);
  });

  it("refuses a file whose checksum is not published", async () => {
    files.set(list, Buffer.from(`${"0".repeat(64)}  other.tar.gz\n`));
    expect(await failure()).to.match(/published checksums of 3\.230\.0 do not name pulumi-v3\.230\.0-/);
  });

  it("says which address did not answer as it should", async () => {
    files.delete(list);
    expect(await failure()).to.contain(`${address}${list} answered HTTP 404`);
  });
});

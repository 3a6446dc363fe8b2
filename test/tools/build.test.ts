import { expect } from "chai";
import { buildArguments, goEnvironment, goProblem, readBuildOutput } from "../../tools/engine/build";
import { readParts } from "../../tools/engine/parts";

const went = { stdout: "", stderr: "", failure: undefined };

describe("engine: build", () => {
  it("takes every version from the go.mod files", () => {
    const parts = readParts();
    expect(parts.version).to.match(/^3\.\d+\.\d+$/);
    expect(parts.goVersion).to.match(/^1\.\d+/);
    expect(parts.goParts.map(({ name, version }) => [name, version === parts.version])).to.deep.equal([
      ["pulumi", true],
      ["pulumi-language-nodejs", false],
    ]);
    expect(parts.sources).to.have.length(5);
  });

  it("passes each part its version", () => {
    for (const part of readParts().goParts) {
      const args = buildArguments(part, "/out/x");
      expect(args.slice(0, 5)).to.deep.equal(["build", "-v", "-buildvcs=false", "-o", "/out/x"]);
      expect(args[6])
        .to.match(/version\.Version=\d+\.\d+\.\d+$/)
        .and.contain(part.version);
      expect(args.at(-1)).to.equal(part.goPackage);
    }
  });

  it("fixes settings that would change the result, and leaves the module source to the caller", () => {
    const caller = {
      GOFLAGS: "-mod=vendor",
      GOOS: "plan9",
      GOPROXY: "https://proxy.example",
      GOTOOLCHAIN: "local",
    };
    const env = goEnvironment(caller, "linux", "x64");
    expect(env).to.include({ GOFLAGS: "-mod=readonly", GOOS: "linux", GOARCH: "amd64", CGO_ENABLED: "0" });
    expect(env).to.include({ GOPROXY: "https://proxy.example", GOTOOLCHAIN: "local", GOWORK: "off" });
    expect(goEnvironment({}, "win32", "x64")).to.equal(undefined);
    expect(goEnvironment({}, "linux", "s390x")).to.equal(undefined);
  });

  it("reports that Go is absent, too old, or restricted", () => {
    const old = { ...went, stdout: "go version go1.22.1 linux/amd64" };
    expect(goProblem({ ...went, failure: "was not found" }, "1.25.8", undefined)).to.equal(
      "Go is not installed (needed is 1.25.8 or later)",
    );
    expect(goProblem(old, "1.25.8", "auto")).to.equal("Go 1.22.1 is too old (needed is 1.25.8 or later)");
    expect(goProblem(old, "1.25.8", "go1.22.1+auto")).not.to.contain("GOTOOLCHAIN");
    expect(goProblem(old, "1.25.8", "local")).to.contain(
      "and GOTOOLCHAIN=local keeps it from fetching a newer one",
    );
    const refused = {
      stdout: "",
      stderr: "go: toolchain not available\n",
      failure: "ended with exit code 1",
    };
    expect(goProblem(refused, "1.25.8", "auto")).to.equal(
      "`go version` ended with exit code 1 (needed is Go 1.25.8 or later): go: toolchain not available",
    );
    expect(goProblem({ ...went, stdout: "go version go1.25.8 linux/amd64" }, "1.25.8", "local")).to.equal(
      undefined,
    );
    expect(goProblem({ ...went, stdout: "go version devel +abc" }, "1.25.8", "local")).to.equal(undefined);
  });

  it("distinguishes progress from messages", () => {
    const output = "go: downloading a.b/c v1.0.0\ninternal/cpu\na.b/c\n# a.b/d\nx.go:3:2: undefined: y\n";
    expect(readBuildOutput(output)).to.deep.equal({
      packages: 2,
      messages: ["# a.b/d", "x.go:3:2: undefined: y"],
    });
  });
});

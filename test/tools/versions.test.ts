import { expect } from "chai";
import {
  compareVersions,
  isSupportedCli,
  parseGoVersion,
  parsePulumiVersion,
  requiredGoVersion,
  requiredModuleVersion,
} from "../../tools/engine/versions";

describe("engine: versions", () => {
  it("reads what `pulumi version` prints", () => {
    expect(parsePulumiVersion("v3.230.0\n")).to.equal("3.230.0");
    expect(parsePulumiVersion("3.230.0\n")).to.equal("3.230.0");
    expect(parsePulumiVersion("v3.231.0-alpha.1+dirty\n")).to.equal("3.231.0-alpha.1+dirty");
    expect(parsePulumiVersion("pulumi: command failed\n")).to.equal(undefined);
    expect(parsePulumiVersion("")).to.equal(undefined);
  });

  it("accepts a CLI of major version 3 from 3.216 on", () => {
    expect(["3.216.0", "3.230.0", "3.1000.1"].filter(isSupportedCli)).to.have.length(3);
    expect(["3.215.9", "3.9.0", "2.300.0", "4.0.0"].filter(isSupportedCli)).to.deep.equal([]);
  });

  it("reads what `go version` prints", () => {
    expect(parseGoVersion("go version go1.26.8 linux/amd64")).to.equal("1.26.8");
    expect(parseGoVersion("go version go1.27rc1 darwin/arm64")).to.equal("1.27");
    expect(parseGoVersion("go version devel go1.27-38a1f0b linux/amd64")).to.equal("1.27");
    expect(parseGoVersion("bash: go: not found")).to.equal(undefined);
  });

  it("compares by numbers, not by text", () => {
    expect(compareVersions("1.9", "1.25.8")).to.be.below(0);
    expect(compareVersions("1.25", "1.25.0")).to.equal(0);
    expect(compareVersions("v3.230.0", "3.216.0")).to.be.above(0);
  });

  it("reads a go.mod", () => {
    const goMod = [
      "module example.com/x",
      "go 1.25.8",
      "require github.com/one/one v1.2.3 // indirect",
      "require (",
      "\tgithub.com/pulumi/pulumi/pkg/v3 v3.230.0 // indirect",
      ")",
      "replace github.com/two/two => github.com/three/three v0.0.1",
    ].join("\n");
    expect(requiredGoVersion(goMod)).to.equal("1.25.8");
    expect(requiredModuleVersion(goMod, "github.com/pulumi/pulumi/pkg/v3")).to.equal("3.230.0");
    expect(requiredModuleVersion(goMod, "github.com/one/one")).to.equal("1.2.3");
    expect(requiredModuleVersion(goMod, "github.com/two/two")).to.equal(undefined);
  });
});

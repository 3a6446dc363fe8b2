import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { keepSecrets } from "../../provider/resource/secrecy";

/** An argument as a program may give it, and whether it is a secret. */
const argument = fc.constantFrom<readonly [value: unknown, isSecret: boolean]>(
  [undefined, false],
  ["text", false],
  [["text"], false],
  [pulumi.output("text"), false],
  [Promise.resolve("text"), false],
  [pulumi.secret("text"), true],
  [["text", pulumi.secret("text")], true],
  [{ text: { kind: pulumi.secret("alias") } }, true],
  [Promise.resolve(pulumi.secret("text")), true],
);

describe("values that are derived from arguments", () => {
  it("field case 11: are secret only where one of the arguments is, or contains a secret", async () => {
    await fc.assert(
      fc.asyncProperty(argument, argument, async ([one, oneIsSecret], [other, otherIsSecret]) => {
        const given: Record<string, unknown> = { one, other };
        const { args, opts } = keepSecrets(given, { made: ["one", "other"] }, { protect: true });
        const made = await args.made;
        const isSecret = oneIsSecret || otherIsSecret;
        expect(pulumi.Output.isInstance(made) && (await pulumi.isSecret(made))).to.equal(isSecret);
        expect(opts?.additionalSecretOutputs ?? []).to.deep.equal(isSecret ? ["made"] : []);
        expect(opts?.protect).to.equal(true);
        expect(args).to.include({ one, other });
        if (!isSecret) expect(made).to.equal(undefined);
      }),
    );
  });

  it("field case 11: follow the program where it says what is secret", async () => {
    const domain = pulumi.secret("acme.com");
    const given: Record<string, unknown> = { domain, www: true };
    expect(keepSecrets(given, { www: ["domain"] }, undefined)).to.deep.equal({
      args: given,
      opts: undefined,
    });
    const left = await keepSecrets({ domain, www: "auto" }, { www: ["domain"] }, undefined).args.www;
    expect(await pulumi.isSecret(left as unknown as pulumi.Output<string>)).to.equal(true);
  });

  it("field case 11: are added to the secret outputs that the program names", async () => {
    const named = { additionalSecretOutputs: ["dnsStatus"] };
    const given: Record<string, unknown> = { domain: pulumi.secret("acme.com") };
    const { args, opts } = keepSecrets(given, { names: ["domain"] }, named);
    await args.names;
    expect(opts?.additionalSecretOutputs).to.deep.equal(["dnsStatus", "names"]);
    expect(named.additionalSecretOutputs).to.deep.equal(["dnsStatus"]);
  });
});

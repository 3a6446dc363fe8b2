import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { hestiaSettings } from "../../provider/hestia/settings";
import { refuseUnusable } from "../../provider/resource/refusals";

/** A family for each test, since one that was found correct is not checked again. */
let families = 0;
function family() {
  families += 1;
  return { ...hestiaSettings, namespace: `family${families}`, secrets: ["apiHash", "secretKey"] };
}

function refusal(config: Record<string, string>, secrets: string[], of = family()): string {
  const { namespace } = of;
  const full = Object.entries(config).map(([key, value]) => [`${namespace}:${key}`, value] as const);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(full),
    secrets.map((key) => `${namespace}:${key}`),
  );
  try {
    refuseUnusable(of, undefined);
    return "";
  } catch (error) {
    expect(error).to.be.instanceOf(pulumi.RunError);
    return String(error).replaceAll(namespace, "hestia");
  } finally {
    pulumi.runtime.setAllConfig({}, []);
  }
}

describe("credentials in the stack's configuration", () => {
  it("that are encrypted are accepted", () => {
    expect(refusal({ apiHash: "s3cret", apiUrl: "https://panel.example.com/api/" }, ["apiHash"])).to.equal(
      "",
    );
  });

  it("in plain text are refused with the command that fixes it, and not repeated", () => {
    const message = refusal({ apiHash: "s3cret" }, []);
    expect(message).to.contain("hestia:apiHash is a credential");
    expect(message).to.contain("pulumi config set --secret hestia:apiHash <apiHash>");
    expect(message).not.to.contain("s3cret");
  });

  const CONNECTIONS = JSON.stringify({
    "eu1.example.com": { apiUrl: "https://eu1/api/", secretKey: "s3cret" },
  });

  it("of a named connection in plain text are refused with its path", () => {
    const message = refusal({ connections: CONNECTIONS }, []);
    const path = `hestia:connections["eu1.example.com"].secretKey`;
    expect(message).to.contain(`pulumi config set --secret --path '${path}' <secretKey>`);
    expect(message).not.to.contain("s3cret");
  });

  it("of a named connection are accepted where one part of the connections is encrypted", () => {
    expect(refusal({ connections: CONNECTIONS }, ["connections"])).to.equal("");
  });

  it("are checked until they are all in order, and then no more", () => {
    const one = family();
    expect(refusal({ apiHash: "s3cret" }, [], one)).not.to.equal("");
    expect(refusal({ apiHash: "s3cret" }, ["apiHash"], one)).to.equal("");
    expect(refusal({ apiHash: "s3cret" }, [], one)).to.equal("");
  });

  it("are checked again by the next program of a process, as with the Automation API", async () => {
    const one = family();
    expect(refusal({ apiHash: "s3cret" }, ["apiHash"], one)).to.equal("");
    await pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) });
    expect(refusal({ apiHash: "s3cret" }, [], one)).not.to.equal("");
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { redactor } from "../../provider/core/redact";

describe("redactor", () => {
  it("takes a credential out of a text in every form in which a call sends it", () => {
    const credential = fc.string({ minLength: 8, unit: "binary" });
    fc.assert(
      fc.property(credential, fc.string(), (secret, before) => {
        const sent = new URLSearchParams({ hash: secret }).toString();
        const said = `${before}${secret} ${sent} ${JSON.stringify({ token: secret })}`;
        const left = redactor([secret])(said).replaceAll("[credential]", "");
        expect(left).not.to.contain(secret);
        expect(left).not.to.contain(sent.slice("hash=".length));
      }),
    );
  });

  it("leaves nothing of a credential that another is a part of", () => {
    expect(redactor(["abcd", "abcd-efgh"])("abcd-efgh abcd")).to.equal("[credential] [credential]");
  });

  it("leaves other texts as they are", () => {
    expect(redactor(["secret"])("v-list-web-domains tenant1")).to.equal("v-list-web-domains tenant1");
    expect(redactor([""])("text")).to.equal("text");
  });
});

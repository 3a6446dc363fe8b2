import { expect } from "chai";
import { ownedNames } from "../../provider/core/hostnames";
import { WebDomain } from "../../provider/hestia/account";
import { autoWww, requiredDnsRecords } from "../../provider/hestia/names";

describe("the names that a web alias owns", () => {
  it("are its domain alone without www", () => {
    expect(ownedNames("acme.com", false)).to.deep.equal(["acme.com"]);
  });

  it("are its domain and the www name with www", () => {
    expect(ownedNames("acme.com", true)).to.deep.equal(["acme.com", "www.acme.com"]);
  });
});

describe('www: "auto"', () => {
  for (const [domain, www] of [
    ["acme.com", true],
    ["acme.co.uk", true],
    ["xn--bcher-kva.de", true],
    ["shop.acme.com", false],
    ["shop.acme.co.uk", false],
    ["www.acme.com", false],
    ["*.acme.com", false],
    ["co.uk", false],
  ] as const) {
    it(`${www ? "maps the www name of" : "maps no www name beside"} ${domain}`, () => {
      expect(autoWww(domain)).to.equal(www);
    });
  }
});

describe("the DNS records that names need", () => {
  const webDomain = (ip: string, ip6: string) => new WebDomain("network.example.com", ip, ip6, false, []);
  const NAMES = ["acme.com", "www.acme.com"];

  it("are an A record for each name where the web domain has an IPv4 address", () => {
    expect(requiredDnsRecords(NAMES, webDomain("192.0.2.10", ""))).to.deep.equal([
      { name: "acme.com", type: "A", value: "192.0.2.10" },
      { name: "www.acme.com", type: "A", value: "192.0.2.10" },
    ]);
  });

  it("are an AAAA record as well where it has an IPv6 address", () => {
    expect(requiredDnsRecords(["acme.com"], webDomain("192.0.2.10", "2001:db8::10"))).to.deep.equal([
      { name: "acme.com", type: "A", value: "192.0.2.10" },
      { name: "acme.com", type: "AAAA", value: "2001:db8::10" },
    ]);
  });

  it("are none where the panel has no such web domain", () => {
    expect(requiredDnsRecords(NAMES, undefined)).to.deep.equal([]);
  });
});

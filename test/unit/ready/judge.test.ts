import { expect } from "chai";
import fc from "fast-check";
import { isCloudflare } from "../../../provider/ready/cloudflare";
import { decisive, explainDns, explainHttps, judgeDns } from "../../../provider/ready/judge";

const V4 = "203.0.113.7";
const V6 = "2001:db8::7";
const found = (...addresses: string[]) => ({ addresses, chain: [] });

describe("what name servers answer about a name", () => {
  const CASES = [
    ["right", [V4], [V4]],
    ["right", [V4], [V4, V6]],
    ["right", [V6], [V4, V6]],
    ["right", [V4, V6], [V4, V6]],
    ["missing", [], [V4]],
    ["mixed", [V4, "2001:db8::9"], [V4, V6]],
    ["mixed", [V4, "104.16.1.1"], [V4]],
    ["foreign", ["198.51.100.9"], [V4]],
    ["foreign", ["198.51.100.9", "104.16.1.1"], [V4]],
    ["proxied", ["104.16.1.1", "2606:4700::1"], [V4]],
    ["right", ["104.16.1.1"], ["104.16.1.1"]],
  ] as const;
  for (const [verdict, addresses, expected] of CASES)
    it(`is ${verdict} with ${addresses.join(" and ") || "nothing"} where ${expected.join(" and ")} is expected`, () => {
      expect(judgeDns(found(...addresses), expected)).to.equal(verdict);
    });

  it("is unanswered only where there is no address", () => {
    expect(judgeDns({ ...found(), failure: "ESERVFAIL" }, [V4])).to.equal("unanswered");
    expect(judgeDns({ ...found(V4), failure: "ESERVFAIL" }, [V4])).to.equal("right");
  });

  it("is right exactly where it has an address, and none that is not expected", () => {
    const addresses = fc.uniqueArray(fc.constantFrom(V4, V6, "198.51.100.9", "104.16.1.1", "2606:4700::1"));
    fc.assert(
      fc.property(addresses, addresses, (seen, expected) => {
        const isRight = seen.length > 0 && seen.every((one) => expected.includes(one));
        expect(judgeDns(found(...seen), expected) === "right").to.equal(isRight);
      }),
    );
  });
});

describe("Cloudflare's proxy", () => {
  it("is told by its networks, up to their edges", () => {
    for (const address of ["104.16.0.0", "104.27.255.255", "173.245.63.255", "2606:4700::", "2a06:98c7::1"])
      expect(isCloudflare(address), address).to.equal(true);
    for (const address of [
      "104.15.255.255",
      "104.28.0.0",
      "173.245.64.0",
      "2606:4701::",
      "2a06:98c8::1",
      V4,
      V6,
    ])
      expect(isCloudflare(address), address).to.equal(false);
  });
});

describe("what is said of a name's DNS", () => {
  const zone = { name: "acme.com", servers: ["ns1.acme-dns.com", "ns2.acme-dns.com"] };

  it("names each record and the name servers", () => {
    expect(explainDns("acme.com", "missing", found(), [V4, V6], zone)).to.equal(
      `acme.com has no A or AAAA record: set A ${V4} and AAAA ${V6} at ns1.acme-dns.com, ns2.acme-dns.com`,
    );
  });

  it("says that a zone without name servers may not be registered", () => {
    expect(explainDns("acme.com", "missing", found(), [V4], { ...zone, servers: [] })).to.equal(
      `acme.com has no A or AAAA record: set A ${V4} in the DNS of acme.com, for which no name servers are found: it may not be registered`,
    );
  });

  it("asks to set an AAAA record only where there is an address for it", () => {
    const mixed = found(V4, "2001:db8::9");
    expect(explainDns("acme.com", "mixed", mixed, [V4], zone)).to.contain("remove it at ns1");
    expect(explainDns("acme.com", "mixed", mixed, [V4, V6], zone)).to.contain(
      `set AAAA ${V6} in its place at ns1`,
    );
    const both = found(V4, V6, "2001:db8::9");
    expect(explainDns("acme.com", "mixed", both, [V4, V6], zone)).to.contain("remove it at ns1");
  });

  it("names the last alias before other addresses", () => {
    const seen = { addresses: ["198.51.100.9"], chain: ["a.example.net", "b.example.net"] };
    expect(explainDns("www.acme.com", "foreign", seen, [V4], zone)).to.equal(
      `www.acme.com is a CNAME for b.example.net, which leads to 198.51.100.9: set A ${V4} in its place at ns1.acme-dns.com, ns2.acme-dns.com`,
    );
  });
});

describe("handshakes with a name's addresses", () => {
  const good = { at: `${V4}:443`, certificate: { issuer: "CA", expires: "2027-01-01T00:00:00.000Z" } };
  const bad = { at: `[${V6}]:443`, failure: "CERT_HAS_EXPIRED", presented: "for acme.com" };
  const noWay = { at: `[${V6}]:443`, failure: "ENETUNREACH" };

  it("count as the one that failed", () => {
    expect(decisive([good, bad])).to.equal(bad);
    expect(decisive([bad, good])).to.equal(bad);
    expect(decisive([good])).to.equal(good);
  });

  it("do not count where this machine has no way to an address, unless there is no other", () => {
    expect(decisive([noWay, good])).to.equal(good);
    expect(decisive([noWay])).to.equal(noWay);
    expect(decisive([noWay, bad])).to.equal(bad);
  });

  it("are explained whatever the code is", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        (failure, presented) => {
          const told = explainHttps("acme.com", {
            at: `${V4}:443`,
            failure,
            ...(presented && { presented }),
          });
          expect(told).to.match(/^acme\.com: DNS is right, and 203\.0\.113\.7:443 .+: \S/);
        },
      ),
    );
  });
});

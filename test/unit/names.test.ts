import { expect } from "chai";
import fc from "fast-check";
import { isPrivate, recordsFor } from "../../provider/core/dns";
import { HestiaAccess } from "../../provider/hestia/access";
import { WebDomain } from "../../provider/hestia/api/account";
import { autoWww } from "../../provider/hestia/names";
import { Session } from "../../provider/resource/session";
import { namesWithWww } from "../../provider/resource/www";

describe("the names that a web alias owns", () => {
  it("are its domain alone without www", () => {
    expect(namesWithWww("acme.com", {})).to.deep.equal(["acme.com"]);
  });

  it("are its domain and the www name with www", () => {
    expect(namesWithWww("acme.com", { www: true })).to.deep.equal(["acme.com", "www.acme.com"]);
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
  const messages: string[] = [];
  beforeEach(() => messages.splice(0));

  const CONNECTION = { apiUrl: "https://panel.example.com:8083/api/", apiHash: "hash" };
  /** The connections of one run, with settings of the stack and of its named connections. */
  const access = (settings: Record<string, string> = {}, connections: object = {}) => {
    const session = new Session(undefined, (message) => messages.push(message), {});
    const config: Record<string, string> = {
      connections: JSON.stringify(connections),
      ...CONNECTION,
      ...settings,
    };
    session.configure({ get: (key) => config[key.replace("hestia:", "")] });
    return session.the(HestiaAccess);
  };
  const requiredDnsRecords = (names: readonly string[], one: WebDomain) =>
    recordsFor(names, access().addresses(undefined, one));

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

  it("field case 14: have private addresses where the panel has only those, with one warning", () => {
    const ways = access();
    for (const ip6 of ["", "", "fd00::5"]) ways.addresses(undefined, webDomain("10.0.0.5", ip6));
    expect(ways.addresses(undefined, webDomain("10.0.0.5", ""))).to.deep.equal(["10.0.0.5"]);
    const sentence = (addresses: string) =>
      `DNS records of names on panel.example.com:8083 would lead to ${addresses}, which the internet does not reach. It is what ` +
      "the panel has for an address. Behind NAT, set the public ones: pulumi config set hestia:publicAddresses " +
      "<publicAddresses>, and run `pulumi refresh --run-program`.";
    expect(messages).to.deep.equal([sentence("10.0.0.5"), sentence("10.0.0.5 and fd00::5")]);
  });

  it("field case 14: have the public addresses of the settings, without a warning", () => {
    for (const text of [
      "203.0.113.7,2001:db8::7",
      " 203.0.113.7 2001:db8::7 ",
      '["203.0.113.7","2001:db8::7"]',
    ]) {
      const ways = access({ publicAddresses: text });
      const records = recordsFor(["acme.com"], ways.addresses(undefined, webDomain("10.0.0.5", "")));
      expect(records).to.deep.equal([
        { name: "acme.com", type: "A", value: "203.0.113.7" },
        { name: "acme.com", type: "AAAA", value: "2001:db8::7" },
      ]);
    }
    // A private address that is set explicitly causes no warning.
    const inside = access({ publicAddresses: "10.0.0.5" });
    expect(inside.addresses(undefined, webDomain("10.0.0.5", ""))).to.deep.equal(["10.0.0.5"]);
    expect(messages).to.deep.equal([]);
  });

  it("field case 14: have the addresses of the connection, never those of another panel", () => {
    const connections = { eu1: { ...CONNECTION, publicAddresses: ["203.0.113.8"] }, us1: CONNECTION };
    const ways = access({ publicAddresses: "203.0.113.7" }, connections);
    expect(ways.addresses("eu1", webDomain("10.0.0.5", ""))).to.deep.equal(["203.0.113.8"]);
    expect(ways.addresses("us1", webDomain("10.0.0.5", ""))).to.deep.equal(["10.0.0.5"]);
    expect(messages.join()).to.contain("pulumi config set --path 'hestia:connections.us1.publicAddresses'");
  });
});

describe("an address that is not reachable from the internet", () => {
  const part = (from: number, to: number) => fc.integer({ min: from, max: to });
  const v4 = (...parts: fc.Arbitrary<number>[]) => fc.tuple(...parts).map((numbers) => numbers.join("."));
  const any = part(0, 255);
  const PRIVATE = [
    v4(part(10, 10), any, any, any),
    v4(part(127, 127), any, any, any),
    v4(part(0, 0), any, any, any),
    v4(part(100, 100), part(64, 127), any, any),
    v4(part(169, 169), part(254, 254), any, any),
    v4(part(172, 172), part(16, 31), any, any),
    v4(part(192, 192), part(168, 168), any, any),
    v4(part(10, 10), any, any, any).map((address) => `::ffff:${address}`),
    v4(part(192, 192), part(168, 168), any, any).map((address) => `::FFFF:${address}`),
    part(0xfc00, 0xfdff).map((first) => `${first.toString(16)}:1::5`),
    part(0xfe80, 0xfebf).map((first) => `${first.toString(16)}::5`),
    fc.constantFrom("::", "::1", "0:0:0:0:0:0:0:1"),
  ];
  const PUBLIC = [
    v4(part(172, 172), fc.oneof(part(0, 15), part(32, 255)), any, any),
    v4(part(100, 100), fc.oneof(part(0, 63), part(128, 255)), any, any),
    v4(part(192, 192), part(0, 167), any, any),
    v4(part(11, 99), any, any, any),
    v4(part(193, 223), any, any, any),
    part(0x2000, 0x3fff).map((first) => `${first.toString(16)}:1::5`),
    v4(part(11, 99), any, any, any).map((address) => `::ffff:${address}`),
  ];

  it("field case 14: is private, shared, link-local or loopback, in IPv4 and IPv6", () => {
    fc.assert(fc.property(fc.oneof(...PRIVATE), isPrivate));
  });

  it("field case 14: is no public address", () => {
    fc.assert(fc.property(fc.oneof(...PUBLIC), (address) => !isPrivate(address)));
  });
});

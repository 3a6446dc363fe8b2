import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect } from "chai";
import type { Wanted } from "../../../provider/ready/fields";
import { look, WIDTH } from "../../../provider/ready/look";
import { DnsServer } from "../../support/dns";
import { Sites } from "../../support/sites";

/** Where answers come from that name no server for a name. */
const NOT_REGISTERED = (zone: string) => `in the DNS of ${zone}, for which no name servers are found`;

describe("a look at names", () => {
  let dns: DnsServer;
  beforeEach(async () => {
    dns = await DnsServer.start();
  });
  afterEach(() => dns.close());

  const at = (names: readonly string[], more: Partial<Wanted> = {}, addresses = ["127.0.0.1"]) => {
    const wanted: Wanted = {
      names: new Map(names.map((name) => [name, addresses])),
      waitFor: "dns",
      port: 443,
      resolvers: [dns.host],
      interval: 0,
      timeout: 0,
      ...more,
    };
    return look(wanted, names, wanted.resolvers);
  };
  const one = async (name: string, more: Partial<Wanted> = {}, addresses = ["127.0.0.1"]) => {
    const seen = (await at([name], more, addresses)).get(name);
    if (seen === undefined) throw new Error(`${name} was not looked at`);
    return seen;
  };

  for (const isRecursive of [true, false]) {
    it(`follows CNAME records, ${isRecursive ? "with a resolver that does" : "with a name server that does not"}`, async () => {
      dns.isRecursive = isRecursive;
      dns.set("www.acme.com", "CNAME", "shops.example.net");
      dns.set("shops.example.net", "CNAME", "site.example.net");
      dns.set("site.example.net", "A", "127.0.0.1");
      expect(await one("www.acme.com")).to.deep.equal({ dns: { status: "right", addresses: ["127.0.0.1"] } });
      dns.set("site.example.net", "A", "198.51.100.9");
      expect((await one("www.acme.com")).waitsFor).to.match(
        /^www\.acme\.com is a CNAME for (shops|site)\.example\.net, which leads to 198\.51\.100\.9/,
      );
    });
  }

  it("ends where CNAME records go round, or go on and on", async () => {
    dns.isRecursive = false;
    dns.set("a.test", "CNAME", "b.test");
    dns.set("b.test", "CNAME", "a.test");
    expect((await one("a.test")).dns.status).to.equal("missing");
    for (let n = 0; n < 30; n += 1) dns.set(`c${n}.test`, "CNAME", `c${n + 1}.test`);
    expect((await one("c0.test")).dns.status).to.equal("missing");
    expect(dns.names).not.to.include("c20.test");
  });

  it("tells records of both types, and IPv6 addresses in any spelling", async () => {
    dns.set("acme.com", "A", "127.0.0.1");
    dns.set("acme.com", "AAAA", "2001:DB8:0:0:0:0:0:7");
    expect((await one("acme.com", {}, ["127.0.0.1", "2001:db8::7"])).dns).to.deep.equal({
      status: "right",
      addresses: ["127.0.0.1", "2001:db8::7"],
    });
  });

  it("goes by the one type where the name server fails for the other", async () => {
    dns.set("acme.com", "A", "127.0.0.1");
    dns.fail("acme.com", "REFUSED", "AAAA");
    expect((await one("acme.com")).dns.status).to.equal("right");
  });

  for (const [how, code] of [
    ["SERVFAIL", "ESERVFAIL"],
    ["REFUSED", "EREFUSED"],
    ["silence", "ETIMEOUT"],
  ] as const)
    it(`tells ${how} apart from no record`, async function () {
      this.timeout(40_000);
      dns.fail("acme.com", how);
      const seen = await one("acme.com");
      expect(seen.dns.status).to.equal("unanswered");
      expect(seen.waitsFor).to.contain(`the resolvers give no answer (${code})`);
    });

  it("finds the zone that a record belongs into", async () => {
    dns.set("acme.co.uk", "NS", "ns2.acme-dns.com", "ns1.acme-dns.com");
    dns.set("eu.acme.co.uk", "NS", "ns.eu-dns.com");
    dns.set("co.uk", "NS", "dns1.nic.uk");
    expect((await one("shop.acme.co.uk")).waitsFor).to.match(/ at ns1\.acme-dns\.com, ns2\.acme-dns\.com$/);
    expect((await one("shop.eu.acme.co.uk")).waitsFor).to.match(/ at ns\.eu-dns\.com$/);
    // The registry's name servers are no place for a customer's record.
    expect((await one("globex.co.uk")).waitsFor).to.contain(NOT_REGISTERED("globex.co.uk"));
  });

  it("does not take the zone of an alias's target for the alias's own", async () => {
    dns.set("acme.com", "NS", "ns1.acme-dns.com");
    dns.set("globex.com", "NS", "ns1.globex-dns.com");
    dns.set("globex.com", "A", "198.51.100.9");
    dns.set("www.acme.com", "CNAME", "globex.com");
    expect((await one("www.acme.com")).waitsFor).to.equal(
      "www.acme.com is a CNAME for globex.com, which leads to 198.51.100.9: set A 127.0.0.1 in its place at ns1.acme-dns.com",
    );
  });

  it("asks for the name servers of a zone once", async () => {
    dns.set("acme.com", "NS", "ns1.acme-dns.com");
    await at(["a.acme.com", "b.acme.com", "c.acme.com"]);
    expect(dns.log.filter(({ name, type }) => name === "acme.com" && type === "NS")).to.have.length(1);
  });

  it("looks at a name below a wildcard", async () => {
    dns.set("*.acme.com", "A", "127.0.0.1");
    expect((await one("*.acme.com")).dns.status).to.equal("right");
    dns.set("acme.com", "NS", "ns1.acme-dns.com");
    dns.set("*.acme.com", "A");
    expect((await one("*.acme.com")).waitsFor).to.equal(
      "*.acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com",
    );
  });

  it("is not answered from an earlier one", async () => {
    expect((await one("acme.com")).dns.status).to.equal("missing");
    dns.set("acme.com", "A", "127.0.0.1");
    expect((await one("acme.com")).dns.status).to.equal("right");
    dns.set("acme.com", "A", "198.51.100.9");
    expect((await one("acme.com")).dns.status).to.equal("foreign");
  });

  it(`asks about ${WIDTH} names at once, however many there are, and about all in the end`, async () => {
    const names = Array.from({ length: 100 }, (_, n) => `customer${n}.test`);
    for (const name of names) dns.set(name, "A", "127.0.0.1");
    dns.hold();
    const looked = at(names);
    // Both types of each.
    await dns.until((log) => log.length >= 2 * WIDTH);
    expect(dns.names).to.have.length(WIDTH);
    dns.release();
    const seen = await looked;
    expect([...seen.keys()]).to.deep.equal(names);
    expect([...seen.values()].filter(({ waitsFor }) => waitsFor !== undefined)).to.deep.equal([]);
  });

  describe("with HTTPS", () => {
    let sites: Sites;
    beforeEach(async () => {
      sites = await Sites.start();
    });
    afterEach(() => sites.close());

    it("makes a handshake for the name at the expected address, and none where DNS is not right", async () => {
      dns.set("acme.com", "A", "127.0.0.1");
      dns.set("*.globex.com", "A", "127.0.0.1");
      dns.set("hooli.com", "A", "127.0.0.2");
      await at(["acme.com", "*.globex.com", "hooli.com"], { waitFor: "https", port: sites.port });
      expect(sites.asked.sort()).to.deep.equal(["acme.com", "domain-ready-check.globex.com"]);
    });

    it("names a wildcard as it is declared", async () => {
      dns.set("*.globex.com", "A", "127.0.0.1");
      const { waitsFor } = await one("*.globex.com", { waitFor: "https", port: sites.port });
      expect(waitsFor).to.match(/^\*\.globex\.com: DNS is right.* issue a certificate for \*\.globex\.com/);
    });

    it(`makes handshakes for ${WIDTH} names at once, however many there are`, async () => {
      const names = Array.from({ length: 3 * WIDTH }, (_, n) => `customer${n}.test`);
      for (const name of names) dns.set(name, "A", "127.0.0.1");
      // Lets connections wait until there are as many as there may be, and then breaks them off.
      const open: Socket[] = [];
      const asked: number[] = [];
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        open.push(socket);
        if (open.length < WIDTH) return;
        // A name is asked about when its turn comes.
        asked.push(dns.names.length);
        for (const one of open.splice(0)) one.destroy();
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const seen = await at(names, { waitFor: "https", port });
      await new Promise((resolve) => server.close(resolve));
      expect(asked).to.deep.equal([WIDTH, 2 * WIDTH, 3 * WIDTH]);
      for (const { waitsFor } of seen.values()) expect(waitsFor).to.contain("makes no TLS connection");
    });

    it("makes one at each address that the name leads to", async () => {
      const other = await Sites.start("127.0.0.2", sites.port);
      try {
        dns.set("acme.com", "A", "127.0.0.1", "127.0.0.2");
        await one("acme.com", { waitFor: "https", port: sites.port }, ["127.0.0.1", "127.0.0.2"]);
        expect([sites.asked, other.asked]).to.deep.equal([["acme.com"], ["acme.com"]]);
      } finally {
        await other.close();
      }
    });
  });
});

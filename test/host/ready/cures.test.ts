import { createServer, type Server } from "node:net";
import { expect } from "chai";
import { DynamicHost, type Properties } from "../../support/host";
import { type Outcome, outcomeOf, World } from "../../support/ready";
import type { Certificate } from "../../support/tls";
import { inMessages } from "../cures/texts";

interface Cure {
  readonly title: string;
  /** The sentence of the output `waiting`. */
  readonly says: string;
  readonly cause: (world: World) => unknown;
  /** Does what the sentence says. */
  readonly cure: (world: World) => unknown;
  /** The inputs beside those of the world, before and after. */
  readonly inputs?: (world: World) => Properties;
  readonly inputsAfter?: (world: World) => Properties;
}

const issued = async ({ authority }: World, ...args: Parameters<typeof authority.issue>) =>
  authority.issue(...args);
const install = async (world: World, certificate: Promise<Certificate>, names = ["acme.com"]) =>
  world.sites.install(await certificate, names);
const setA = ({ dns }: World) => dns.set("acme.com", "A", "127.0.0.1");
const issue = (world: World) => world.issue("acme.com");

const CURES: readonly Cure[] = [
  {
    title: "no record, set at the name server that is named",
    says: "acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com",
    cause: issue,
    cure: setA,
  },
  {
    title: "a CNAME that leads nowhere, replaced",
    says: "acme.com is a CNAME for gone.example.net, which has no A or AAAA record: set in its place A 127.0.0.1 at ns1.acme-dns.com",
    cause: async (world) => {
      await issue(world);
      world.dns.set("acme.com", "CNAME", "gone.example.net");
    },
    cure: (world) => {
      world.dns.set("acme.com", "CNAME");
      setA(world);
    },
  },
  {
    title: "a foreign address, replaced",
    says: "acme.com leads to 198.51.100.9: set A 127.0.0.1 in its place at ns1.acme-dns.com",
    cause: async (world) => {
      await issue(world);
      world.dns.set("acme.com", "A", "198.51.100.9");
    },
    cure: setA,
  },
  {
    title: "a name that is behind Cloudflare's proxy, no longer",
    says: `acme.com leads to Cloudflare's proxy (104.16.1.1, 2606:4700::1), which hides where it goes: set A 127.0.0.1 as "DNS only" at ns1.acme-dns.com`,
    cause: async (world) => {
      await issue(world);
      world.dns.set("acme.com", "A", "104.16.1.1");
      world.dns.set("acme.com", "AAAA", "2606:4700::1");
    },
    cure: (world) => {
      world.dns.set("acme.com", "AAAA");
      setA(world);
    },
  },
  {
    title: "a wrong AAAA beside a right A, removed",
    says: "acme.com has the right A 127.0.0.1, and beside it AAAA 2001:db8::9, to which visitors go as well: remove it at ns1.acme-dns.com",
    cause: async (world) => {
      await issue(world);
      setA(world);
      world.dns.set("acme.com", "AAAA", "2001:db8::9");
    },
    cure: ({ dns }) => dns.set("acme.com", "AAAA"),
  },
  {
    title: "a wrong AAAA beside a right A, where the site has an IPv6 address, replaced",
    says: "acme.com has the right A 127.0.0.1, and beside it AAAA 2001:db8::9, to which visitors go as well: set AAAA ::1 in its place at ns1.acme-dns.com",
    inputs: () => ({ addresses: ["127.0.0.1", "::1"], waitFor: "dns" }),
    cause: (world) => {
      setA(world);
      world.dns.set("acme.com", "AAAA", "2001:db8::9");
    },
    cure: ({ dns }) => dns.set("acme.com", "AAAA", "::1"),
  },
  {
    title: "a name server that fails, mended",
    says: "acme.com: the resolvers give no answer (ESERVFAIL): check the zone at its name servers, or give other `resolvers`",
    cause: async (world) => {
      await issue(world);
      setA(world);
      world.dns.fail("acme.com", "SERVFAIL");
    },
    cure: ({ dns }) => dns.fail("acme.com", undefined),
  },
  {
    title: "a resolver that does not answer, and another one",
    says: "acme.com: the resolvers give no answer (ECONNREFUSED): check the zone at its name servers, or give other `resolvers`",
    inputs: () => ({ resolvers: ["127.0.0.1:9"] }),
    inputsAfter: ({ dns }) => ({ resolvers: [dns.host] }),
    cause: async (world) => {
      await issue(world);
      setA(world);
    },
    cure: () => undefined,
  },
  {
    title: "the panel's own certificate, where one is issued",
    says: "acme.com: DNS is right, and 127.0.0.1:… presents a certificate that no browser trusts (for panel.example.com, issued by panel.example.com, expires …): have the panel issue a certificate for acme.com, or name the file of a private CA in NODE_EXTRA_CA_CERTS",
    cause: setA,
    cure: issue,
  },
  {
    title: "a certificate for another name, where one is issued for this one",
    says: "presents a certificate for another name (for other.test, issued by Test Issuing CA, expires …): have the panel issue a certificate for acme.com",
    cause: (world) => {
      setA(world);
      return install(world, issued(world, ["other.test"]));
    },
    cure: issue,
  },
  {
    title: "a certificate with its name as the common name alone, which browsers refuse",
    says: "presents a certificate for another name (for the common name acme.com alone, issued by Test Issuing CA, expires …): have the panel issue a certificate for acme.com",
    cause: (world) => {
      setA(world);
      return install(world, issued(world, ["acme.com"], { commonNameOnly: true }));
    },
    cure: issue,
  },
  {
    title: "a certificate that has expired, renewed",
    says: "presents a certificate that has expired (for acme.com, issued by Test Issuing CA, expires …): have the panel renew it",
    cause: (world) => {
      setA(world);
      return install(world, issued(world, ["acme.com"], { expiresIn: -1 }));
    },
    cure: issue,
  },
  {
    title: "a certificate that is not valid yet, since a clock was wrong",
    says: "presents a certificate that is not valid yet (for acme.com, issued by Test Issuing CA, expires …): check the clocks of the server and of this machine",
    cause: (world) => {
      setA(world);
      return install(world, issued(world, ["acme.com"], { validIn: 2 }));
    },
    cure: issue,
  },
  {
    title: "a certificate without its intermediate one, installed with it",
    says: "presents a certificate without a chain to a CA that browsers trust (for acme.com, issued by Test Issuing CA, expires …): install the certificate with its intermediate ones, or name the file of a private CA in NODE_EXTRA_CA_CERTS",
    cause: (world) => {
      setA(world);
      return install(world, issued(world, ["acme.com"], { withoutChain: true }));
    },
    cure: issue,
  },
];

describe("cures of what a DomainReady waits for", function () {
  this.timeout(60_000);
  let world: World;
  let host: DynamicHost;
  before(async () => {
    world = await World.start();
    host = await world.host();
  });
  after(async () => {
    await host?.stop();
    await world?.close();
  });
  beforeEach(() => {
    world.dns.remove("acme.com");
    world.dns.set("acme.com", "NS", "ns1.acme-dns.com");
    world.sites.uninstall("acme.com");
  });

  const look = async (inputs: Properties, on = host): Promise<Outcome> =>
    outcomeOf(await on.on("domainReady").read("ready", inputs));

  for (const { title, says, cause, cure, inputs, inputsAfter = inputs } of CURES) {
    it(`cure: ${title}`, async () => {
      await cause(world);
      const before = await look(world.inputs(["acme.com"], inputs?.(world)));
      expect(before.ready).to.equal(false);
      expect(before.waiting["acme.com"]).to.match(inMessages(says));
      await cure(world);
      const after = await look(world.inputs(["acme.com"], inputsAfter?.(world)));
      expect([after.ready, after.waiting]).to.deep.equal([true, {}]);
    });
  }

  it("cure: a private CA, named in NODE_EXTRA_CA_CERTS", async () => {
    world.dns.set("acme.com", "A", "127.0.0.1");
    await world.issue("acme.com");
    const stranger = await DynamicHost.start({ provider: "" });
    try {
      const { waiting } = await look(world.inputs(), stranger);
      expect(waiting["acme.com"]).to.match(/no browser trusts|without a chain/);
      expect(waiting["acme.com"]).to.contain("name the file of a private CA in NODE_EXTRA_CA_CERTS");
    } finally {
      await stranger.stop();
    }
    expect((await look(world.inputs())).ready).to.equal(true);
  });

  it("cure: an address to which this machine has no way, by waiting for DNS alone", async () => {
    world.dns.set("acme.com", "A", "255.255.255.255");
    const inputs = world.inputs(["acme.com"], { addresses: ["255.255.255.255"] });
    const { waiting } = await look(inputs);
    expect(waiting["acme.com"]).to.match(
      /is not reached from this machine \[ENETUNREACH\]: run Pulumi on one with a way there, or wait for DNS alone, with waitFor "dns"$/,
    );
    expect((await look({ ...inputs, waitFor: "dns" })).ready).to.equal(true);
  });

  it("cure: a web server that is not there, started", async () => {
    world.dns.set("acme.com", "A", "127.0.0.1");
    await world.issue("acme.com");
    const { waiting } = await look(world.inputs(["acme.com"], { port: 9 }));
    expect(waiting["acme.com"]).to.contain("127.0.0.1:9 refuses connections: start the web server there");
    expect((await look(world.inputs())).ready).to.equal(true);
  });

  describe("of a server", () => {
    let server: Server | undefined;
    afterEach(() => server?.close());
    const listen = async (onConnection: (socket: import("node:net").Socket) => void) => {
      server = createServer(onConnection);
      await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
      return (server.address() as import("node:net").AddressInfo).port;
    };

    it("cure: that speaks no TLS, and then does", async () => {
      world.dns.set("acme.com", "A", "127.0.0.1");
      await world.issue("acme.com");
      const port = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      const { waiting } = await look(world.inputs(["acme.com"], { port }));
      expect(waiting["acme.com"]).to.match(
        /makes no TLS connection for it \[\w+\]: check that it serves https for acme\.com/,
      );
      expect((await look(world.inputs())).ready).to.equal(true);
    });

    it("cure: that does not answer, and then does", async () => {
      world.dns.set("acme.com", "A", "127.0.0.1");
      await world.issue("acme.com");
      const port = await listen((socket) => socket.on("error", () => undefined));
      const { waiting } = await look(world.inputs(["acme.com"], { port }));
      expect(waiting["acme.com"]).to.contain(
        `127.0.0.1:${port} does not answer: check the web server and the firewalls on the way`,
      );
      expect((await look(world.inputs())).ready).to.equal(true);
    });
  });
});

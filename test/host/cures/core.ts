import { createServer, type Socket } from "node:net";
import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, environmentFor, N } from "../../support/hestia";
import { selfSigned } from "../../support/tls";
import { alias, aliases, type Cure, domain, domains } from "./cure";
import { accessKey, apiHash, apiPassword, configSet, secretKey, type World } from "./world";

const acme = { acme: alias() };
const globex = { globex: domain() };
const entry = (url: string) => ({ apiUrl: url, accessKey, secretKey });

/** A program with one wrong argument, the advice of the error, and the program that follows it. */
const argument = (title: string, cause: World["program"], advice: string, cure: World["program"]): Cure => ({
  title,
  singleOnly: true,
  advice: [advice],
  cause: (world) => {
    world.program = cause;
  },
  cure: (world) => {
    world.program = cure;
  },
});

const ARGUMENTS: readonly Cure[] = [
  argument(
    "no domain",
    { a: { on: "hestiaWebAlias", args: {} } },
    "give the customer's domain, such as acme.com",
    acme,
  ),
  argument(
    "no domain, on Enhance",
    { a: { on: "enhanceDomain", args: {} } },
    "give the customer's domain, such as acme.com",
    globex,
  ),
  argument(
    "an empty domain",
    { a: alias({ domain: " " }) },
    "is empty; give a host name such as acme.com",
    acme,
  ),
  argument(
    "a domain that is no text",
    { a: alias({ domain: 7 }) },
    "is not text; give a host name such as acme.com",
    acme,
  ),
  argument(
    "a URL as domain",
    { a: alias({ domain: "https://acme.com/shop" }) },
    "is a URL; give the host name alone, such as …",
    acme,
  ),
  argument(
    "a dash in a domain",
    { a: alias({ domain: "my\u2013shop.com" }) },
    'has … in it, a dash that is no hyphen; write "-"',
    { a: alias({ domain: "my-shop.com" }) },
  ),
  argument(
    "a character of a domain that does not show",
    { a: alias({ domain: "acme\u200b.com" }) },
    "is not a valid internationalised name: … in it does not show; take it out",
    acme,
  ),
  argument(
    "a look-alike in a domain",
    { a: alias({ domain: "\u0430cme.com" }) },
    "If it is meant, give the name as ……",
    { a: alias({ domain: "xn--cme-5cd.com" }) },
  ),
  argument(
    "an address as domain",
    { a: alias({ domain: "192.0.2.7" }) },
    "is an IP address or ends in a number; give a domain",
    acme,
  ),
  argument(
    "a typographic dash in a domain",
    { a: alias({ domain: "ac\u2013me.com" }) },
    'has … in it, a dash that is no hyphen; write "-"',
    { a: alias({ domain: "ac-me.com" }) },
  ),
  argument(
    "a character that does not show in a domain",
    { a: alias({ domain: "acme\u200e.com" }) },
    "is not a valid internationalised name: … in it does not show; take it out",
    acme,
  ),
  {
    title: "an intended Cyrillic letter among Latin ones, by the punycode in the error",
    singleOnly: true,
    advice: ["If it is meant, give the name as …"],
    cause: (world) => {
      world.program = { a: alias({ domain: "\u0430cme.com" }) };
    },
    cure: (world, text) => {
      const advice = /If it is meant, give the name as (\S+)/.exec(text)?.[1];
      world.program = { a: alias({ domain: advice }) };
    },
  },
  argument(
    "a single label",
    { a: alias({ domain: "acme" }) },
    "is a single label; give a full domain such as acme.com",
    acme,
  ),
  argument(
    "an account that is no text",
    { a: alias({ account: 7 }) },
    "is not text; give the account's user name",
    { a: alias({ account: ACCOUNT }) },
  ),
  argument(
    "a word that is none of those that there are",
    { a: alias({ restart: "now" }) },
    "must be one of …",
    { a: alias({ restart: "graceful" }) },
  ),
  argument(
    "a connection that is no text",
    { a: alias({ connection: 7 }) },
    "is not text; give the name of a connection",
    acme,
  ),
  argument(
    "a connection without a name",
    { a: alias({ connection: "" }) },
    "is empty; give the name of a connection, or leave it away",
    acme,
  ),
  argument(
    "a set without domains",
    { a: { on: "hestiaWebAliases", args: {} } },
    "give the customers' domains: a list of names, or an object of names and options",
    { a: aliases(["acme.com"]) },
  ),
  argument(
    "a set without domains, on Enhance",
    { a: { on: "enhanceDomains", args: {} } },
    "give the customers' domains: a list of names, or an object of names and options",
    { a: domains({ "globex.com": true }) },
  ),
  argument("an id that is no text", { a: domain({ websiteId: 7 }) }, "is not text; give the panel's id", {
    a: domain({ websiteId: demoEnhance.websiteId }),
  }),
  argument(
    "a folder that is no text",
    { a: domain({ documentRoot: 7 }) },
    "is not text; give a folder such as public_html",
    { a: domain({ documentRoot: "public_html" }) },
  ),
];

/** A state that this package has not written. */
const STATES: readonly Cure[] = (["up", "refresh", "destroy"] as const).map((operation) => ({
  title: `a state with names that are no list, at ${operation}`,
  advice: [
    "`pulumi state delete <urn>` forgets the resource, and the next `pulumi up` adopts what is on the panel.",
  ],
  program: acme,
  cause: (world) => world.edit("acme", { names: "acme.com" }),
  operation,
  cure: (world) => world.forget("acme"),
  retry: "up",
  verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]),
}));

/** Missing settings, each set by the command or variable that the message names. */
const SETTINGS: readonly Cure[] = [
  {
    title: "no setting at all, by the commands in the error",
    advice: ["pulumi config set… … …", "is not set: …, or …", "give it as an argument"],
    cause: (world) => {
      world.program = { ...acme };
      world.config = {};
    },
    cure: (world, text) => {
      configSet(world, text, "hestia:apiUrl", world.hestia.url);
      configSet(world, text, "hestia:accessKey", accessKey);
      configSet(world, text, "hestia:secretKey", secretKey);
      configSet(world, text, "hestia:account", ACCOUNT);
      configSet(world, text, "hestia:webDomain", N);
    },
  },
  {
    title: "no setting at all, by the variables in the error",
    advice: [", or set … in the environment"],
    cause: (world) => {
      world.program = { ...acme };
      world.config = {};
    },
    cure: (world, text) => {
      const values: Record<string, string> = {
        ...environmentFor(world.hestia),
      };
      for (const [variable, value] of Object.entries(values))
        if (text.includes(`set ${variable} in the environment`)) world.env[variable] = value;
    },
  },
  {
    title: "no setting at all, by arguments and the commands for the rest",
    advice: ["give it as an argument"],
    cause: (world) => {
      world.program = { ...acme };
      delete world.config["hestia:account"];
      delete world.config["hestia:webDomain"];
    },
    cure: (world) => {
      world.program = { acme: alias({ account: ACCOUNT, webDomain: N }) };
    },
  },
  {
    title: "no setting of Enhance, by the commands in the error",
    singleOnly: true,
    advice: [
      "is not set, and neither is serverId: give the website as an argument, or …",
      " (make one under Settings > Access Tokens)",
    ],
    cause: (world) => {
      world.program = { ...globex };
      for (const key of ["apiUrl", "apiToken", "websiteId"]) delete world.config[`enhance:${key}`];
    },
    cure: (world, text) => {
      configSet(world, text, "enhance:apiUrl", world.enhance.url);
      configSet(world, text, "enhance:apiToken", demoEnhance.tokens.owner);
      configSet(world, text, "enhance:websiteId", demoEnhance.websiteId);
    },
  },
  {
    title: "a website without its organization",
    advice: ["give the organization that owns the website as an argument"],
    cause: (world) => {
      world.program = { ...globex };
      delete world.config["enhance:organizationId"];
    },
    cure: (world, text) => configSet(world, text, "enhance:organizationId", demoEnhance.orgId),
  },
  {
    title: "a set without a website",
    advice: ["give the website as an argument"],
    cause: (world) => {
      world.program = { set: domains(["globex.com"]) };
      delete world.config["enhance:websiteId"];
    },
    cure: (world, text) => configSet(world, text, "enhance:websiteId", demoEnhance.websiteId),
  },
  {
    title: "both a website and a server",
    singleOnly: true,
    advice: ["is in doubt: both … and … are set; remove one of them"],
    cause: (world) => {
      world.program = { ...globex };
      world.config["enhance:serverId"] = demoEnhance.serverId;
    },
    cure: (world) => {
      delete world.config["enhance:serverId"];
    },
  },
  ...[
    { title: "no credential, by an API hash", key: "hestia:apiHash", value: apiHash },
    {
      title: "no credential, by the password of the panel's admin",
      key: "hestia:apiPassword",
      value: apiPassword,
    },
  ].map(
    ({ title, key, value }): Cure => ({
      title,
      advice: ["pulumi config set… … …"],
      cause: (world) => {
        world.program = { ...acme };
        delete world.config["hestia:accessKey"];
        delete world.config["hestia:secretKey"];
      },
      cure: (world, text) => configSet(world, text, key, value),
    }),
  ),
  {
    title: "half a key",
    advice: ["is not set, and the other half of the key is: …"],
    cause: (world) => {
      world.program = { ...acme };
      delete world.config["hestia:secretKey"];
    },
    cure: (world, text) => configSet(world, text, "hestia:secretKey", secretKey),
  },
  {
    title: "an unknown connection, by one command after the other",
    advice: ["is no connection of this stack"],
    cause: (world) => {
      world.program = { acme: alias({ connection: "eu.1" }) };
      world.config["hestia:connections"] = JSON.stringify({ us: entry(world.hestia.url) });
    },
    cure: async (world, text) => {
      configSet(world, text, 'hestia:connections["eu.1"].apiUrl', world.hestia.url);
      const { text: next } = await world.up();
      configSet(world, next, 'hestia:connections["eu.1"].accessKey', accessKey);
      configSet(world, next, 'hestia:connections["eu.1"].secretKey', secretKey);
    },
  },
  {
    title: "a plain http address",
    advice: ["is plain http, which would send the credentials in clear; use https://"],
    cause: async (world) => {
      const tls = await selfSigned();
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      world.config["hestia:caCert"] = tls.cert;
      world.config["hestia:apiUrl"] = panel.url.replace("https://127.0.0.1", "http://localhost.localdomain");
    },
    cure: (world) => {
      const { config } = world;
      config["hestia:apiUrl"] = String(config["hestia:apiUrl"])
        .replace("http://", "https://")
        .replace("localhost.localdomain", "localhost");
    },
  },
  {
    title: "an address that is not the API's, by the address in the error",
    advice: ["does not end in /api/; use …/api/"],
    cause: (world) => {
      world.program = { ...acme };
      world.config["hestia:apiUrl"] = world.hestia.url.replace("/api/", "/login/");
    },
    cure: (world, text) => {
      world.config["hestia:apiUrl"] = /does not end in \/api\/; use (\S+)/.exec(text)?.[1] ?? "";
    },
  },
  {
    title: "an invalid certificate",
    advice: ["is not a PEM certificate; it begins -----BEGIN CERTIFICATE-----, and has its line breaks"],
    cause: async (world) => {
      const tls = await selfSigned();
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      Object.assign(world.config, {
        "hestia:apiUrl": panel.url,
        "hestia:caCert": tls.cert.replaceAll("\n", " "),
      });
      world.env.PEM = tls.cert;
    },
    cure: (world) => {
      world.config["hestia:caCert"] = world.env.PEM ?? "";
    },
  },
];

/** A second panel of one case. */
let other: HestiaPanel;

/** Gives that panel a certificate for its address, and trusts it with the command of the message. */
async function newCertificate(world: World, text: string, key: string): Promise<void> {
  const tls = await selfSigned();
  await world.renew(other, tls);
  configSet(world, text, key, tls.cert);
}

/** The panel does not answer, or something else does. */
const NETWORK: readonly Cure[] = [
  {
    title: "a port where nothing listens",
    advice: ["Check the port in apiUrl… and that the panel is running."],
    cause: (world) => {
      world.program = { ...acme };
      world.config["hestia:apiUrl"] = "http://127.0.0.1:9/api/";
    },
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "a host name with a typo",
    advice: ["Check the host in apiUrl for a typo, and the resolver of the machine that runs Pulumi."],
    cause: (world) => {
      world.program = { ...acme };
      world.config["hestia:apiUrl"] = world.hestia.url.replace(/^.*127\.0\.0\.1/, "https://panel.invalid");
    },
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "a connection that is not accepted",
    advice: ["Check that the host and port are right and that no firewall drops your address…."],
    cause: async (world) => {
      world.program = { ...acme };
      // It accepts the connection and never answers the handshake.
      const sockets = new Set<Socket>();
      const silent = createServer((socket) => sockets.add(socket.on("error", () => {})));
      await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
      world.onClose(() => {
        for (const socket of sockets) socket.destroy();
        silent.close();
      });
      const { port } = silent.address() as { port: number };
      Object.assign(world.config, {
        "hestia:apiUrl": `https://127.0.0.1:${port}/api/`,
        "hestia:timeout": "0.2",
      });
    },
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
      delete world.config["hestia:timeout"];
    },
  },
  {
    title: "a panel that is slow",
    advice: [
      "Raise the timeout setting if the panel is slow; if every call ends like this, look at the panel's load.",
    ],
    cause: (world) => {
      world.program = { ...acme };
      world.config["hestia:timeout"] = "0.1";
      world.hestia.faults.add({ do: "delay", ms: 300, when: "before", times: 2 });
    },
    cure: (world) => {
      world.config["hestia:timeout"] = "30";
    },
  },
  {
    title: "a connection that breaks while the panel writes",
    advice: ["Look at the panel's own log if it happens again."],
    cause: (world) => {
      world.program = { ...acme };
      for (const command of ["v-add-web-domain-alias", "v-list-web-domains"])
        world.hestia.faults.add({ do: "hang-up", when: "before", command, times: 20, nth: 2 });
      world.hestia.faults.add({ do: "hang-up", when: "before", command: "v-add-web-domain-alias" });
    },
    // The local panel's list of faults stands for that log: removing the fault stands for fixing what it shows.
    cure: ({ hestia }) => hestia.faults.clear(),
  },
  {
    title: "an endless answer",
    advice: ["Check that apiUrl leads to the panel."],
    cause: async (world) => {
      world.program = { ...acme };
      const megabyte = Buffer.alloc(1024 * 1024, " ");
      const port = await world.server((_request, response) => {
        response.writeHead(200, { "Hestia-Exit-Code": "0" });
        const more = () => {
          while (!response.destroyed && response.write(megabyte));
        };
        response.on("drain", more);
        more();
      });
      world.config["hestia:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    },
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "https to a port that speaks http",
    advice: ["Check that apiUrl's port speaks https."],
    cause: async (world) => {
      const tls = await selfSigned();
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      world.env.URL = panel.url;
      Object.assign(world.config, {
        "hestia:caCert": tls.cert,
        "hestia:apiUrl": world.hestia.url.replace("http:", "https:"),
      });
    },
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.env.URL ?? "";
    },
  },
  {
    title: "a self-signed certificate (the command itself is run in test/e2e)",
    advice: [
      "… If it is the panel's own self-signed certificate, compare that fingerprint on the panel, then trust it:\n  …",
      "openssl s_client -connect … </dev/null | openssl x509 | pulumi config set …",
    ],
    cause: async (world) => {
      const tls = await selfSigned();
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      world.config["hestia:apiUrl"] = panel.url;
      world.env.PEM = tls.cert;
    },
    cure: (world, text) => configSet(world, text, "hestia:caCert", world.env.PEM ?? ""),
  },
  {
    title: "a self-signed certificate, in a named connection",
    advice: ["then trust it:\n  …"],
    cause: async (world) => {
      const tls = await selfSigned();
      const panel = await world.anotherHestia({ tls });
      world.program = { acme: alias({ connection: "eu1" }) };
      world.config["hestia:connections"] = JSON.stringify({ eu1: entry(panel.url) });
      world.env.PEM = tls.cert;
    },
    cure: (world, text) => configSet(world, text, "hestia:connections.eu1.caCert", world.env.PEM ?? ""),
  },
  {
    title: "a certificate that was renewed, where the one before it is trusted",
    advice: ["If the panel's certificate was renewed, compare that fingerprint on the panel,"],
    cause: async (world) => {
      const [before, tls] = [await selfSigned(), await selfSigned()];
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      Object.assign(world.config, { "hestia:apiUrl": panel.url, "hestia:caCert": before.cert });
      world.env.PEM = tls.cert;
    },
    cure: (world, text) => configSet(world, text, "hestia:caCert", world.env.PEM ?? ""),
  },
  {
    title: "an expired certificate, renewed on the panel",
    advice: [
      "Renew it on the panel, and check the clock of the machine that runs Pulumi.",
      "Then trust the new one, where it is self-signed:\n  …",
    ],
    cause: async (world) => {
      const tls = await selfSigned({ expired: true });
      other = await world.anotherHestia({ tls });
      world.program = { ...acme };
      Object.assign(world.config, { "hestia:apiUrl": other.url, "hestia:caCert": tls.cert });
    },
    cure: (world, text) => newCertificate(world, text, "hestia:caCert"),
  },
  {
    title: "a certificate for another name, by the name in the error",
    advice: ["Use the name in the certificate in apiUrl, or give the panel a certificate for this one."],
    cause: async (world) => {
      const tls = await selfSigned({ names: ["localhost"], addresses: [] });
      const panel = await world.anotherHestia({ tls });
      world.program = { ...acme };
      Object.assign(world.config, { "hestia:apiUrl": panel.url, "hestia:caCert": tls.cert });
    },
    cure: (world, text) => {
      const name = /made out to DNS:([^,)]+)/.exec(text)?.[1] ?? "";
      world.config["hestia:apiUrl"] = String(world.config["hestia:apiUrl"]).replace("127.0.0.1", name);
    },
  },
  {
    title: "a certificate for another name, by a certificate for this one",
    advice: ["or give the panel a certificate for this one."],
    cause: async (world) => {
      const tls = await selfSigned({ names: ["panel.example.com"], addresses: [] });
      other = await world.anotherHestia({ tls });
      world.program = { acme: alias({ connection: "eu1" }) };
      const eu1 = { ...entry(other.url), caCert: tls.cert };
      world.config["hestia:connections"] = JSON.stringify({ eu1 });
    },
    cure: (world, text) => newCertificate(world, text, "hestia:connections.eu1.caCert"),
  },
];

/** Names that move from one place to another. */
const MOVES: readonly Cure[] = [
  {
    title: "a refresh after the panel's address has changed",
    advice: ["The next `pulumi up` maps it there."],
    program: acme,
    cause: async (world) => {
      other = await world.anotherHestia();
      world.config["hestia:apiUrl"] = other.url;
    },
    operation: "refresh",
    succeeds: true,
    cure: expectUp,
    verify: () => expect(other.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]),
  },
  {
    title: "another panel under the same resource: what stays on the old one",
    advice: [
      "The old panel … keeps its mapping of …: remove it there when nobody is sent there any more…",
      'v-delete-web-domain-alias … … "…"',
    ],
    program: acme,
    cause: async (world) => {
      other = await world.anotherHestia();
      world.config["hestia:apiUrl"] = other.url;
    },
    succeeds: true,
    cure: (world, text) => {
      const { hestia } = world;
      const named = /The old panel (\S+) keeps its mapping of ([^:]+):/.exec(text);
      expect(named?.[1]).to.equal(hestia.host);
      return removeAsTold(world, text);
    },
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal([]),
  },
  {
    title: "a delete after the panel's address has changed",
    advice: ["Remove it on the old panel by hand if that still serves it."],
    program: acme,
    cause: async (world) => {
      other = await world.anotherHestia();
      world.config["hestia:apiUrl"] = other.url;
    },
    operation: "destroy",
    succeeds: true,
    cure: ({ hestia }, text) => {
      expect(text).to.contain(`stays mapped on ${hestia.host}`);
      hestia.setAliases(ACCOUNT, N, without(hestia.aliases(ACCOUNT, N), "acme.com"));
    },
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal([]),
  },
  {
    title: "a name that another panel keeps, since it may be the same under another host name",
    advice: ["If it is another panel, remove the name on … by hand."],
    program: acme,
    cause: async (world) => {
      other = await world.anotherHestia();
      world.config["hestia:connections"] = JSON.stringify({ eu1: entry(other.url) });
      world.program = { moved: alias({ connection: "eu1" }) };
    },
    succeeds: true,
    cure: ({ hestia }, text) => {
      expect(text).to.contain(`remove the name on ${hestia.host} by hand`);
      hestia.setAliases(ACCOUNT, N, without(hestia.aliases(ACCOUNT, N), "acme.com"));
    },
    verify: () => expect(other.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]),
  },
  ...[
    { title: "a name that stays because its new owner is unknown", set: aliases },
    { title: "a name that stays because its new owner is unknown, on Enhance", set: domains },
  ].map(
    ({ title, set }): Cure => ({
      title,
      advice: ["Run `pulumi up` again: it looks anew."],
      program: { set: set(["acme.com", "b.test"]) },
      cause: (world) => {
        // As a constructor announces it that cannot know what another one declares.
        world.program = { set: { ...set(["acme.com"]), elsewhere: ["b.test"] } };
      },
      succeeds: true,
      cure: (world) => {
        // By then the other resource's operation has been sent, or there is none.
        world.program = { set: set(["acme.com"]) };
      },
      verify: (world) => {
        expect(world.hestia.aliases(ACCOUNT, N)).not.to.include("b.test");
        expect(world.enhance.domains(demoEnhance.websiteId)).not.to.include("b.test");
      },
    }),
  ),
  ...[
    { title: "a name of a deleted set that stays because its new owner is unknown", set: aliases },
    {
      title: "a name of a deleted set that stays because its new owner is unknown, on Enhance",
      set: domains,
    },
  ].map(
    ({ title, set }): Cure => ({
      title,
      advice: ["If none does, remove it there."],
      program: { set: set(["b.test"]) },
      cause: (world) => {
        world.program = { other: { ...alias(), elsewhere: ["b.test"] } };
      },
      succeeds: true,
      singleOnly: true,
      cure: (world) => {
        world.hestia.setAliases(ACCOUNT, N, without(world.hestia.aliases(ACCOUNT, N), "b.test"));
        world.enhance.setDomains(demoEnhance.websiteId, []);
      },
    }),
  ),
  ...[
    { title: "undeclared names beside an exclusive set", set: aliases },
    { title: "undeclared names beside an exclusive set, on Enhance", set: domains },
  ].map(
    ({ title, set }): Cure => ({
      title,
      advice: ["The next `pulumi up` removes what nobody declares: its preview shows what."],
      cause: (world) => {
        world.hestia.setAliases(ACCOUNT, N, ["stray.test"]);
        world.enhance.setDomains(demoEnhance.websiteId, ["stray.test"]);
        world.program = { set: set(["acme.com"], { exclusive: true }) };
      },
      succeeds: true,
      cure: async (world) => {
        const { text } = await world.preview();
        expect(text).to.contain("stray.test");
      },
      verify: (world) => {
        const { on } = world.program.set ?? {};
        const left =
          on === "hestiaWebAliases"
            ? world.hestia.aliases(ACCOUNT, N)
            : world.enhance.domains(demoEnhance.websiteId);
        expect(left).to.include("acme.com").and.not.to.include("stray.test");
      },
    }),
  ),
];

/** A set that is given no names any more. */
const EMPTIED: readonly Cure[] = [
  { title: "a set that would remove all its names", set: aliases },
  { title: "a set that would remove all its names, on Enhance", set: domains },
].map(({ title, set }) => ({
  title,
  advice: ["If that is not meant, see what its `domains` are given."],
  program: { set: set(["acme.com"]) },
  cause: (world) => {
    world.program = { set: set([]) };
  },
  operation: "preview",
  succeeds: true,
  cure: (world) => {
    world.program = { set: set(["acme.com"]) };
  },
  retry: "up",
}));

export const CORE: readonly Cure[] = [...ARGUMENTS, ...STATES, ...SETTINGS, ...NETWORK, ...MOVES, ...EMPTIED];

/** Runs the commands that a message gives, each on a line of its own. */
async function removeAsTold(world: World, text: string): Promise<void> {
  const commands = text.split("\n").filter((line) => line.startsWith("  v-delete-web-domain-alias "));
  expect(commands).not.to.deep.equal([]);
  for (const command of commands) await world.command(command.trim().replaceAll('"', "'"));
}

function without(names: readonly string[], gone: string | undefined): string[] {
  return names.filter((name) => name !== gone);
}

async function expectUp(world: World): Promise<void> {
  const { ok, text } = await world.up();
  expect(ok, text).to.equal(true);
}

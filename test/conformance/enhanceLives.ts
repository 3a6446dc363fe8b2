import { demoEnhance, type EnhancePanel, issuedCertificate } from "../../panels/enhance";
import { ORG, SERVER, SITE } from "../support/enhance";
import type { Life } from "./row";

const acme = { domain: "acme.com" };
const OTHER = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };
const READ = ["list", "website"];
/** The calls before a write: the list, and whether the website serves domains. */
const LOOK = ["list", "website"];
/** The calls after a write: the list that proves it, and those for the outputs. */
const PROOF = ["list", "dns"];

const SERVES_NOBODY = /^On .*, domains of a server are the server's own host names .*$/;
const OPTIONS = { "acme.com": { kind: "addon", documentRoot: "shop" }, "globex.com": { forceHttps: true } };

/** The lives of domains as data: each step starts from the state that the one before has left. */
export const ENHANCE_LIVES: readonly Life[] = [
  {
    title: "a domain",
    row: "EnhanceDomain",
    steps: [
      {
        title: "is created",
        run: acme,
        result: "create",
        calls: [...LOOK, "map acme.com", ...PROOF],
        home: ["acme.com"],
        outputs: { mappingKind: "alias", dnsStatus: "Resolved", adopted: false },
      },
      { title: "stays as it is without a call", run: acme, result: "same", calls: [], home: ["acme.com"] },
      {
        title: "stays as it is where it is only spelled in another way",
        run: { domain: " ACME.com. ", websiteId: SITE.toUpperCase() },
        result: "same",
        calls: [],
        home: ["acme.com"],
      },
      {
        title: "gets kind and document root in place",
        run: { ...acme, kind: "addon", documentRoot: "shop" },
        result: "update",
        calls: [...LOOK, "change kind=addon documentRoot=shop", ...PROOF],
        home: ["acme.com"],
        outputs: { mappingKind: "addon", kind: "addon", documentRoot: "shop" },
      },
      {
        title: "takes changes of onExisting without a call",
        run: { ...acme, kind: "addon", documentRoot: "shop", onExisting: "fail" },
        result: "update",
        calls: [],
        home: ["acme.com"],
        outputs: { mappingKind: "addon", dnsStatus: "Resolved" },
      },
      {
        title: "is its own where it is there and that is not wanted of others",
        run: { ...acme, kind: "alias", documentRoot: "shop", onExisting: "fail" },
        result: "update",
        calls: [...LOOK, "change kind=alias", ...PROOF],
        home: ["acme.com"],
      },
      {
        title: "keeps what is no longer declared",
        run: acme,
        result: "update",
        calls: [],
        home: ["acme.com"],
        outputs: { mappingKind: "alias" },
      },
      {
        title: "is replaced by another name, which is there before the old one goes",
        run: { domain: "acme.org" },
        result: "replace",
        calls: [...LOOK, "map acme.org", ...PROOF, "list", "unmap", "list"],
        home: ["acme.org"],
      },
      {
        title: "goes from a website before it comes to another, since a panel holds a name once",
        run: { domain: "acme.org", ...OTHER },
        result: "replace, delete first",
        calls: [...LOOK, "list", "unmap", "list", "list", "map acme.org", ...PROOF],
        home: [],
        away: ["acme.org"],
      },
      { title: "is read", run: "refresh", result: "there", calls: READ, home: [], away: ["acme.org"] },
      { title: "is deleted", run: "destroy", result: "done", calls: ["list", "unmap", "list"], home: [] },
    ],
  },
  {
    title: "a domain of a server",
    row: "EnhanceDomain of a server",
    steps: [
      {
        title: "is created with its www name",
        run: { ...acme, www: true },
        result: "create",
        calls: ["server list", 'add "acme.com"', 'add "www.acme.com"', "server list", "server"],
        home: ["acme.com", "www.acme.com"],
        says: SERVES_NOBODY,
      },
      {
        title: "loses its www name in place",
        run: { ...acme, www: false },
        result: "update",
        calls: ["server list", "drop", "server list"],
        home: ["acme.com"],
        says: SERVES_NOBODY,
      },
      {
        title: "gets its www name in place",
        run: { ...acme, www: true },
        result: "update",
        calls: ["server list", 'add "www.acme.com"', "server list", "server"],
        home: ["acme.com", "www.acme.com"],
        says: SERVES_NOBODY,
      },
      {
        title: "is replaced by another name, which is there before the old one goes",
        run: { domain: "acme.org" },
        result: "replace",
        calls: [
          "server list",
          'add "acme.org"',
          "server list",
          "server",
          "server list",
          "drop",
          "drop",
          "server list",
        ],
        home: ["acme.org"],
        says: SERVES_NOBODY,
      },
      {
        title: "is read",
        run: "refresh",
        result: "there",
        calls: ["server list", "server"],
        home: ["acme.org"],
      },
      {
        title: "is deleted",
        run: "destroy",
        result: "done",
        calls: ["server list", "drop", "server list"],
        home: [],
      },
    ],
  },
  {
    title: "a domain that moves between a website and a server",
    row: "EnhanceDomain",
    steps: [
      {
        title: "is created on the server, with its www name",
        run: { ...acme, serverId: SERVER, www: true },
        result: "create",
        calls: ["server list", 'add "acme.com"', 'add "www.acme.com"', "server list", "server"],
        says: SERVES_NOBODY,
        home: [],
        away: ["acme.com", "www.acme.com"],
      },
      {
        title: "is read",
        run: "refresh",
        result: "there",
        calls: ["server list", "server"],
        home: [],
        away: ["acme.com", "www.acme.com"],
      },
      {
        title: "leaves the server before it comes to the website",
        run: acme,
        result: "replace, delete first",
        calls: [...LOOK, "server list", "drop", "drop", "server list", "list", "map acme.com", ...PROOF],
        home: ["acme.com"],
      },
      { title: "is deleted", run: "destroy", result: "done", calls: ["list", "unmap", "list"], home: [] },
    ],
  },
  {
    title: "a set of domains",
    row: "EnhanceDomains",
    inAnyOrder: true,
    steps: [
      {
        title: "is created",
        run: { domains: ["Acme.com", "bücher.test"] },
        result: "create",
        calls: [...LOOK, "map acme.com", "map xn--bcher-kva.test", "list"],
        home: ["acme.com", "xn--bcher-kva.test"],
        outputs: {
          domains: { "acme.com": true, "xn--bcher-kva.test": true },
          organizationId: ORG,
          websiteId: SITE,
          names: ["acme.com", "xn--bcher-kva.test"],
          adopted: [],
          failed: {},
          addresses: ["192.0.2.20", "2001:db8::20"],
        },
      },
      {
        title: "stays as it is where it is declared in another way",
        run: { domains: { "ACME.com.": {}, "Bücher.test": true }, websiteId: SITE.toUpperCase() },
        result: "same",
        calls: [],
        home: ["acme.com", "xn--bcher-kva.test"],
      },
      {
        title: "loses names and gets others",
        run: { domains: ["acme.com", "globex.com"] },
        result: "update",
        calls: ["list", "unmap", "website", "map globex.com", "list"],
        home: ["acme.com", "globex.com"],
      },
      {
        title: "gets options in place, and a redirect waits for its certificate",
        run: { domains: OPTIONS },
        result: "update",
        calls: [...LOOK, "change kind=addon documentRoot=shop", "list"],
        home: ["acme.com", "globex.com"],
        says: /globex\.com: forceHttps waits for the certificate/,
        outputs: { domains: { ...OPTIONS, "globex.com": { forceHttps: "pending" } } },
      },
      {
        title: "is seen to have a certificate",
        meanwhile: ({ panel }) => {
          (panel as EnhancePanel).domain("globex.com").certificate = issuedCertificate("globex.com");
        },
        run: "refresh",
        result: "there",
        calls: READ,
        home: ["acme.com", "globex.com"],
        inputs: { domains: { ...OPTIONS, "globex.com": { forceHttps: false } } },
      },
      {
        title: "is redirected then",
        run: { domains: OPTIONS },
        result: "update",
        calls: [...LOOK, "force true", "list"],
        home: ["acme.com", "globex.com"],
        outputs: { domains: OPTIONS },
      },
      {
        title: "keeps what is no longer declared",
        run: { domains: ["acme.com", "globex.com"] },
        result: "update",
        calls: [],
        home: ["acme.com", "globex.com"],
        outputs: { domains: { "acme.com": true, "globex.com": true } },
      },
      {
        title: "goes from a website before it comes to another, since a panel holds a name once",
        run: { domains: ["acme.com", "globex.com"], ...OTHER },
        result: "replace, delete first",
        calls: [...LOOK, "list", "unmap", "unmap", "list", "list", "map acme.com", "map globex.com", "list"],
        home: [],
        away: ["acme.com", "globex.com"],
      },
      {
        title: "comes to another website with other names before it goes",
        run: { domains: ["new.com"] },
        result: "replace",
        calls: [...LOOK, "map new.com", "list", "list", "unmap", "unmap", "list"],
        says: / has none of its names declared any more: /,
        home: ["new.com"],
      },
      { title: "is deleted", run: "destroy", result: "done", calls: ["list", "unmap", "list"], home: [] },
    ],
  },
];

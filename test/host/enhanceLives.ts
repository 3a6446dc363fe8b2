import { demoEnhance } from "../../panels/enhance";
import { SERVER, SITE, type Verb } from "./enhanceBench";

/** What somebody does on the panel by hand. */
export interface ByHand {
  /** The names that are mapped to the website, in place of those that were. */
  readonly names?: readonly string[];
  /** What is set of a domain. */
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A domain that gets a certificate. */
  readonly certificate?: string;
}

/** One run of a stack with one resource, and what is to come of it. */
export interface Run {
  readonly title: string;
  readonly meanwhile?: ByHand;
  readonly run: "refresh" | "destroy" | Readonly<Record<string, unknown>>;
  readonly does: Verb | "there" | "gone" | "done";
  readonly calls: readonly string[];
  /** The names of the website afterwards, without its own. */
  readonly stored: readonly string[];
  /** Names of another place, where there are any. */
  readonly second?: readonly string[];
  /** What is among the outputs afterwards. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const acme = { domain: "acme.com" };
const OTHER = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };
const READ = ["list", "website"];
/** What comes before a write: what is there, and whether the website serves it. */
const LOOK = ["list", "website"];
/** What follows it: the proof, and what the outputs tell. */
const PROOF = ["list", "dns"];

/** The lives of domains as data: each run finds what the one before has left. */
export const LIVES: Readonly<Record<string, readonly Run[]>> = {
  "a domain": [
    {
      title: "is created",
      run: acme,
      does: "create",
      calls: [...LOOK, "map acme.com", ...PROOF],
      stored: ["acme.com"],
      outputs: { mappingKind: "alias", dnsStatus: "Resolved", adopted: false },
    },
    { title: "stays as it is without a call", run: acme, does: "same", calls: [], stored: ["acme.com"] },
    {
      title: "stays as it is where it is only spelled in another way",
      run: { domain: " ACME.com. ", websiteId: SITE.toUpperCase() },
      does: "same",
      calls: [],
      stored: ["acme.com"],
    },
    {
      title: "gets kind and document root in place",
      run: { ...acme, kind: "addon", documentRoot: "shop" },
      does: "update",
      calls: [...LOOK, "change kind=addon documentRoot=shop", ...PROOF],
      stored: ["acme.com"],
      outputs: { mappingKind: "addon", kind: "addon", documentRoot: "shop" },
    },
    {
      title: "takes changes of onExisting without a call",
      run: { ...acme, kind: "addon", documentRoot: "shop", onExisting: "fail" },
      does: "update",
      calls: [],
      stored: ["acme.com"],
      outputs: { mappingKind: "addon", dnsStatus: "Resolved" },
    },
    {
      title: "is its own where it is there and that is not wanted of others",
      run: { ...acme, kind: "alias", documentRoot: "shop", onExisting: "fail" },
      does: "update",
      calls: [...LOOK, "change kind=alias", ...PROOF],
      stored: ["acme.com"],
    },
    {
      title: "keeps what is no longer declared",
      run: acme,
      does: "update",
      calls: [],
      stored: ["acme.com"],
      outputs: { mappingKind: "alias" },
    },
    {
      title: "is replaced by another name, which is there before the old one goes",
      run: { domain: "acme.org" },
      does: "replace",
      calls: [...LOOK, "map acme.org", ...PROOF, "list", "unmap", "list"],
      stored: ["acme.org"],
    },
    {
      title: "goes from a website before it comes to another, since a panel holds a name once",
      run: { domain: "acme.org", ...OTHER },
      does: "replace, delete first",
      calls: [...LOOK, "list", "unmap", "list", "list", "map acme.org", ...PROOF],
      stored: [],
      second: ["acme.org"],
    },
    { title: "is read", run: "refresh", does: "there", calls: READ, stored: [], second: ["acme.org"] },
    { title: "is deleted", run: "destroy", does: "done", calls: ["list", "unmap", "list"], stored: [] },
  ],
  "a domain that somebody else works on as well": [
    {
      title: "is created between others",
      meanwhile: { names: ["other.test"] },
      run: { ...acme, kind: "alias" },
      does: "create",
      calls: [...LOOK, "map acme.com kind=alias", ...PROOF],
      stored: ["other.test", "acme.com"],
    },
    {
      title: "is seen to be of another kind",
      meanwhile: { set: { "acme.com": { mappingKind: "addon", documentRoot: "shop" } } },
      run: "refresh",
      does: "there",
      calls: READ,
      stored: ["other.test", "acme.com"],
      outputs: { kind: "addon", mappingKind: "addon" },
    },
    {
      title: "gets back the kind that is declared, and keeps the document root that is not",
      run: { ...acme, kind: "alias" },
      does: "update",
      calls: [...LOOK, "change kind=alias", ...PROOF],
      stored: ["other.test", "acme.com"],
      outputs: { kind: "alias" },
    },
    {
      title: "is still there in another spelling",
      meanwhile: { set: { "acme.com": { domain: "ACME.com." } } },
      run: "refresh",
      does: "there",
      calls: READ,
      stored: ["other.test", "ACME.com."],
    },
    {
      title: "which is no change",
      run: { ...acme, kind: "alias" },
      does: "same",
      calls: [],
      stored: ["other.test", "ACME.com."],
    },
    {
      title: "is gone when it is in no list",
      meanwhile: { names: ["other.test"] },
      run: "refresh",
      does: "gone",
      calls: ["list"],
      stored: ["other.test"],
    },
    {
      title: "comes back",
      run: { ...acme, kind: "alias" },
      does: "create",
      calls: [...LOOK, "map acme.com kind=alias", ...PROOF],
      stored: ["other.test", "acme.com"],
    },
    {
      title: "is deleted without a call where it is gone already",
      meanwhile: { names: ["other.test"] },
      run: "destroy",
      does: "done",
      calls: ["list"],
      stored: ["other.test"],
    },
  ],
  "a domain that is to be served by https alone": [
    {
      title: "waits for its certificate",
      run: { ...acme, forceHttps: true },
      does: "create",
      calls: [...LOOK, "map acme.com", ...PROOF],
      stored: ["acme.com"],
      outputs: { forceHttps: false },
    },
    { title: "still waits", run: "refresh", does: "there", calls: READ, stored: ["acme.com"] },
    {
      title: "which is no change",
      run: { ...acme, forceHttps: true },
      does: "same",
      calls: [],
      stored: ["acme.com"],
    },
    {
      title: "is seen to have a certificate",
      meanwhile: { certificate: "acme.com" },
      run: "refresh",
      does: "there",
      calls: READ,
      stored: ["acme.com"],
      outputs: { forceHttps: false },
    },
    {
      title: "is redirected then",
      run: { ...acme, forceHttps: true },
      does: "update",
      calls: [...LOOK, "force true", ...PROOF],
      stored: ["acme.com"],
      outputs: { forceHttps: true },
    },
    { title: "stays so", run: "refresh", does: "there", calls: READ, stored: ["acme.com"] },
    {
      title: "may be redirected no more",
      run: { ...acme, forceHttps: false },
      does: "update",
      calls: [...LOOK, "force false", ...PROOF],
      stored: ["acme.com"],
      outputs: { forceHttps: false },
    },
  ],
  "a domain with letters beyond ASCII": [
    {
      title: "is sent in punycode",
      run: { domain: "Bücher.test" },
      does: "create",
      calls: [...LOOK, "map xn--bcher-kva.test", ...PROOF],
      stored: ["xn--bcher-kva.test"],
    },
    {
      title: "is found where the panel has it in letters",
      meanwhile: { set: { "xn--bcher-kva.test": { domain: "bücher.test" } } },
      run: "refresh",
      does: "there",
      calls: READ,
      stored: ["bücher.test"],
    },
    { title: "is deleted", run: "destroy", does: "done", calls: ["list", "unmap", "list"], stored: [] },
  ],
  "a domain that moves between a website and a server": [
    {
      title: "is created on the server, with its www name",
      run: { ...acme, serverId: SERVER, www: true },
      does: "create",
      calls: ["server list", 'add "acme.com"', 'add "www.acme.com"', "server list", "server"],
      stored: [],
      second: ["acme.com", "www.acme.com"],
    },
    {
      title: "is read",
      run: "refresh",
      does: "there",
      calls: ["server list", "server"],
      stored: [],
      second: ["acme.com", "www.acme.com"],
    },
    {
      title: "leaves the server before it comes to the website",
      run: acme,
      does: "replace, delete first",
      calls: [...LOOK, "server list", "drop", "drop", "server list", "list", "map acme.com", ...PROOF],
      stored: ["acme.com"],
    },
    { title: "is deleted", run: "destroy", does: "done", calls: ["list", "unmap", "list"], stored: [] },
  ],
};

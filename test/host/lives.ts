import { ACCOUNT, S } from "../support/hestia";
import type { Verb } from "./bench";

/** One run of a stack with one resource, and what is to come of it. */
export interface Run {
  readonly title: string;
  /** What somebody makes of the web domain's aliases before it. */
  readonly meanwhile?: readonly string[];
  readonly run: "refresh" | "destroy" | Readonly<Record<string, unknown>>;
  readonly does: Verb | "there" | "gone" | "done";
  readonly calls: readonly string[];
  /** The aliases of `network.example.com` afterwards. */
  readonly stored: readonly string[];
  /** What the user is told. @default nothing */
  readonly says?: RegExp;
  /** Those of `second.example.com`, where there are any. */
  readonly second?: readonly string[];
}

const acme = { domain: "acme.com" };

/** The lives of web aliases as data: each run finds what the one before has left. */
export const LIVES: Readonly<Record<string, readonly Run[]>> = {
  "an alias": [
    {
      title: "is created",
      run: acme,
      does: "create",
      calls: ["list", "add acme.com yes", "list"],
      stored: ["acme.com"],
    },
    { title: "stays as it is without a call", run: acme, does: "same", calls: [], stored: ["acme.com"] },
    {
      title: "stays as it is where it is only spelled in another way",
      run: { domain: " ACME.com. ", webDomain: "www.Network.example.com", account: ACCOUNT },
      does: "same",
      calls: [],
      stored: ["acme.com"],
    },
    {
      title: "gets its www name in place",
      run: { ...acme, www: true },
      does: "update",
      calls: ["list", "add www.acme.com yes", "list"],
      stored: ["acme.com", "www.acme.com"],
    },
    {
      title: "keeps its www name when that is no longer declared",
      run: acme,
      does: "same",
      calls: [],
      stored: ["acme.com", "www.acme.com"],
    },
    {
      title: "loses its www name in place",
      run: { ...acme, www: false },
      does: "update",
      calls: ["list", "delete www.acme.com yes", "list"],
      stored: ["acme.com"],
    },
    {
      title: "takes changes of restart and onExisting without a call",
      run: { ...acme, restart: "no", onExisting: "fail" },
      does: "update",
      calls: [],
      stored: ["acme.com"],
    },
    {
      title: "is replaced by another name, which is there before the old one goes",
      run: { domain: "acme.org", restart: "graceful" },
      does: "replace",
      calls: ["list", "add acme.org ", "list", "list", "delete acme.com no", "list"],
      stored: ["acme.org"],
    },
    {
      title: "goes from a web domain before it comes to another, since a panel holds a name once",
      run: { domain: "acme.org", webDomain: S },
      does: "replace, delete first",
      calls: ["list", "list", "delete acme.org no", "list", "list", "add acme.org yes", "list"],
      stored: [],
      second: ["acme.org"],
    },
    { title: "is read", run: "refresh", does: "there", calls: ["list"], stored: [], second: ["acme.org"] },
    {
      title: "is deleted",
      run: "destroy",
      does: "done",
      calls: ["list", "delete acme.org yes", "list"],
      stored: [],
    },
  ],
  "an alias that somebody else works on as well": [
    {
      title: "is created between others",
      meanwhile: ["other.test"],
      run: { ...acme, www: true },
      does: "create",
      calls: ["list", "add acme.com,www.acme.com yes", "list"],
      stored: ["other.test", "acme.com", "www.acme.com"],
    },
    {
      title: "is still there when half of it is gone",
      meanwhile: ["other.test", "acme.com"],
      run: "refresh",
      does: "there",
      calls: ["list"],
      stored: ["other.test", "acme.com"],
    },
    {
      title: "gets back the half that is missing",
      run: { ...acme, www: true },
      does: "update",
      calls: ["list", "add www.acme.com yes", "list"],
      stored: ["other.test", "acme.com", "www.acme.com"],
    },
    {
      title: "is still there in another spelling",
      meanwhile: ["ACME.com", "www.acme.com."],
      run: "refresh",
      does: "there",
      calls: ["list"],
      stored: ["ACME.com", "www.acme.com."],
    },
    {
      title: "which is no change",
      run: acme,
      does: "same",
      calls: [],
      stored: ["ACME.com", "www.acme.com."],
    },
    {
      title: "is gone when all of it is",
      meanwhile: ["other.test"],
      run: "refresh",
      does: "gone",
      calls: ["list"],
      stored: ["other.test"],
    },
    {
      title: "comes back",
      run: acme,
      does: "create",
      calls: ["list", "add acme.com yes", "list"],
      stored: ["other.test", "acme.com"],
    },
    {
      title: "is deleted without a call where it is gone already",
      meanwhile: ["other.test"],
      run: "destroy",
      does: "done",
      calls: ["list"],
      stored: ["other.test"],
    },
  ],
  'an alias with www "auto"': [
    {
      title: "has a www name beside a name that can be registered",
      run: { domain: "acme.co.uk", www: "auto" },
      does: "create",
      calls: ["list", "add acme.co.uk,www.acme.co.uk yes", "list"],
      stored: ["acme.co.uk", "www.acme.co.uk"],
    },
    {
      title: "has none beside a deeper name",
      run: { domain: "shop.acme.co.uk", www: "auto" },
      does: "replace",
      calls: [
        "list",
        "add shop.acme.co.uk yes",
        "list",
        "list",
        "delete acme.co.uk no",
        "delete www.acme.co.uk yes",
        "list",
      ],
      stored: ["shop.acme.co.uk"],
    },
    {
      title: "stays as it was decided",
      run: { domain: "shop.acme.co.uk", www: "auto" },
      does: "same",
      calls: [],
      stored: ["shop.acme.co.uk"],
    },
    {
      title: "gets one where it is asked for after all",
      run: { domain: "shop.acme.co.uk", www: true },
      does: "update",
      calls: ["list", "add www.shop.acme.co.uk yes", "list"],
      stored: ["shop.acme.co.uk", "www.shop.acme.co.uk"],
    },
  ],
  "an alias that is a wildcard": [
    {
      title: "is created",
      run: { domain: "*.Acme.com" },
      does: "create",
      calls: ["list", "add *.acme.com yes", "list"],
      stored: ["*.acme.com"],
    },
    { title: "is read", run: "refresh", does: "there", calls: ["list"], stored: ["*.acme.com"] },
    {
      title: "is deleted",
      run: "destroy",
      does: "done",
      calls: ["list", "delete *.acme.com yes", "list"],
      stored: [],
    },
  ],
  "an alias with letters beyond ASCII": [
    {
      title: "is sent in punycode",
      run: { domain: "Bücher.test" },
      does: "create",
      calls: ["list", "add xn--bcher-kva.test yes", "list"],
      stored: ["xn--bcher-kva.test"],
    },
    {
      title: "is found where the panel has it in letters",
      meanwhile: ["bücher.test"],
      run: "refresh",
      does: "there",
      calls: ["list"],
      stored: ["bücher.test"],
    },
    {
      title: "is deleted in the spelling that the panel has",
      run: "destroy",
      does: "done",
      calls: ["list", "delete bücher.test yes", "list"],
      stored: [],
    },
  ],
};

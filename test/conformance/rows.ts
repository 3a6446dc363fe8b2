import { demoEnhance } from "../../panels/enhance";
import type { Properties } from "../../provider/resource/dynamic";
import type { World } from "../host/cures/world";
import { SITE, serverOn, websiteOn } from "../support/enhance";
import type { Handler } from "../support/handlers";
import { ACCOUNT, configurationFor, N, S } from "../support/hestia";

/** A place on a panel, and what somebody can do there by hand. */
export interface Place {
  /** The names that are there, without those that the place has of its own. */
  names(world: World): readonly string[];
  /** Puts these names there, in place of those that were. */
  put(world: World, names: readonly string[]): void;
}

/** A resource of a panel, as the rules need it that hold for all of them. */
export interface Row {
  readonly title: string;
  readonly on: Handler;
  readonly config: (world: World) => Record<string, string>;
  /** A declaration, and every name that it stands for. */
  readonly args: Properties;
  readonly names: readonly string[];
  /** The declaration with one name less, and that name. */
  readonly less: Properties;
  readonly dropped: string;
  readonly place: Place;
  /** Another place of the panel, by its arguments; none where there is none. */
  readonly elsewhere?: { readonly args: Properties; readonly place: Place };
  /** What a failing add is told by; a set of several names lands the others. */
  readonly failsToAdd: (world: World) => void;
  /** The answer of the next write is lost, after it was done. */
  readonly losesAnswer: (world: World) => void;
  readonly mend: (world: World) => void;
  /** The writes that have reached the panel since the last call of this. */
  readonly writes: (world: World) => number;
}

const webDomain = (name: string): Place => ({
  names: ({ hestia }) => hestia.aliases(ACCOUNT, name),
  put: ({ hestia }, names) => hestia.setAliases(ACCOUNT, name, [...names]),
});
const { domain, previewDomain, serverDomain, otherDomains, tokens } = demoEnhance;
const OWN: readonly string[] = [domain, previewDomain, serverDomain, ...otherDomains];
const website = (id: string): Place => ({
  names: ({ enhance }) => enhance.domains(id).filter((name) => !OWN.includes(name)),
  put: ({ enhance }, names) => enhance.setDomains(id, [...names]),
});

const hestia = {
  config: (world: World) => configurationFor(world.hestia),
  place: webDomain(N),
  elsewhere: { args: { webDomain: S }, place: webDomain(S) },
  failsToAdd: ({ hestia }: World) => {
    hestia.faults.add({ do: "exit", code: 15, when: "before", command: "v-add-web-domain-alias", times: 50 });
  },
  losesAnswer: ({ hestia }: World) => {
    hestia.faults.add({ do: "hang-up", when: "after", command: "v-add-web-domain-alias" });
  },
  mend: ({ hestia }: World) => hestia.faults.clear(),
  writes: ({ hestia }: World) => {
    const count = hestia.log.filter(({ command }) => command.endsWith("alias")).length;
    hestia.clearLog();
    return count;
  },
};

const enhanceWith = (add: "createWebsiteMappedDomain" | "createServerDomain") => ({
  failsToAdd: ({ enhance }: World) => {
    enhance.faults.add({
      do: "error",
      status: 500,
      code: "busy",
      when: "before",
      operationId: add,
      times: 50,
    });
  },
  losesAnswer: ({ enhance }: World) => {
    enhance.faults.add({ do: "hang-up", when: "after", operationId: add });
  },
  mend: ({ enhance }: World) => enhance.faults.clear(),
  writes: ({ enhance }: World) => {
    const count = enhance.log.filter(({ method }) => method !== "GET").length;
    enhance.clearLog();
    return count;
  },
});

const onWebsite = {
  // Of a token that sees both websites.
  config: (world: World) => ({ ...websiteOn(world.enhance), "enhance:apiToken": tokens.sysadmin }),
  place: website(SITE),
  elsewhere: {
    args: { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId },
    place: website(demoEnhance.otherWebsiteId),
  },
  ...enhanceWith("createWebsiteMappedDomain"),
};

/** Every resource of every panel. A panel that is added has its rows here. */
export const ROWS: readonly Row[] = [
  {
    title: "HestiaWebAlias",
    on: "hestiaWebAlias",
    ...hestia,
    args: { domain: "acme.com", www: true },
    names: ["acme.com", "www.acme.com"],
    less: { domain: "acme.com", www: false },
    dropped: "www.acme.com",
  },
  {
    title: "HestiaWebAliases",
    on: "hestiaWebAliases",
    ...hestia,
    args: { domains: { "acme.com": { www: true }, "b.com": {} } },
    names: ["acme.com", "www.acme.com", "b.com"],
    less: { domains: { "acme.com": { www: true } } },
    dropped: "b.com",
  },
  {
    title: "EnhanceDomain",
    on: "enhanceDomain",
    ...onWebsite,
    args: { domain: "globex.com", kind: "alias" },
    names: ["globex.com"],
    less: { domain: "globex.com" },
    dropped: "",
  },
  {
    title: "EnhanceDomain of a server",
    on: "enhanceDomain",
    config: (world) => serverOn(world.enhance),
    ...enhanceWith("createServerDomain"),
    place: website(demoEnhance.hostnameWebsiteId),
    args: { domain: "globex.com", www: true },
    names: ["globex.com", "www.globex.com"],
    less: { domain: "globex.com", www: false },
    dropped: "www.globex.com",
  },
  {
    title: "EnhanceDomains",
    on: "enhanceDomains",
    ...onWebsite,
    args: { domains: { "globex.com": { kind: "alias" }, "b.com": {} } },
    names: ["globex.com", "b.com"],
    less: { domains: { "globex.com": { kind: "alias" } } },
    dropped: "b.com",
  },
];

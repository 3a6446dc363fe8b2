import {
  demoEnhance,
  type EnhanceFaultEffect,
  type EnhanceOperationId,
  type EnhancePanel,
  type EnhanceRequest,
  enhanceDomain,
  enhanceState,
  enhanceWebsite,
  startEnhancePanel,
} from "../../panels/enhance";
import { connectionTo, EnhanceHarness, ORG, SERVER, SITE, tokens, websiteOn } from "../support/enhance";
import type { ConformanceHarness, FaultKind, Place, ResourceKind, Row } from "./row";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const { masterOrgId, otherOrgId, otherWebsiteId, hostnameWebsiteId } = demoEnhance;
const SERVER2 = "6c1e8f42-0b7d-4a95-8e63-d2f4a1b95c07";
const SERVER2_NAME = "node2.host.example.net";
const HOSTNAMES2 = "a9d3c5e7-2f46-4b18-9c0a-7e5d1b3f8062";

type Operations = Readonly<Record<"list" | "add" | "remove", EnhanceOperationId>>;

const OF_WEBSITE: Operations = {
  list: "getWebsiteDomainMappings",
  add: "createWebsiteMappedDomain",
  remove: "deleteWebsiteDomainMapping",
};
const OF_SERVER: Operations = {
  list: "getServerHostnameWebsite",
  add: "createServerDomain",
  remove: "deleteServerDomain",
};

function effectOf(kind: FaultKind): EnhanceFaultEffect {
  if (typeof kind === "function") return { do: "hook", when: "before", run: () => void kind() };
  if (kind === "refused") return { do: "error", status: 400, code: "invalid_argument", when: "before" };
  return { do: "hang-up", when: kind === "lost" ? "after" : "before" };
}

class EnhanceConformance extends EnhanceHarness implements ConformanceHarness {
  private constructor(
    panel: EnhancePanel,
    config: Record<string, string>,
    private readonly operations: Operations,
    private readonly places: Readonly<Record<Place, readonly [string, ...string[]]>>,
  ) {
    super(panel, config);
  }

  static async ofWebsite(): Promise<EnhanceConformance> {
    const panel = await startEnhancePanel();
    // The DNS status is final, so that a refresh does not read it.
    panel.state.settings.newDomainDns = "Resolved";
    // A token for the websites of all organizations.
    const config = { ...websiteOn(panel), "enhance:apiToken": tokens.masterOwner };
    return new EnhanceConformance(panel, config, OF_WEBSITE, {
      home: [SITE],
      away: [otherWebsiteId, hostnameWebsiteId],
    });
  }

  /** A panel with a second server. */
  static async ofServer(): Promise<EnhanceConformance> {
    const state = enhanceState();
    const [first] = Object.values(state.servers);
    if (first === undefined) throw new Error("the panel has no server");
    const own = { orgId: masterOrgId, websiteId: HOSTNAMES2 };
    const domain = enhanceDomain({ ...own, domain: SERVER2_NAME, mappingKind: "primary" });
    state.servers[SERVER2] = {
      ...first,
      id: SERVER2,
      hostname: domain.domain,
      hostnameWebsiteId: HOSTNAMES2,
    };
    state.websites[HOSTNAMES2] = enhanceWebsite({
      id: HOSTNAMES2,
      orgId: masterOrgId,
      serverId: SERVER2,
      kind: "serverHostname",
    });
    state.domains[domain.id] = domain;
    const panel = await startEnhancePanel({ state });
    const config = { ...connectionTo(panel, tokens.sysadmin), "enhance:serverId": SERVER };
    return new EnhanceConformance(panel, config, OF_SERVER, {
      home: [hostnameWebsiteId],
      away: [HOSTNAMES2],
    });
  }

  names(place: Place = "home"): string[] {
    return this.places[place].flatMap((id) => this.on(id)).filter((name) => name !== SERVER2_NAME);
  }

  setNames(names: readonly string[], place: Place = "home"): void {
    this.panel.setDomains(this.places[place][0], [...names]);
  }

  giveToOthers(...names: string[]): void {
    this.panel.setDomains(otherWebsiteId, names);
  }

  addFault(call: keyof Operations, kind: FaultKind, where: { nth?: number; times?: number } = {}): void {
    this.panel.faults.add({ operationId: this.operations[call], ...effectOf(kind), ...where });
    // By which checks look.
    if (call === "list") this.panel.faults.add({ operationId: "getWebsites", ...effectOf(kind), ...where });
  }

  refuseName(name: string): void {
    const match = ({ body }: EnhanceRequest) => JSON.stringify(body).includes(`"${name}"`);
    this.panel.faults.add({ operationId: this.operations.add, ...effectOf("refused"), match });
  }

  clearFaults(): void {
    this.panel.faults.clear();
  }
}

const single: ResourceKind = { on: "enhanceDomain", args: (domain) => ({ domain }) };
const set: ResourceKind = { on: "enhanceDomains", args: (...domains) => ({ domains }) };

const unusablePlaces = (what: string, args: object, message: string) => ({
  what: `${what} that is not there`,
  args: { ...args },
  message: new RegExp(
    `${NOBODY}.*: nothing was moved there: (?:the panel did not list .*There is no such ${message}|website \\S+ belongs to organization)`,
  ),
});

const UNIQUE_NAME_ROWS = /in use by another organization of this panel \[HTTP 409, code already_exists\]/;
const existsMessage = (place: string) =>
  new RegExp(`is on this ${place} already, and onExisting is "fail"\\. Set onExisting to "adopt"`);

const ofWebsite = {
  existsMessage: existsMessage("website"),
  heldMessage: UNIQUE_NAME_ROWS,
  heldAwayMessage: UNIQUE_NAME_ROWS,
  start: () => EnhanceConformance.ofWebsite(),
  single,
  set,
  away: { organizationId: otherOrgId, websiteId: otherWebsiteId },
  addCalls: (...names) => names.map((name) => `map ${name}`),
  removeCalls: (...names) => names.map(() => "unmap"),
  lookCalls: ["websites"],
  readCalls: ["list", "website"],
  unusablePlaces: [
    unusablePlaces("a website", { websiteId: NOBODY }, "website"),
    unusablePlaces("an organization", { organizationId: NOBODY }, "org"),
  ],
} satisfies Partial<Row>;

const ofServer: ResourceKind = {
  on: "enhanceDomain",
  args: (domain, ...more) => ({ domain, www: more.length > 0 }),
};

export const ENHANCE_ROWS: readonly Row[] = [
  {
    ...ofWebsite,
    ...single,
    title: "EnhanceDomain",
    isSet: false,
    names: ["acme.com"],
    others: ["acme.org"],
    respelled: { domain: " ACME.com. ", websiteId: SITE.toUpperCase() },
    adoptCalls: ["list", "website", "dns"],
    unusablePlaces: [...ofWebsite.unusablePlaces, unusablePlaces("a server", { serverId: NOBODY }, "server")],
    id: `${ORG}/${SITE}/acme.com`,
    respelledId: `${ORG.toUpperCase()}/${SITE}/ACME.com.`,
    lookedUp: {
      domain: "acme.com",
      mappingKind: "alias",
      adopted: false,
      organizationId: ORG,
      websiteId: SITE,
      requiredDnsRecords: ["acme.com", "www.acme.com"].flatMap((name) => [
        { name, type: "A", value: "192.0.2.20" },
        { name, type: "AAAA", value: "2001:db8::20" },
      ]),
    },
    unknownIds: { "a domain that is not there": `${ORG}/${SITE}/acme.org` },
    notFoundMessage:
      /^read acme\.org on .* \(organization .*\): there is no such domain\. Correct the id, which is organizationId\/websiteId\/domain or/,
    options: {},
    changes: { domain: "acme.org", kind: "addon", documentRoot: "shop", forceHttps: true },
  },
  {
    ...ofServer,
    start: () => EnhanceConformance.ofServer(),
    title: "EnhanceDomain of a server",
    notice: /domains of a server are the server's own host names/,
    isSet: false,
    names: ["acme.com", "www.acme.com"],
    others: ["acme.org", "www.acme.org"],
    respelled: { domain: " ACME.com. ", www: true, serverId: SERVER.toUpperCase() },
    single: ofServer,
    away: { serverId: SERVER2 },
    addCalls: (...names) => names.map((name) => `add "${name}"`),
    removeCalls: (...names) => names.map(() => "drop"),
    adoptCalls: ["server list", "server"],
    lookCalls: ["server list"],
    readCalls: ["server list", "server"],
    existsMessage: existsMessage("server"),
    heldMessage: /did not add the domain to the server \[HTTP 409, code already_exists\]/,
    heldAwayMessage: /did not add the domain to the server \[HTTP 409, code already_exists\]/,
    unusablePlaces: [unusablePlaces("a server", { serverId: NOBODY }, "server")],
    id: `servers/${SERVER}/acme.com`,
    respelledId: `servers/${SERVER.toUpperCase()}/ACME.com.`,
    lookedUp: { domain: "acme.com", names: ["acme.com"], adopted: false, serverId: SERVER },
    unknownIds: { "a domain that is not there": `servers/${SERVER}/acme.org` },
    notFoundMessage:
      /^read acme\.org on .* \(server .*\): there is no such domain\. Correct the id, which is /,
    options: {},
    changes: { domain: "acme.org", www: false },
  },
  {
    ...ofWebsite,
    ...set,
    title: "EnhanceDomains",
    isSet: true,
    names: ["a.test", "b.test", "c.test"],
    others: ["x.test", "y.test"],
    respelled: { domains: { " A.test": {}, "C.test.": {}, "b.test": true }, websiteId: SITE.toUpperCase() },
    adoptCalls: ["list", "website"],
    id: `${ORG}/${SITE}`,
    respelledId: `${ORG.toUpperCase()}/${SITE}`,
    lookedUp: { domains: { "a.test": true, "b.test": true, "c.test": true }, adopted: [] },
    unknownIds: { "a website that is not there": `${ORG}/${NOBODY}` },
    notFoundMessage: /^read the set on .*There is no such website, or not in this organization/,
    options: { kind: "addon", documentRoot: "shop" },
    changes: { domains: ["acme.org"] },
  },
];

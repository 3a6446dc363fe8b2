import { expect } from "chai";
import {
  demoEnhance,
  type EnhanceMappingKind,
  enhanceDomain,
  enhanceWebsite,
  issuedCertificate,
} from "../../../panels/enhance";
import { lookUpServers, lookUpWebsite, lookUpWebsites } from "../../../provider/enhance/lookups";
import { testEnhanceConnection } from "../../../provider/enhance/testConnection";
import { type Cure, domain, domains } from "./cure";
import { configSet, type World } from "./world";

const { orgId: ORG, websiteId: SITE, otherWebsiteId: OTHER, tokens } = demoEnhance;
const GONE = "00000000-0000-4000-8000-000000000000";
/** Another website of the same organization. */
const SECOND = "1d6f0a3b-5c27-4e81-9b40-7a2c8e5d3f16";
const withSecond = ({ enhance }: World) => {
  const { serverId } = demoEnhance;
  enhance.state.websites[SECOND] = enhanceWebsite({ id: SECOND, orgId: ORG, serverId });
  const own = enhanceDomain({ domain: "second.example.com", orgId: ORG, websiteId: SECOND });
  enhance.state.domains[own.id] = { ...own, mappingKind: "primary" };
};

const globex = { globex: domain() };
const declare = (program: World["program"]) => (world: World) => {
  world.program = program;
};
const configure = (config: Readonly<Record<string, string>>) => (world: World) => {
  Object.assign(world.config, config);
};
const both =
  (...steps: ((world: World, text: string) => unknown)[]) =>
  async (world: World, text: string) => {
    for (const step of steps) await step(world, text);
  };
/** The panel's own settings, or changes in its web interface. */
const panelHas = (settings: Partial<World["enhance"]["state"]["settings"]>) => (world: World) => {
  Object.assign(world.enhance.state.settings, settings);
};
const mapped = (website: string, names: string[]) => (world: World) =>
  world.enhance.setDomains(website, names);
const limits = (limit: number) => (world: World) => {
  const subscription = world.enhance.state.orgs[ORG]?.subscriptions[demoEnhance.subscriptionId];
  Object.assign(subscription?.limits ?? {}, { domainAliases: limit });
};
const fault =
  (...faults: Parameters<World["enhance"]["faults"]["add"]>) =>
  (world: World) =>
    world.enhance.faults.add(...faults);
const clearFaults = ({ enhance }: World) => enhance.faults.clear();
const primary = (name: string) => (world: World) => {
  for (const one of Object.values(world.enhance.state.domains))
    if (one.websiteId === SITE && one.mappingKind === "primary") one.mappingKind = "alias";
  world.enhance.domain(name).mappingKind = "primary";
};
const onServer = configure({
  "enhance:websiteId": "",
  "enhance:organizationId": "",
  "enhance:serverId": demoEnhance.serverId,
  "enhance:apiToken": tokens.sysadmin,
});
const onWebsite = configure({
  "enhance:websiteId": SITE,
  "enhance:organizationId": ORG,
  "enhance:serverId": "",
});
const websiteHas = (changes: object) => (world: World) => {
  Object.assign(world.enhance.state.websites[SITE] ?? {}, changes);
};
const emptyList = {
  do: "answer",
  status: 200,
  body: '{"items":[]}',
  contentType: "application/json",
  operationId: "getWebsiteDomainMappings",
  when: "before",
  times: 20,
} as const;
const refreshed = async (world: World) => {
  const { ok, text } = await world.refresh();
  expect(ok, text).to.equal(true);
};
const tested = (world: World) => world.ask((session) => testEnhanceConnection(session));
const serverHas =
  (...names: string[]) =>
  (world: World) =>
    world.enhance.setDomains(demoEnhance.hostnameWebsiteId, names);

/** The stack's connection eu1, with its own rate. */
const named = (requestsPerSecond: number) => (world: World) => {
  const eu1 = { apiUrl: world.enhance.url, apiToken: tokens.owner, requestsPerSecond };
  world.config["enhance:connections"] = JSON.stringify({ eu1 });
};
const rateLimit = fault({ do: "rate-limit", retryAfter: 1, times: 20 });

/** Where the panel refuses the credential, or does not find what is asked for. */
const ACCESS: readonly Cure[] = [
  {
    title: "a token that is wrong",
    advice: ["Make one under Settings > Access Tokens and set it: …"],
    cause: both(declare(globex), configure({ "enhance:apiToken": "nonsense" })),
    cure: (world, text) => configSet(world, text, "enhance:apiToken", tokens.owner),
  },
  {
    title: "a token that is wrong, where the panel does not tell what it is",
    advice: [
      "The token is wrong, has expired, may not be used from this address, or its role does not suffice: check it under Settings > Access Tokens.",
    ],
    cause: both(declare(globex), configure({ "enhance:apiToken": "nonsense" }), tellsNoToken),
    cure: both(clearFaults, configure({ "enhance:apiToken": tokens.owner })),
  },
  {
    title: "a role that does not suffice, of a token that is good",
    advice: ["The token itself is good. It is …; a website's domains need …"],
    cause: both(declare(globex), configure({ "enhance:apiToken": tokens.business })),
    cure: configure({ "enhance:apiToken": tokens.superAdmin }),
  },
  {
    title: "an organization that is not the one that owns the website",
    advice: ["The organization must be the one that owns the website, not the reseller's above it."],
    cause: both(declare(globex), configure({ "enhance:organizationId": demoEnhance.masterOrgId })),
    cure: configure({ "enhance:organizationId": ORG }),
  },
  {
    title: "a website that belongs to another organization than the one that is set",
    advice: ["Set organizationId to …, in the resource or by `pulumi config set enhance:organizationId …`."],
    cause: both(
      declare(globex),
      configure({ "enhance:websiteId": OTHER, "enhance:apiToken": tokens.masterOwner }),
    ),
    cure: (world, text) => {
      const [, owner = ""] = /pulumi config set enhance:organizationId ([0-9a-f-]{36})/.exec(text) ?? [];
      world.config["enhance:organizationId"] = owner;
    },
  },
  {
    title: "a refusal that testConnection explains: the role",
    advice: ["enhance.testConnection() tells these apart."],
    cause: both(declare(globex), configure({ "enhance:apiToken": tokens.business }), tellsNoToken),
    cure: async (world) => {
      clearFaults(world);
      const { ok, text } = await tested(world);
      expect(ok).to.equal(false);
      expect(text).to.match(/It is Business in Network; a website's domains need .*SuperAdmin/);
      world.config["enhance:apiToken"] = tokens.superAdmin;
    },
  },
  {
    title: "a refusal that testConnection explains: the token",
    advice: ["Make one under Settings > Access Tokens and set it: …"],
    cause: configure({ "enhance:apiToken": tokens.expired }),
    operation: tested,
    cure: (world, text) => configSet(world, text, "enhance:apiToken", tokens.owner),
  },
  {
    title: "a refusal that testConnection explains: the token of a named connection",
    advice: ["Make one under Settings > Access Tokens and set it: …"],
    cause: (world) => {
      const eu1 = { apiUrl: world.enhance.url, apiToken: tokens.expired };
      world.config["enhance:connections"] = JSON.stringify({ eu1 });
    },
    operation: (world) => world.ask((session) => testEnhanceConnection(session, { connection: "eu1" })),
    cure: (world, text) => configSet(world, text, "enhance:connections.eu1.apiToken", tokens.owner),
  },
  {
    title: "a call without a token",
    advice: ["Set the token: …"],
    cause: both(
      declare(globex),
      fault({ do: "error", status: 401, code: "no_session_token", when: "before", times: 20 }),
    ),
    cure: both(clearFaults, (world, text) => configSet(world, text, "enhance:apiToken", tokens.owner)),
  },
  {
    title: "a 401 with an unknown code",
    advice: ["Set a valid token: …"],
    cause: both(
      declare(globex),
      fault({ do: "error", status: 401, code: "who_knows", when: "before", times: 20 }),
    ),
    cure: both(clearFaults, (world, text) => configSet(world, text, "enhance:apiToken", tokens.owner)),
  },
  {
    title: "a session of a browser in place of a token",
    advice: ["That is a session of a browser: make a token under Settings > Access Tokens and set it: …"],
    cause: both(
      declare(globex),
      fault({ do: "error", status: 401, code: "invalid_session_token", when: "before", times: 20 }),
    ),
    cure: both(clearFaults, (world, text) => configSet(world, text, "enhance:apiToken", tokens.superAdmin)),
  },
  {
    title: "a server without a token of the master organization",
    singleOnly: true,
    advice: [
      "Use a token with such a role, or map to a website (enhance:organizationId and enhance:websiteId), which does not need it.",
    ],
    cause: both(declare(globex), onServer, configure({ "enhance:apiToken": tokens.owner })),
    cure: configure({ "enhance:apiToken": tokens.sysadmin }),
  },
  {
    title: "a server without a token of the master organization, by a website",
    singleOnly: true,
    advice: ["or map to a website (enhance:organizationId and enhance:websiteId), which does not need it."],
    cause: both(declare(globex), onServer, configure({ "enhance:apiToken": tokens.owner })),
    cure: onWebsite,
  },
  {
    title: "a website that is not there",
    advice: ["There is no such …, or not in this organization: check organizationId and websiteId."],
    cause: both(declare(globex), configure({ "enhance:websiteId": GONE })),
    cure: configure({ "enhance:websiteId": SITE }),
  },
  {
    title: "an organization that does not own the website, where the panel does not tell what the token is",
    advice: ["There is no such …, or not in this organization: check organizationId and websiteId."],
    cause: both(
      declare(globex),
      configure({ "enhance:websiteId": OTHER, "enhance:apiToken": tokens.masterOwner }),
      tellsNoToken,
    ),
    cure: both(clearFaults, configure({ "enhance:organizationId": demoEnhance.otherOrgId })),
  },
  {
    title: "a server that is not there, by the id that a lookup shows",
    singleOnly: true,
    advice: ["There is no such server: correct serverId."],
    cause: both(declare(globex), onServer, configure({ "enhance:serverId": GONE })),
    cure: async (world) => {
      await world.ask(async (session) => {
        const [server] = await lookUpServers(session, {});
        world.config["enhance:serverId"] = server?.id ?? "";
      });
    },
  },
  {
    title: "a domain that somebody removes at the same moment",
    advice: ["Somebody removed it a moment ago: run the command again, which looks first."],
    program: globex,
    cause: both(declare({ globex: domain({ kind: "addon" }) }), (world) =>
      world.enhance.faults.add({
        do: "hook",
        when: "before",
        operationId: "updateWebsiteDomainMapping",
        run: () => mapped(SITE, [])(world),
      }),
    ),
    cure: () => undefined,
    verify: ({ enhance }) => expect(enhance.domain("globex.com").mappingKind).to.equal("addon"),
  },
  {
    title: "a website that is gone for good (the command itself is run in test/e2e)",
    advice: ["What was mapped to something that is gone for good, `pulumi state delete <urn>` forgets."],
    program: globex,
    cause: ({ enhance }) => {
      delete enhance.state.websites[SITE];
    },
    operation: "refresh",
    cure: (world) => world.forget("globex"),
    verify: both(declare({}), async (world) =>
      expect(await world.up()).to.deep.include({ ok: true, steps: [] }),
    ),
  },
  {
    title: "a website that never serves a customer, by the id that a lookup shows",
    advice: [
      "Give the id of the website that serves the customers: `enhance.listWebsites()` shows kind and status of each.",
    ],
    prepare: withSecond,
    cause: both(declare({ globex: domain() }), websiteHas({ kind: "staging" })),
    cure: (world) =>
      world.ask(async (session) => {
        const websites = await lookUpWebsites(session, {});
        const [serving] = websites.filter(({ kind, status }) => kind === "normal" && status === "active");
        world.config["enhance:websiteId"] = serving?.websiteId ?? "";
      }),
    verify: ({ enhance }) => expect(enhance.domains(SECOND)).to.include("globex.com"),
  },
  {
    title: "a website that was deleted, restored in the panel",
    advice: ["Restore it in the panel, with a token of the master organization."],
    // Only such a token can list what was deleted.
    cause: both(
      declare(globex),
      configure({ "enhance:apiToken": tokens.masterOwner }),
      websiteHas({ status: "deleted" }),
    ),
    cure: websiteHas({ status: "active" }),
  },
  {
    title: "a website that is suspended",
    advice: ["domains that are mapped to it lead to no site until …."],
    cause: both(declare(globex), websiteHas({ suspendedBy: demoEnhance.masterOrgId })),
    succeeds: true,
    cure: websiteHas({ suspendedBy: undefined }),
  },
  {
    title: "a list without even the primary domain, which the panel shows again",
    advice: ["Look in the panel: where it shows the domains, run the command again."],
    program: globex,
    cause: fault(emptyList),
    operation: "refresh",
    cure: (world) => {
      clearFaults(world);
      expect(world.enhance.domains(SITE)).to.include.members([demoEnhance.domain, "globex.com"]);
    },
  },
  {
    title: "a list without even the primary domain, of domains that are gone for good",
    advice: ["Where they are gone for good, `pulumi state delete <urn>` forgets the resource."],
    program: globex,
    cause: fault(emptyList),
    operation: "refresh",
    cure: (world) => world.forget("globex"),
  },
  {
    title: "an id that is truncated on its way",
    advice: ["Check organizationId and websiteId: each is a UUID of this very panel."],
    cause: both(
      declare(globex),
      fault({
        do: "answer",
        status: 404,
        body: "UUID parsing failed: invalid length",
        contentType: "text/plain",
        when: "before",
        times: 20,
      }),
    ),
    cure: clearFaults,
  },
  {
    title: "the page of the panel in place of its API",
    advice: [
      "enhance:apiUrl must lead to the panel itself, by https, and end in /api/: without that it is the panel's web page.",
    ],
    cause: both(declare(globex), async (world) => {
      const port = await world.server((_request, response) => {
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Panel</title>");
      });
      world.config["enhance:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    }),
    cure: (world) => {
      world.config["enhance:apiUrl"] = world.enhance.url;
    },
  },
  {
    title: "a lookup of a website by another name",
    advice: ["Give the website's primary domain, and the organization that owns it or one above it."],
    cause: configure({
      "enhance:apiToken": tokens.masterOwner,
      "enhance:organizationId": demoEnhance.otherOrgId,
    }),
    operation: (world) => world.ask((session) => lookUpWebsite(session, { domain: demoEnhance.domain })),
    cure: configure({ "enhance:organizationId": demoEnhance.masterOrgId }),
  },
  {
    title: "a lookup of servers",
    advice: ["Use a token with such a role"],
    cause: () => undefined,
    operation: (world) => world.ask((session) => lookUpServers(session, {})),
    cure: configure({ "enhance:apiToken": tokens.sysadmin }),
  },
  {
    title: "a lookup of a domain with a wrong id",
    advice: ["Correct the id, which is …."],
    program: globex,
    cause: () => undefined,
    operation: (world) => world.get("enhanceDomain", `${ORG}/${SITE}/globex.org`),
    cure: () => undefined,
    retry: (world) => world.get("enhanceDomain", `${ORG}/${SITE}/globex.com`),
  },
];

/** Where the panel refuses a domain. */
const NAMES: readonly Cure[] = [
  {
    title: "a domain of another website of the organization, moved",
    advice: [
      'If this resource takes the place of another one of the stack, give it the option `aliases: [{ name: "<the other\'s name>" }]` instead, and one run moves the name.',
    ],
    prepare: withSecond,
    program: { there: domain({ websiteId: SECOND }) },
    cause: declare(globex),
    cure: (world) => world.rename("there", "globex"),
    verify: ({ enhance }) => expect(enhance.domains(SECOND)).not.to.include("globex.com"),
  },
  {
    title: "a domain of another website of the organization, removed there first",
    advice: ["remove it there in a run of its own before this one."],
    prepare: withSecond,
    program: { there: domain({ websiteId: SECOND }) },
    cause: declare(globex),
    cure: async (world) => {
      world.program = {};
      const { ok, text } = await world.up();
      expect(ok, text).to.equal(true);
      world.program = globex;
    },
  },
  {
    title: "a domain of another organization",
    advice: ["It must be removed there first; the panel does not tell which organization it is."],
    cause: both(declare(globex), mapped(OTHER, ["globex.com"])),
    cure: mapped(OTHER, []),
  },
  {
    title: "a domain of a deleted website, which is purged",
    advice: ["Purge the deleted website in the panel"],
    cause: declare({ globex: domain({ domain: "held.example.com" }) }),
    cure: ({ enhance }) => {
      for (const one of Object.values(enhance.state.domains))
        if (one.websiteId === demoEnhance.deletedWebsiteId) delete enhance.state.domains[one.id];
      delete enhance.state.websites[demoEnhance.deletedWebsiteId];
    },
  },
  {
    title: "a domain of a deleted website, which is restored",
    advice: ["or restore it and remove the domain there; the panel's master organization sees it."],
    cause: declare({ globex: domain({ domain: "held.example.com" }) }),
    cure: both(
      ({ enhance }) => {
        Object.assign(enhance.state.websites[demoEnhance.deletedWebsiteId] ?? {}, { status: "active" });
      },
      mapped(demoEnhance.deletedWebsiteId, []),
    ),
  },
  {
    title: "a domain that the panel does not allow",
    advice: ["The panel's administrator has to allow it."],
    cause: both(declare(globex), panelHas({ prohibited: ["globex.com"] })),
    cure: panelHas({ prohibited: [] }),
  },
  {
    title: "a www name beside its domain",
    advice: ["Leave … out of the program."],
    cause: both(
      declare({ www: domain({ domain: "www.globex.com" }), rest: domain({ domain: "rest.test" }) }),
      mapped(SITE, ["globex.com"]),
    ),
    cure: declare({ rest: domain({ domain: "rest.test" }) }),
  },
  {
    title: "a conflict without details from the panel",
    advice: ["A panel holds a domain once: remove it where it is, or declare it there."],
    cause: both(
      declare(globex),
      mapped(OTHER, ["globex.com"]),
      fault({
        do: "error",
        status: 500,
        code: "internal",
        operationId: "checkDomain",
        when: "before",
        times: 20,
      }),
    ),
    cure: mapped(OTHER, []),
  },
  {
    title: "a conflict without details from the panel, declared where it is",
    advice: ["or declare it there."],
    cause: both(
      declare(globex),
      mapped(OTHER, ["globex.com"]),
      configure({ "enhance:apiToken": tokens.masterOwner }),
      fault({
        do: "error",
        status: 500,
        code: "internal",
        operationId: "checkDomain",
        when: "before",
        times: 20,
      }),
    ),
    cure: declare({ globex: domain({ organizationId: demoEnhance.otherOrgId, websiteId: OTHER }) }),
  },
  {
    title: "a quota that is used up, raised",
    advice: ["Raise … in the subscription or its plan,"],
    cause: both(declare({ set: domains(["a.test", "b.test"]) }), limits(1)),
    cure: limits(2),
  },
  {
    title: "a quota that is used up, with other mappings removed",
    advice: ["or remove mappings of this kind."],
    cause: both(declare(globex), mapped(SITE, ["old.test"]), limits(1)),
    cure: mapped(SITE, []),
  },
  {
    title: "a quota that is used up, without details from the panel",
    advice: ["Raise the quota in the website's subscription or its plan."],
    cause: both(
      declare(globex),
      limits(0),
      fault({
        do: "error",
        status: 403,
        code: "unauthorized",
        operationId: "getSubscription",
        when: "before",
        times: 20,
      }),
    ),
    cure: limits(1),
  },
  {
    title: "a refusal with an unknown code",
    advice: ["Check the value that the panel names."],
    cause: both(
      declare(globex),
      fault({
        do: "error",
        status: 400,
        code: "who_knows",
        operationId: "createWebsiteMappedDomain",
        when: "before",
      }),
    ),
    cure: clearFaults,
  },
  {
    title: "a value that the panel refuses",
    advice: ["Correct the value that the panel names."],
    cause: both(
      declare({ globex: domain({ documentRoot: "odd" }) }),
      fault({
        do: "error",
        status: 400,
        code: "invalid_argument",
        detail: "documentRoot",
        when: "before",
        times: 20,
        match: ({ body }) => JSON.stringify(body ?? "").includes("odd"),
      }),
    ),
    cure: declare({ globex: domain({ documentRoot: "even" }) }),
  },
  {
    title: "a domain that onExisting protects, adopted after all",
    advice: ['Set onExisting to "adopt" to take it over'],
    cause: both(declare({ globex: domain({ onExisting: "fail" }) }), mapped(SITE, ["globex.com"])),
    cure: declare({ globex: domain({ onExisting: "adopt" }) }),
  },
  {
    title: "a domain that onExisting protects, removed in the panel",
    advice: [", or remove it in the panel first."],
    cause: both(declare({ globex: domain({ onExisting: "fail" }) }), mapped(SITE, ["globex.com"])),
    cure: mapped(SITE, []),
  },
  {
    title: "a domain of a server that onExisting protects",
    singleOnly: true,
    advice: ['Set onExisting to "adopt" to take it over, or remove it in the panel first.'],
    cause: both(declare({ globex: domain({ onExisting: "fail" }) }), onServer, serverHas("globex.com")),
    cure: serverHas(),
  },
  {
    title: "the website's primary domain, left out",
    advice: ["Leave it out of the program."],
    cause: declare({ set: domains([demoEnhance.domain, "globex.com"]) }),
    cure: declare({ set: domains(["globex.com"]) }),
  },
  {
    title: "the website's primary domain, mapped like the others",
    advice: ["To map it like the others, make another domain the website's primary in the panel first."],
    cause: both(declare({ set: domains([demoEnhance.domain]) }), mapped(SITE, ["new.example.com"])),
    cure: primary("new.example.com"),
  },
  {
    title: "the website's preview domain",
    advice: ["Leave it out of the program."],
    cause: declare({ set: domains([demoEnhance.previewDomain, "globex.com"]) }),
    cure: declare({ set: domains(["globex.com"]) }),
  },
  {
    title: "a domain that has become the website's primary (the command itself is run in test/e2e)",
    singleOnly: true,
    advice: ["A resource that has it is forgotten by `pulumi state delete <urn>`, and the domain stays."],
    program: globex,
    cause: primary("globex.com"),
    operation: "destroy",
    cure: (world) => world.forget("globex"),
    verify: ({ enhance }) => expect(enhance.domains(SITE)).to.include("globex.com"),
  },
  {
    title: "a server's own host name",
    singleOnly: true,
    advice: ["Leave it out of the program, or make another name the server's own in the panel first."],
    cause: both(declare({ own: domain({ domain: demoEnhance.serverDomain }), globex: domain() }), onServer),
    cure: declare({ globex: domain() }),
  },
  {
    title: "domains of a server, which serve no customer",
    singleOnly: true,
    advice: [
      "To map customers' domains, set enhance:organizationId and enhance:websiteId in place of enhance:serverId.",
    ],
    cause: both(declare(globex), onServer),
    succeeds: true,
    cure: both(onWebsite, configure({ "enhance:apiToken": tokens.masterOwner })),
  },
  {
    title: "a server's list without ids",
    singleOnly: true,
    advice: ["Map to a website instead: set enhance:organizationId and enhance:websiteId."],
    cause: both(
      declare(globex),
      onServer,
      fault({
        do: "answer",
        status: 200,
        body: JSON.stringify({ items: [{ domain: "globex.com" }] }),
        contentType: "application/json",
        operationId: "getServerHostnameWebsite",
        when: "before",
        times: 20,
      }),
    ),
    cure: both(onWebsite, configure({ "enhance:apiToken": tokens.masterOwner })),
  },
];

/** Where the panel fails, or does not do what it answers. */
const FAILURES: readonly Cure[] = [
  {
    title: "too many requests",
    advice: ["Lower …."],
    cause: both(declare(globex), rateLimit),
    // The local panel has no rate limit: removing the fault stands for its end.
    cure: both(configure({ "enhance:requestsPerSecond": "2" }), clearFaults),
  },
  {
    title: "too many requests by a named connection with a rate of its own",
    advice: ["Lower …."],
    cause: both(declare({ globex: domain({ connection: "eu1" }) }), named(50), rateLimit),
    cure: (world, text) => {
      expect(text).to.contain("Lower enhance:connections.eu1.requestsPerSecond.");
      named(2)(world);
      clearFaults(world);
    },
  },
  {
    title: "a panel that fails at a read",
    advice: ["Run the command again.", "GET /api/status tells whether the panel is being updated."],
    cause: both(declare(globex), fault({ do: "html", status: 503, when: "before", times: 20 })),
    cure: async ({ enhance }) => {
      enhance.faults.clear();
      expect(await (await fetch(`${enhance.url}status`)).text()).to.contain("ready");
    },
  },
  {
    title: "a create that the panel confirms without doing it",
    advice: ["Run `pulumi up` again: it looks and mends."],
    cause: both(
      declare(globex),
      fault({
        do: "answer",
        status: 201,
        body: '{"id":"00000000-0000-4000-8000-000000000001"}',
        contentType: "application/json",
        operationId: "createWebsiteMappedDomain",
        when: "before",
      }),
    ),
    cure: () => undefined,
  },
  {
    title: "a create of a server's domain that the panel confirms without doing it",
    singleOnly: true,
    advice: ["Run `pulumi up` again: it looks and mends."],
    cause: both(
      declare(globex),
      onServer,
      fault({
        do: "answer",
        status: 201,
        body: "{}",
        contentType: "application/json",
        operationId: "createServerDomain",
        when: "before",
      }),
    ),
    cure: () => undefined,
  },
  ...[
    {
      title: "a removal that the panel confirms without doing it",
      place: [],
      operationId: "deleteWebsiteDomainMapping",
    },
    {
      title: "a removal from a server that the panel confirms without doing it",
      place: [onServer],
      operationId: "deleteServerDomain",
    },
  ].flatMap(({ title, place, operationId }): Cure[] => {
    const said = {
      do: "answer",
      status: 204,
      when: "before",
      operationId: operationId as "deleteServerDomain",
    } as const;
    const up = async (world: World) => {
      world.program = globex;
      const { ok, text } = await world.up();
      expect(ok, text).to.equal(true);
    };
    return [
      {
        title: `${title}, by running the command again`,
        singleOnly: place.length > 0,
        advice: ["Run the command again; if it stays, remove the domain in the panel."],
        cause: both(...place, up, fault(said)),
        operation: "destroy",
        cure: () => undefined,
      },
      {
        title: `${title}, by removing the domain in the panel`,
        singleOnly: place.length > 0,
        advice: ["if it stays, remove the domain in the panel."],
        cause: both(...place, up, fault({ ...said, times: 20 })),
        operation: "destroy",
        cure: both(mapped(SITE, []), serverHas()),
      },
    ];
  }),
  {
    title: "a create whose answer is lost and that was not done",
    advice: [
      "The list did not show it in the seconds after; run the command again, which looks first.",
      "The panel may have done the work.",
    ],
    cause: both(
      declare(globex),
      fault({ do: "hang-up", operationId: "createWebsiteMappedDomain", when: "before" }),
    ),
    cure: () => undefined,
  },
  {
    title: "a redirect to https that waits for the certificate",
    advice: ["After that, `pulumi up` applies it."],
    cause: declare({ globex: domain({ forceHttps: true }) }),
    succeeds: true,
    cure: certificate("globex.com"),
    verify: ({ enhance }) => expect(enhance.domain("globex.com").forceHttps).to.equal(true),
  },
  {
    title: "a redirect to https of a set that waits for the certificate",
    advice: ["After that, `pulumi up` applies it."],
    cause: declare({ set: domains({ "globex.com": { forceHttps: true } }) }),
    succeeds: true,
    cure: certificate("globex.com"),
    verify: ({ enhance }) => expect(enhance.domain("globex.com").forceHttps).to.equal(true),
  },
  {
    title: "a kind that the panel does not change, changed in the panel",
    advice: ["or change it in the panel."],
    program: globex,
    cause: both(declare({ globex: domain({ kind: "addon" }) }), panelHas({ keepsKind: true })),
    cure: kind("globex.com", "addon"),
  },
  {
    title: "a redirect that the panel does not change, changed in the panel",
    advice: ["Change it in the panel."],
    program: globex,
    cause: both(
      certificate("globex.com"),
      refreshed,
      declare({ globex: domain({ forceHttps: true }) }),
      fault({ do: "answer", operationId: "setWebsiteDomainForceSsl", status: 204, when: "before" }),
    ),
    cure: ({ enhance }) => {
      enhance.domain("globex.com").forceHttps = true;
    },
  },
  {
    title: "a kind of a set that the panel does not change, left out for one run",
    advice: [
      "Leave the domain out of the set for one `pulumi up` and declare it again, which removes it and maps it anew",
    ],
    program: { set: domains({ "globex.com": {}, "acme.com": {} }) },
    cause: both(
      declare({ set: domains({ "globex.com": { kind: "addon" }, "acme.com": {} }) }),
      panelHas({ keepsKind: true }),
    ),
    cure: async (world) => {
      const { program } = world;
      world.program = { set: domains({ "acme.com": {} }) };
      expect((await world.up()).ok).to.equal(true);
      world.program = program;
    },
    verify: ({ enhance }) => expect(enhance.domain("globex.com").mappingKind).to.equal("addon"),
  },
];

export const ENHANCE: readonly Cure[] = [...ACCESS, ...NAMES, ...FAILURES];

/** Only the panel itself is silent about the token; it is so for the whole run. */
function tellsNoToken(world: World) {
  fault({ do: "html", status: 503, when: "before", times: 50, operationId: "getLoginMemberships" })(world);
}

/** As the panel issues it once the DNS points there. */
function certificate(name: string) {
  return ({ enhance }: World) => {
    Object.assign(enhance.domain(name), { dnsStatus: "Resolved", certificate: issuedCertificate(name) });
  };
}

function kind(name: string, mappingKind: EnhanceMappingKind) {
  return ({ enhance }: World) => {
    enhance.domain(name).mappingKind = mappingKind;
  };
}

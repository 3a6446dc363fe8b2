import type { Properties } from "../../../provider/resource/dynamic";
import { ORG, ORG2, SERVER, SERVER2, SITE, SITE2 } from "./support";

/** Where ids can be set: an argument, the stack's configuration, the environment. */
export interface Levels {
  readonly args?: Properties;
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export const website = (organizationId: string, websiteId: string) => ({ organizationId, websiteId });
export const server = (serverId: string) => ({ serverId });
const inEnv = (ids: { org?: string; website?: string; server?: string }) => ({
  ...(ids.org === undefined ? {} : { WU_ENHANCE_ORG_ID: ids.org }),
  ...(ids.website === undefined ? {} : { WU_ENHANCE_WEBSITE_ID: ids.website }),
  ...(ids.server === undefined ? {} : { WU_ENHANCE_SERVER_ID: ids.server }),
});

/** Which of the places decides. */
export const DECIDED: [what: string, levels: Levels, target: Properties][] = [
  ["the arguments", { args: website(ORG, SITE) }, website(ORG, SITE)],
  ["the configuration", { config: website(ORG, SITE) }, website(ORG, SITE)],
  ["the environment", { env: inEnv({ org: ORG, website: SITE }) }, website(ORG, SITE)],
  ["an argument that is a server", { args: server(SERVER) }, server(SERVER)],
  ["a server in the configuration", { config: server(SERVER) }, server(SERVER)],
  ["a server in the environment", { env: inEnv({ server: SERVER }) }, server(SERVER)],
  [
    "a website argument before a server in the configuration",
    { args: website(ORG, SITE), config: server(SERVER) },
    website(ORG, SITE),
  ],
  [
    "a server argument before a website in the configuration",
    { args: server(SERVER), config: website(ORG, SITE) },
    server(SERVER),
  ],
  [
    "a website in the configuration before a server in the environment",
    { config: website(ORG, SITE), env: inEnv({ server: SERVER }) },
    website(ORG, SITE),
  ],
  [
    "a server in the configuration before a website in the environment",
    { config: server(SERVER), env: inEnv({ org: ORG, website: SITE }) },
    server(SERVER),
  ],
  [
    "the argument's website in the configuration's organization",
    { args: { websiteId: SITE2 }, config: website(ORG, SITE) },
    website(ORG, SITE2),
  ],
  [
    "the argument's organization with the configuration's website",
    { args: { organizationId: ORG2 }, config: website(ORG, SITE) },
    website(ORG2, SITE),
  ],
  [
    "the configuration's website in the environment's organization",
    { config: { websiteId: SITE }, env: inEnv({ org: ORG2 }) },
    website(ORG2, SITE),
  ],
  [
    "a server, with or without an organization",
    { args: { organizationId: ORG }, config: { ...server(SERVER), organizationId: ORG2 } },
    server(SERVER),
  ],
  [
    "a server in the environment, with an organization beside it",
    { env: inEnv({ org: ORG, server: SERVER }) },
    server(SERVER),
  ],
  [
    "the higher of two servers",
    { config: server(SERVER2), env: inEnv({ server: SERVER, website: SITE }) },
    server(SERVER2),
  ],
];

/** What is asked for where none does. */
export const UNDECIDED: [what: string, levels: Levels, property: string, reason: string][] = [
  [
    "an organization alone",
    { config: { organizationId: ORG } },
    "websiteId",
    "is not set, and neither is serverId: give the website as an argument, or " +
      "pulumi config set enhance:websiteId <websiteId>, or set WU_ENHANCE_WEBSITE_ID in the environment",
  ],
  [
    "a website without its organization",
    { config: { websiteId: SITE } },
    "organizationId",
    "is not set: give the organization that owns the website as an argument, or " +
      "pulumi config set enhance:organizationId <organizationId>, or set WU_ENHANCE_ORG_ID in the environment",
  ],
  [
    "a website argument without its organization",
    { args: { websiteId: SITE }, config: server(SERVER) },
    "organizationId",
    "is not set: give the organization that owns the website as an argument, or " +
      "pulumi config set enhance:organizationId <organizationId>, or set WU_ENHANCE_ORG_ID in the environment",
  ],
  [
    "both as arguments",
    { args: { ...website(ORG, SITE), ...server(SERVER) } },
    "serverId",
    "does not go with websiteId: a domain is mapped to a website or to a server",
  ],
  [
    "both in the configuration",
    { config: { ...website(ORG, SITE), ...server(SERVER) } },
    "websiteId",
    "is in doubt: both enhance:websiteId and enhance:serverId are set; remove one of them",
  ],
  [
    "both in the environment",
    { env: inEnv({ org: ORG, website: SITE, server: SERVER }) },
    "websiteId",
    "is in doubt: both WU_ENHANCE_WEBSITE_ID and WU_ENHANCE_SERVER_ID are set; remove one of them",
  ],
  [
    "a website that is no id",
    { args: { ...website(ORG, "network") } },
    "websiteId",
    "is no id of the panel: it looks like d8554b6d-5d0d-6719-009b-fec1189aa8f3",
  ],
  [
    "an organization in the settings that is no id",
    { config: { ...website("17", SITE) } },
    "organizationId",
    '(from enhance:organizationId, "17") is no id of the panel: it looks like d8554b6d-5d0d-6719-009b-fec1189aa8f3',
  ],
  [
    "a server in the environment that is no id",
    { env: inEnv({ server: "node1" }) },
    "serverId",
    '(from WU_ENHANCE_SERVER_ID, "node1") is no id of the panel: it looks like d8554b6d-5d0d-6719-009b-fec1189aa8f3',
  ],
];

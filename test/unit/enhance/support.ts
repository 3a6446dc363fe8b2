import { EnhanceAccess } from "../../../provider/enhance/access";
import type { Checked, Diff, Properties } from "../../../provider/resource/dynamic";
import { Session } from "../../../provider/resource/session";
import { lifecycleOf } from "../../support/handlers";
import type { Surroundings } from "../support";

export const ORG = "d8554b6d-5d0d-6719-009b-fec1189aa8f3";
export const ORG2 = "3e9d1b52-8c47-4f0a-b6d3-91a7c5e20f44";
export const SITE = "0b9c8c1e-4c1f-4b7e-9f59-5a2d7d2c9a02";
export const SITE2 = "c41d77a0-9b36-4e25-8f1d-6e0b3a5d9c13";
export const SERVER = "5d2a9c64-7e18-4b93-a0f5-8b1c4d6e3f70";
export const SERVER2 = "2f8c5b17-6a0d-4e9b-9c34-d5e1a7b60f82";

/** A configuration with a connection and nothing else. */
export const CONNECTED = {
  "enhance:apiUrl": "https://panel.example.com/api/",
  "enhance:apiToken": "token-of-the-stack",
} as const;
/** A configuration with everything that a domain of a website needs. */
export const CONFIGURED = { ...CONNECTED, "enhance:organizationId": ORG, "enhance:websiteId": SITE } as const;
export const PANEL = "panel.example.com:443";

/** A host's session, and its messages to the user. */
export function sessionOf({ config = {}, env = {} }: Surroundings): {
  session: Session;
  access: EnhanceAccess;
  said: string[];
} {
  const said: string[] = [];
  const session = new Session(undefined, (message) => said.push(message), env);
  session.configure({ get: (key) => config[key] });
  return { session, access: session.the(EnhanceAccess), said };
}

/** What the check of a domain finds, in a session of its own. */
export function checkDomain(
  news: Properties,
  surroundings: Surroundings = { config: CONFIGURED },
): Promise<Checked> {
  return lifecycleOf("enhanceDomain", sessionOf(surroundings).session).check({}, news, {
    id: "acme#1",
    ignored: [],
  });
}

/** The setting of named connections. */
export const connections = (entries: Readonly<Record<string, object>>) => ({
  "enhance:connections": JSON.stringify(entries),
});

/** The diff of a domain, or of a set of them where the inputs have `domains`. */
export function diffOf(olds: Properties, news: Properties): Diff {
  const { session } = sessionOf({ config: CONFIGURED });
  const lifecycle = lifecycleOf(news.domains === undefined ? "enhanceDomain" : "enhanceDomains", session);
  return lifecycle.diff(lifecycle.idOf(olds), olds, news);
}

import { readDefault } from "../core/defaults";
import { noWww, takesWww } from "../core/hostnames";
import type { Settings } from "../core/settings";
import { Draft, isKnown } from "../resource/draft";
import { type Checked, type Properties, UNKNOWN } from "../resource/dynamic";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import { placeOf, type Target } from "./id";
import { domainFields } from "./schema";

/** Inputs that only a website's domains have. */
const WEBSITE_ONLY = ["kind", "documentRoot", "forceHttps"] as const;

/**
 * Checks a domain's inputs, decides whether it goes to a website or to a server, and claims its names for this run. The
 * names and the panel become inputs of the state, since a preview shows inputs: what is mapped where is there to be read.
 */
export function checkDomainInputs(
  session: Session,
  access: EnhanceAccess,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Checked {
  const draft = new Draft(domainFields, ["names", "panel"], olds, news);
  const { inputs } = draft;
  draft.require("domain", "give the customer's domain, such as acme.com");
  const settings = draft.settings(access);
  if (settings !== undefined || inputs.connection === UNKNOWN) fillTarget(settings, draft);
  if (settings !== undefined) judgeOnExisting(settings, draft);
  inputs.names = namesOf(draft);

  const { panel, names } = inputs;
  const target = knownTarget(inputs);
  if (Array.isArray(names) && isKnown(panel) && target !== undefined) {
    // The panel serves www with every domain of a website, so nobody else can have it.
    const own = target.scope === "website" ? names.filter(takesWww).map((name) => `www.${name}`) : [];
    draft.claim(session, placeOf(panel, target), names, declaration, own);
  }
  return draft;
}

/** What a server's domains are, said in every run and preview: whoever took the guide's settings sees no other sign. */
export const hostNamesOnly = (panel: string): string =>
  `On ${panel}, domains of a server are the server's own host names for a panel of today, and serve no ` +
  "customer's site. To map customers' domains, set enhance:organizationId and enhance:websiteId in place of enhance:serverId.";

/**
 * The website or the server: from the arguments if they name one, else from the settings, the first level that has one.
 *
 * @param settings undefined while the connection is not known yet
 */
function fillTarget(settings: Settings | undefined, draft: Draft): void {
  const { inputs } = draft;
  if (inputs.websiteId !== undefined && inputs.serverId !== undefined) {
    draft.tell("serverId", "does not go with websiteId: a domain is mapped to a website or to a server");
    return;
  }
  if (inputs.websiteId === undefined && inputs.serverId === undefined) {
    const chosen = chosenTarget(settings, draft);
    if (chosen === undefined) return;
    if (draft.isBroken(chosen) || !fillId(settings, draft, chosen)) {
      // Both problems in one run: the website is of no use without its organization.
      if (chosen === "websiteId") fillOrganization(settings, draft);
      return;
    }
  }
  if (inputs.serverId !== undefined) {
    // An organization may stand beside a server; it says nothing about where the domain goes.
    delete inputs.organizationId;
    for (const property of WEBSITE_ONLY) {
      if (inputs[property] !== undefined)
        draft.tell(property, "does not go with a server, only with a website");
    }
    if (inputs.www === true && isKnown(inputs.domain) && !takesWww(inputs.domain)) {
      draft.tell("www", `does not go with ${inputs.domain}: ${noWww(inputs.domain)}`);
    }
    return;
  }
  if (inputs.www === false)
    draft.tell("www", "cannot be false: the panel serves www with every domain of a website");
  fillOrganization(settings, draft);
}

/** The organization that owns the website, where the program leaves it to the settings. */
export function fillOrganization(settings: Settings | undefined, draft: Draft): void {
  if (draft.inputs.organizationId !== undefined || draft.isBroken("organizationId")) return;
  if (fillId(settings, draft, "organizationId") || settings === undefined) return;
  draft.tell(
    "organizationId",
    `is not set: give the organization that owns the website as an argument, or ${settings.howToSet("organizationId")}`,
  );
}

/** Tells what is wrong with the default of an input that is not looked at before it is used. */
export function judgeOnExisting(settings: Settings, draft: Draft): void {
  const { problem } = readDefault(settings, "onExisting", domainFields.onExisting);
  if (problem !== undefined && draft.inputs.onExisting === undefined)
    draft.tell(problem.property, problem.reason);
}

/** Takes an id from the settings, or tells what is wrong with it there. @returns whether there is one */
export function fillId(
  settings: Settings | undefined,
  draft: Draft,
  property: "organizationId" | "websiteId" | "serverId",
): boolean {
  if (settings === undefined) {
    draft.inputs[property] = UNKNOWN;
    return true;
  }
  const { value, problem } = readDefault(settings, property, domainFields[property]);
  if (value !== undefined) draft.inputs[property] = value;
  if (problem !== undefined) draft.tell(problem.property, problem.reason);
  return value !== undefined;
}

/** Which of the two is meant where the program gives neither; undefined where that is in doubt. */
function chosenTarget(settings: Settings | undefined, draft: Draft): "websiteId" | "serverId" | undefined {
  if (draft.isBroken("serverId")) return "serverId";
  if (draft.isBroken("websiteId") || settings === undefined) return "websiteId";
  return targetSetting(settings, draft);
}

/** Which of the two the settings name; where they name neither, a website is asked for. */
function targetSetting(settings: Settings, draft: Draft): "websiteId" | "serverId" | undefined {
  const website = settings.find("websiteId");
  const server = settings.find("serverId");
  if (website === undefined && server === undefined) {
    draft.tell(
      "websiteId",
      `is not set, and neither is serverId: give the website as an argument, or ${settings.howToSet("websiteId")}`,
    );
    return "websiteId";
  }
  if (website === undefined || server === undefined) return website === undefined ? "serverId" : "websiteId";
  if (website.level !== server.level) return website.level < server.level ? "websiteId" : "serverId";
  draft.tell("websiteId", `is in doubt: both ${website.name} and ${server.name} are set; remove one of them`);
  return undefined;
}

function knownTarget({ organizationId, websiteId, serverId }: Record<string, unknown>): Target | undefined {
  if (isKnown(serverId)) return { scope: "server", serverId };
  if (isKnown(organizationId) && isKnown(websiteId)) return { scope: "website", organizationId, websiteId };
  return undefined;
}

/** The names that the resource will own. A website serves the www name without a mapping of its own. */
function namesOf({ inputs: { domain, serverId, www } }: Draft): string[] | string {
  if (!isKnown(domain)) return UNKNOWN;
  if (serverId === undefined || www === undefined || www === false) return [domain];
  return www === true ? [domain, `www.${domain}`] : UNKNOWN;
}

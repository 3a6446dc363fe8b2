import { isPrivate } from "../../core/dns";
import { ConfigurationError, isPanelError, orPanelError, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import { EnhanceAccess } from "../../enhance/access";
import { PRIVATE_CURE } from "../../enhance/addresses";
import type { EnhanceClient } from "../../enhance/api/client";
import type { WebsiteRef } from "../../enhance/api/mappings";
import type { EnhanceMembership } from "../../enhance/api/memberships";
import { getStatus, getVersion } from "../../enhance/api/status";
import { rolesOf } from "../../enhance/api/token";
import { findWebsites, type Website } from "../../enhance/api/websites";
import { isReserved, quotaOf } from "../../enhance/explain";
import { type EnhanceInspection, inspectEnhance } from "../../enhance/inspect";
import { hostNamesOnly, isServer, type Target } from "../../enhance/panel";
import { type EnhancePlaceOptions, placeFrom } from "../../enhance/place";
import { standingOf, unusable } from "../../enhance/standing";
import type { Context } from "../context";
import { noteConnection, noteSkipped } from "./connection";
import type { NameLooks } from "./names";
import { type DoctorOptions, given } from "./options";
import { counted } from "./report";
import { failed, misconfigured, type Note, ok, problem, skipped, warning, withAnotherWay } from "./step";

const AFTER_TRANSPORT = [
  "panel",
  "authentication",
  "role",
  "organization",
  "website",
  "addresses",
  "quota",
  "domains",
];

/** Looks at an Enhance panel, step by step. */
export async function checkEnhance(
  context: Context,
  options: DoctorOptions,
  looks: NameLooks,
  note: Note,
): Promise<void> {
  const { session } = context;
  const access = session.the(EnhanceAccess);
  const reached = await noteConnection(
    context,
    access.resolve(options.connection),
    AFTER_TRANSPORT,
    () => orPanelError(getStatus(access.client(options.connection))),
    (status) => (isPanelError(status, "unreachable", "unclear") ? status : undefined),
    note,
  );
  if (reached === undefined) return;
  const client = access.client(options.connection);
  await notePanel(client, reached.answer, note);
  const target = targetFrom(context, options, note);
  const inspection = await inspectEnhance(session, client, target);
  const { memberships } = inspection;
  if (isPanelError(memberships)) {
    const isRefused = memberships.kind === "refused";
    note(failed(isRefused ? "authentication" : "API", memberships));
    noteSkipped(
      AFTER_TRANSPORT.slice(2),
      isRefused ? "the panel does not let this token in" : "the API does not answer as a panel's does",
      note,
    );
    return;
  }
  note(ok("authentication", "the token is good"));
  const look = new Place(context, client, options, memberships, looks, note);
  if (target === undefined) {
    note(ok("role", `the token is ${rolesOf(memberships)}`));
    noteSkipped(AFTER_TRANSPORT.slice(3), "the settings name neither a website nor a server", note);
  } else if (isServer(target)) await look.atServer(inspection, target.serverId);
  else await look.atWebsite(inspection, target);
}

async function notePanel(client: EnhanceClient, status: string | PanelError, note: Note): Promise<void> {
  if (isPanelError(status)) {
    note(skipped("panel", `it does not tell how it is: ${status.facts}`));
    return;
  }
  const version = await orPanelError(getVersion(client));
  const says = `${isPanelError(version) ? "its version is not told" : `version ${version}`}, status ${status}`;
  note(
    status === "ready"
      ? ok("panel", says)
      : problem("panel", says, "Calls may fail meanwhile. Run this again when the panel has become ready."),
  );
}

/** The website or server that settings and options name; undefined where they name none. */
function targetFrom(
  { session }: Context,
  { connection, organization, website, server }: DoctorOptions,
  note: Note,
): Target | undefined {
  const place = given<EnhancePlaceOptions>({
    connection,
    organizationId: organization,
    websiteId: website,
    serverId: server,
  });
  try {
    return placeFrom(session, place).target;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const way = "Where the program names it, name it here with --organization, --website or --server.";
    for (const message of error.message.split("\n"))
      note(withAnotherWay(misconfigured("settings", message), way));
    return undefined;
  }
}

/** What is looked at where domains go to. */
class Place {
  constructor(
    private readonly context: Context,
    private readonly client: EnhanceClient,
    private readonly options: DoctorOptions,
    private readonly memberships: readonly EnhanceMembership[],
    private readonly looks: NameLooks,
    private readonly note: Note,
  ) {}

  async atWebsite({ website, mappings }: EnhanceInspection, target: WebsiteRef): Promise<void> {
    const { client, note } = this;
    if (website === undefined || isPanelError(website)) {
      await this.#noteMissing(website, target);
      return;
    }
    note(ok("role", `the token is ${rolesOf(this.memberships)}`));
    note(ok("organization", `${this.#nameOf(target.organizationId)} owns the website`));
    this.#noteStanding(website);
    const addresses = this.#noteAddresses([
      ...website.serverIps,
      ...(website.appServerIpv6 ? [website.appServerIpv6] : []),
    ]);
    const quota = await quotaOf(client, target, "alias", website);
    if (quota === undefined) note(skipped("quota", "the panel does not tell it to this token"));
    else if (quota.usedUp !== undefined) note(warning("quota", quota.usedUp.what, quota.usedUp.cure));
    else if (quota.room === Number.POSITIVE_INFINITY) note(ok("quota", "there is no limit"));
    else note(ok("quota", `there is room for ${quota.room.toLocaleString("en")} more`));
    if (mappings === undefined) return;
    if (isPanelError(mappings)) {
      note(failed("domains", mappings));
      return;
    }
    const names = mappings.filter((mapping) => !isReserved(mapping)).map(({ domain }) => comparable(domain));
    note(await this.looks.step(names, addresses));
  }

  async atServer({ server }: EnhanceInspection, serverId: string): Promise<void> {
    const { client, note, memberships } = this;
    if (server === undefined) return;
    if (isPanelError(server)) {
      const isRole = server.kind === "refused";
      if (!isRole) note(ok("role", `the token is ${rolesOf(memberships)}`));
      note(failed(isRole ? "role" : "server", server));
      for (const title of ["addresses", "domains"]) note(skipped(title, "the server is not shown"));
      return;
    }
    note(ok("role", `the token is ${rolesOf(memberships)}`));
    note(ok("server", `${serverId}, with ${counted(server.domains.length, "host name")}`));
    if (server.body === "text") note(misconfigured("server", hostNamesOnly(client.panel)));
    const known = await orPanelError(
      this.context.session.the(EnhanceAccess).serverAddresses(client, serverId),
    );
    const addresses = this.#noteAddresses(isPanelError(known) ? [] : known);
    const names = server.domains
      .filter(({ isPrimary }) => !isPrimary)
      .map(({ domain }) => comparable(domain));
    note(await this.looks.step(names, addresses));
  }

  async #noteMissing(error: PanelError | undefined, target: WebsiteRef): Promise<void> {
    const { note, memberships } = this;
    const skip = (...titles: string[]) => {
      for (const title of [...titles, "addresses", "quota", "domains"])
        note(skipped(title, "the website is not shown"));
    };
    if (error === undefined) return;
    if (error.kind === "refused") {
      note(failed("role", error));
      skip("organization", "website");
      return;
    }
    note(ok("role", `the token is ${rolesOf(memberships)}`));
    const found = error.kind === "missing" ? await this.#find(target.websiteId) : undefined;
    if (found === undefined || found.orgId === target.organizationId) {
      note(failed("website", error));
      skip();
      return;
    }
    const settings = this.context.session.the(EnhanceAccess).settings(this.options.connection);
    note(
      problem(
        "organization",
        `${this.#nameOf(target.organizationId)} does not own website ${target.websiteId} (${found.domain.domain}): ` +
          `it is one of organization ${found.orgId}`,
        `Set the organization that owns it: ${settings.howToSet("organizationId", found.orgId)}`,
      ),
    );
    skip("website");
  }

  /** Looks for a website in all organizations of the token and those below: the search takes ids. */
  async #find(websiteId: string): Promise<Website | undefined> {
    const master = this.memberships.find(({ isMaster }) => isMaster);
    for (const { organizationId } of master === undefined ? this.memberships : [master]) {
      const found = await orPanelError(findWebsites(this.client, organizationId, websiteId));
      const website = isPanelError(found) ? undefined : found.find(({ id }) => id === websiteId);
      if (website !== undefined) return website;
    }
    return undefined;
  }

  #nameOf(organizationId: string): string {
    const known = this.memberships.find((one) => one.organizationId === organizationId);
    return known === undefined ? `organization ${organizationId}` : `${known.name} (${organizationId})`;
  }

  #noteStanding(website: Website): void {
    const { never, later } = standingOf(website);
    const { panel } = this.client;
    const cure = "Make it active again in the panel, or give the id of another website as enhance:websiteId.";
    if (never !== undefined) this.note(failed("website", new PanelError({ panel, ...never })));
    else if (later === undefined)
      this.note(ok("website", `${website.domain.domain}, ${website.status}, kind ${website.kind}`));
    else if (unusable(website) === undefined) this.note(warning("website", later.message));
    else this.note(problem("website", later.message, cure));
  }

  #noteAddresses(known: readonly string[]): readonly string[] | undefined {
    const { address: set } = this.options;
    const addresses = set ?? known;
    if (addresses.length === 0) {
      this.note(skipped("addresses", "the panel does not tell them to this token; give them with --address"));
      return undefined;
    }
    const says = `DNS records lead to ${addresses.join(" and ")}`;
    const isReached = set !== undefined || !addresses.some(isPrivate);
    this.note(
      isReached
        ? ok("addresses", says)
        : warning(
            "addresses",
            `${says}, which the internet does not reach: the panel has it so`,
            `${PRIVATE_CURE} Give that address to this command with --address.`,
          ),
    );
    return addresses;
  }
}

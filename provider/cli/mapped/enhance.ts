import { reportPrivate } from "../../core/dns";
import { during, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import { EnhanceAccess } from "../../enhance/access";
import { askOptional, PRIVATE_CURE } from "../../enhance/addresses";
import { forcesHttps } from "../../enhance/align";
import { UUID } from "../../enhance/api/ids";
import type { Mapping, WebsiteRef } from "../../enhance/api/mappings";
import type { Website } from "../../enhance/api/websites";
import { isReserved } from "../../enhance/explain";
import { DOMAIN } from "../../enhance/fields";
import { findCustomerWebsites } from "../../enhance/lookups";
import { hostNamesOnly, isServer, type Target } from "../../enhance/panel";
import { placeFrom } from "../../enhance/place";
import { standingOf, unusable } from "../../enhance/standing";
import type { Session } from "../../resource/session";
import type { PanelRef } from "../context";
import { inOrder, type MappedName, type MappedPlace, type PlaceOptions } from "./place";

/**
 * What options and settings name, with its domains: a website, a server, or where neither is named every website of the
 * organization and its customers. An organization that an option names stands for all of its websites.
 */
export async function readEnhance(
  session: Session,
  panel: PanelRef,
  options: PlaceOptions,
): Promise<MappedPlace[]> {
  const reader = new Reader(session, panel);
  const { organization: organizationId, website, server: serverId } = options;
  const { connection } = panel;
  const where = {
    ...(connection === undefined ? {} : { connection }),
    ...(organizationId === undefined ? {} : { organizationId }),
  };
  if (serverId !== undefined) {
    const { target } = placeFrom(session, { ...where, serverId });
    return isServer(target) ? [await reader.server(target.serverId)] : [];
  }
  if (website !== undefined) return [await reader.website(await find(session, where, website, reader.host))];
  if (organizationId === undefined && reader.settingsLeadTo !== undefined) {
    const target = reader.settingsLeadTo;
    return [isServer(target) ? await reader.server(target.serverId) : await reader.websiteAt(target)];
  }
  const websites = await findCustomerWebsites(session, where);
  return Promise.all(websites.map((one) => reader.website(one)));
}

/** A website by its id or by one of its domains. */
async function find(
  session: Session,
  where: { connection?: string; organizationId?: string },
  given: string,
  panel: string,
): Promise<Website> {
  const wanted = UUID.test(given.trim().toLowerCase())
    ? given.trim().toLowerCase()
    : comparable(given.trim());
  const found = await findCustomerWebsites(session, where, wanted);
  const isWanted = ({ id, domain, aliases, subdomains }: Website) =>
    id === wanted || [domain, ...aliases, ...subdomains].some((one) => comparable(one.domain) === wanted);
  const website = found.find(isWanted);
  if (website !== undefined) return website;
  throw new PanelError({
    kind: "missing",
    panel,
    operation: "list",
    what: `there is no website ${wanted} that this token sees`,
    cure: "Give its id, or its primary domain, and with --organization the organization that owns it or one above it.",
  });
}

/** Reads places of one panel. */
class Reader {
  readonly #access: EnhanceAccess;
  readonly #client: ReturnType<EnhanceAccess["client"]>;
  /** Where a resource goes that says nothing of it; undefined where the settings name no such place. */
  readonly settingsLeadTo: Target | undefined;

  /** @throws ConfigurationError where the settings name a website or a server in a way that does not work */
  constructor(
    private readonly session: Session,
    private readonly panel: PanelRef,
  ) {
    this.#access = session.the(EnhanceAccess);
    this.#client = this.#access.client(panel.connection);
    const settings = this.#access.settings(panel.connection);
    const isNamed = ["websiteId", "serverId"].some((key) => settings.find(key) !== undefined);
    const { connection } = panel;
    this.settingsLeadTo = isNamed
      ? placeFrom(session, connection === undefined ? {} : { connection }).target
      : undefined;
  }

  get host(): string {
    return this.#client.panel;
  }

  /** A website of which no list has told. */
  async websiteAt(target: WebsiteRef): Promise<MappedPlace> {
    const place = `organization ${target.organizationId}, website ${target.websiteId}`;
    const website = await during({ operation: "list", place }, () =>
      this.#access.website(this.#client, target),
    );
    return this.website(website);
  }

  async website(website: Website): Promise<MappedPlace> {
    const { session } = this;
    const target: WebsiteRef = { organizationId: website.orgId, websiteId: website.id };
    const place = `website ${website.domain.domain} (${website.id})`;
    const mappings = await during({ operation: "list", place }, () =>
      this.#access.list(this.host, target).fresh(this.#client),
    );
    const addresses = website.serverIps.concat(website.appServerIpv6 || []);
    reportPrivate(session, this.host, addresses, PRIVATE_CURE);
    return this.#place(target, website.domain.domain, {
      addresses,
      unusable: unusable(website),
      names: namesOf(mappings, standingOf(website).never?.what),
    });
  }

  async server(serverId: string): Promise<MappedPlace> {
    const place = `server ${serverId}`;
    const { domains } = await during({ operation: "list", place }, () =>
      this.#access.serverList(this.host, serverId).fresh(this.#client),
    );
    this.session.reportOnce(hostNamesOnly(this.host));
    const addresses = await askOptional(this.session, `The addresses of ${place} are`, () =>
      this.#access.serverAddresses(this.#client, serverId),
    );
    const names = domains.map(
      ({ domain, isPrimary }): MappedName => ({
        name: comparable(domain),
        kind: "host name",
        isOwn: isPrimary,
        unfit: isPrimary ? "is the server's own host name" : problemOf(comparable(domain)),
      }),
    );
    return this.#place({ serverId }, place, { addresses, names });
  }

  #place(
    target: Target,
    title: string,
    rest: Pick<MappedPlace, "addresses" | "names"> & Partial<MappedPlace>,
  ): MappedPlace {
    const { connection } = this.panel;
    const id = idOf(target);
    const isDefault = this.settingsLeadTo !== undefined && idOf(this.settingsLeadTo) === id;
    return {
      panel: this.panel,
      host: this.host,
      target,
      id,
      title,
      args: { ...(connection === undefined ? {} : { connection }), ...(isDefault ? {} : target) },
      ...rest,
      names: inOrder(rest.names),
    };
  }
}

const idOf = (target: Target): string =>
  isServer(target) ? `servers/${target.serverId}` : `${target.organizationId}/${target.websiteId}`;

/** @param never why the website never serves anybody, in words */
function namesOf(mappings: readonly Mapping[], never: string | undefined): MappedName[] {
  const all = new Set(mappings.map(({ domain }) => comparable(domain)));
  return mappings.map((mapping): MappedName => {
    const { mappingKind: kind, documentRoot } = mapping;
    const name = comparable(mapping.domain);
    const isOwn = isReserved(mapping);
    const unfit = isOwn
      ? `is the website's own, of the kind ${kind}`
      : (never ?? problemOf(name) ?? servedAnyway(name, all));
    return { name, kind, isOwn, unfit, options: { kind, documentRoot, forceHttps: forcesHttps(mapping) } };
  });
}

const problemOf = (name: string): string | undefined =>
  DOMAIN.fields.domain.parse.safeParse(name).error?.issues[0]?.message;

/** Why a www name needs no declaration of its own. */
const servedAnyway = (name: string, all: ReadonlySet<string>): string | undefined =>
  name.startsWith("www.") && all.has(name.slice("www.".length))
    ? `stands beside ${name.slice("www.".length)}, with which the panel serves it anyway`
    : undefined;

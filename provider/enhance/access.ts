import { Connections } from "../core/connections";
import { isPanelError } from "../core/errors";
import type { Gate } from "../core/gate";
import { SharedList } from "../core/lists";
import { Memo } from "../core/memo";
import { Pacer } from "../core/pacer";
import type { Session } from "../resource/session";
import { EnhanceClient } from "./api/client";
import { type EnhanceConnection, resolveConnection } from "./api/connection";
import { listMappings, type Mapping, type WebsiteRef } from "./api/mappings";
import { addressesOf, listServerDomains, type ServerDomains } from "./api/servers";
import { getWebsite, listWebsite, listWebsites, type Website } from "./api/websites";
import { inAnother, mayBeElsewhere, ownerOf } from "./owner";
import { enhanceSettings } from "./settings";

/** Calls to one panel that are under way at once; what existing clients of the panel keep to. */
export const CALLS_AT_ONCE = 2;

/** A website's domains, one list for all that look. */
export type WebsiteList = SharedList<EnhanceClient, Mapping[]>;

/** A server's domains, one list for all that look. */
export type ServerList = SharedList<EnhanceClient, ServerDomains>;

/** The websites of an organization as lists show them: all at once where that takes fewer calls than one by one. */
class Overview {
  readonly #expected = new Set<string>();
  readonly #single = new Memo<Promise<Website | undefined>>();
  #all: Promise<ReadonlyMap<string, Website> | undefined> | undefined;

  constructor(private readonly organizationId: string) {}

  /** Hears of a website that will be asked for. */
  expect(websiteId: string): void {
    this.#expected.add(websiteId);
  }

  /** @returns undefined where the panel does not list it */
  async website(client: EnhanceClient, website: WebsiteRef): Promise<Website | undefined> {
    const all = await this.all(client);
    const { websiteId } = website;
    return all === undefined
      ? this.#single.get(websiteId, () => listWebsite(client, website))
      : all.get(websiteId);
  }

  /** @returns undefined where they are not asked for all at once */
  all(client: EnhanceClient): Promise<ReadonlyMap<string, Website> | undefined> {
    this.#all ??= this.#take(client);
    return this.#all;
  }

  async #take(client: EnhanceClient): Promise<ReadonlyMap<string, Website> | undefined> {
    if (this.#expected.size < 2) return undefined;
    const websites = await listWebsites(client, this.organizationId, this.#expected.size);
    return websites && new Map(websites.map((website) => [website.id, website]));
  }
}

/** The connections to Enhance panels that a run has, and the lists of websites and servers there. */
export class EnhanceAccess extends Connections<EnhanceConnection, EnhanceClient> {
  readonly #pacers = new Memo<Pacer>();
  readonly #lists = new Memo<WebsiteList>();
  readonly #serverLists = new Memo<ServerList>();
  readonly #websites = new Memo<Promise<Website>>();
  readonly #owners = new Memo<ReturnType<typeof ownerOf>>();
  readonly #overviews = new Memo<Overview>();
  readonly #serverAddresses = new Memo<SharedList<EnhanceClient, string[]>>();

  constructor(private readonly session: Session) {
    super(session.source, enhanceSettings, CALLS_AT_ONCE, resolveConnection);
  }

  protected connect(connection: EnhanceConnection, gate: Gate): EnhanceClient {
    const { panel, requestsPerSecond } = connection;
    const pacer = this.#pacers.get(panel, () => new Pacer(requestsPerSecond, this.session.clock));
    return new EnhanceClient(connection, gate, pacer);
  }

  list(panel: string, website: WebsiteRef): WebsiteList {
    return this.#lists.get(
      `${panel} ${website.organizationId}/${website.websiteId}`,
      () =>
        new SharedList(
          (client) => this.#orOwner(client, website, listMappings(client, website)),
          this.session.clock,
        ),
    );
  }

  serverList(panel: string, serverId: string): ServerList {
    return this.#serverLists.get(
      `${panel} ${serverId}`,
      () => new SharedList((client) => listServerDomains(client, serverId), this.session.clock),
    );
  }

  /** The website itself, asked for once a run: kind, status and addresses hardly change meanwhile. */
  website(client: EnhanceClient, website: WebsiteRef): Promise<Website> {
    const key = `${client.panel} ${website.organizationId}/${website.websiteId}`;
    return this.#websites.get(key, () =>
      this.#orOwner(client, website, getWebsite(client, website)).catch((error: unknown) => {
        this.#websites.forget(key);
        throw error;
      }),
    );
  }

  /** Says of a website that is not where it is asked for where it is; looked for once a run, and not by a look without time. */
  #orOwner<T>(client: EnhanceClient, website: WebsiteRef, asked: Promise<T>): Promise<T> {
    return asked.catch(async (error: unknown) => {
      if (client.isForLook || !isPanelError(error) || !mayBeElsewhere(error)) throw error;
      const { websiteId } = website;
      const owner = await this.#owners.get(`${client.panel} ${websiteId}`, () => ownerOf(client, websiteId));
      throw owner === undefined || owner === website.organizationId
        ? error
        : inAnother(error, website, owner);
    });
  }

  overview(panel: string, { organizationId }: WebsiteRef): Overview {
    return this.#overviews.get(`${panel} ${organizationId}`, () => new Overview(organizationId));
  }

  /** A server's addresses, asked for once for all. */
  serverAddresses(client: EnhanceClient, serverId: string): Promise<string[]> {
    const shared = this.#serverAddresses.get(
      `${client.panel} ${serverId}`,
      () => new SharedList((one) => addressesOf(one, serverId), this.session.clock),
    );
    return shared.recent(client);
  }
}

import { type Resolved, usable } from "../core/connection";
import { readDefault } from "../core/defaults";
import { Gate } from "../core/gate";
import { onExisting } from "../core/inputs";
import { SharedList } from "../core/lists";
import { Pacer } from "../core/pacer";
import { Settings } from "../core/settings";
import type { Session } from "../resource/session";
import { EnhanceClient } from "./api/client";
import { type EnhanceConnection, resolveConnection } from "./api/connection";
import { listMappings, type Mapping, type WebsiteRef } from "./api/mappings";
import { addressesOf, listServerDomains, type ServerDomains } from "./api/servers";
import { getWebsite, type Website } from "./api/websites";
import { enhanceSettings } from "./settings";

/** Calls to one panel that are under way at once; what existing clients of the panel keep to. */
export const CALLS_AT_ONCE = 2;

/** A website's domains, one list for all that look. */
export type WebsiteList = SharedList<EnhanceClient, Mapping[]>;

/** A server's domains, one list for all that look. */
export type ServerList = SharedList<EnhanceClient, ServerDomains>;

/** The ways in to Enhance panels that a run has, each made once. */
export class EnhanceAccess {
  constructor(private readonly session: Session) {}

  settings(connection: string | undefined): Settings {
    return this.session.once(
      `enhance settings ${connection ?? ""}`,
      () => new Settings(this.session.source, enhanceSettings, connection),
    );
  }

  resolve(connection: string | undefined): Resolved<EnhanceConnection> {
    return this.session.once(`enhance connection ${connection ?? ""}`, () =>
      resolveConnection(this.settings(connection)),
    );
  }

  /** @throws ConfigurationError where the settings do not make a connection */
  client(name: string | undefined): EnhanceClient {
    const connection = usable(this.resolve(name), "Enhance");
    return this.session.once(`enhance client ${name ?? ""}`, () => {
      const { panel, requestsPerSecond } = connection;
      const gate = this.session.once(`enhance gate ${panel}`, () => new Gate(CALLS_AT_ONCE));
      const pacer = this.session.once(
        `enhance pacer ${panel}`,
        () => new Pacer(requestsPerSecond, this.session.clock),
      );
      return new EnhanceClient(connection, gate, pacer);
    });
  }

  /** What the settings say about mappings that are there already. */
  onExisting(connection: string | undefined): "adopt" | "fail" | undefined {
    return readDefault(this.settings(connection), "onExisting", onExisting).value;
  }

  list(panel: string, website: WebsiteRef): WebsiteList {
    return this.session.once(
      `enhance list ${panel} ${website.organizationId}/${website.websiteId}`,
      () => new SharedList((client) => listMappings(client, website), this.session.clock),
    );
  }

  serverList(panel: string, serverId: string): ServerList {
    return this.session.once(
      `enhance server list ${panel} ${serverId}`,
      () => new SharedList((client) => listServerDomains(client, serverId), this.session.clock),
    );
  }

  /** The website itself, told once a run: kind, status and addresses hardly change meanwhile. */
  website(client: EnhanceClient, website: WebsiteRef): Promise<Website> {
    const kept = this.session.once<{ answer?: Promise<Website> | undefined }>(
      `enhance website ${client.panel} ${website.organizationId}/${website.websiteId}`,
      () => ({}),
    );
    kept.answer ??= getWebsite(client, website).catch((error: unknown) => {
      kept.answer = undefined;
      throw error;
    });
    return kept.answer;
  }

  /** A server's addresses, asked for once for all. */
  serverAddresses(client: EnhanceClient, serverId: string): Promise<string[]> {
    const shared = this.session.once(
      `enhance server ${client.panel} ${serverId}`,
      () => new SharedList((one: EnhanceClient) => addressesOf(one, serverId), this.session.clock),
    );
    return shared.recent(client);
  }
}

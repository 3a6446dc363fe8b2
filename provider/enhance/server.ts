import { isPanelError, PanelError } from "../core/errors";
import { comparable } from "../core/hostnames";
import type { Verdict, WellBehavedPlace } from "../resource/oneByOne";
import type { EnhanceAccess, ServerList } from "./access";
import type { EnhanceClient } from "./api/client";
import { FORGET } from "./api/cures";
import { nothingListed } from "./api/mappings";
import {
  type AddBody,
  addServerDomain,
  deleteServerDomain,
  type ServerDomain,
  type ServerDomains,
} from "./api/servers";

/** Statuses with which panels refuse a body of the other form. */
const WRONG_BODY = new Set([400, 415, 422]);

interface HostName {
  readonly domain: string;
}

/** The domains of a server by their names in canonical form. */
type HostNames = ReadonlyMap<string, ServerDomain>;

/**
 * The domains of a server, as the integration guide has them. Panels of today take them for the server's own host
 * names, which serve no customer: the website scope is the one that does (docs/panels/enhance.md#server-domains).
 */
export class ServerHostNames implements WellBehavedPlace<HostName, ServerDomain> {
  /** A domain and its www name are added in this order, and the second not without the first. */
  readonly width = 1;
  readonly title = "this server";
  readonly #list: ServerList;
  #body: AddBody = "unknown";
  #mayBeEmpty: boolean;

  /** @param does what is to be done: where names are to be removed, an empty list before that says nothing of them */
  constructor(
    access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly serverId: string,
    does: "add" | "remove",
  ) {
    this.#list = access.serverList(client.panel, serverId);
    this.#mayBeEmpty = does === "add";
  }

  get panel(): string {
    return this.client.panel;
  }

  async list(): Promise<HostNames> {
    const listed = await this.#list.fresh(this.client);
    if (!this.#mayBeEmpty) nonEmpty(this.panel, listed);
    this.#mayBeEmpty = true;
    this.#body = listed.body;
    return byName(listed.domains);
  }

  /** What is there, from a list that other reads of the run share. */
  async recent(): Promise<HostNames> {
    return byName(nonEmpty(this.panel, await this.#list.recent(this.client)));
  }

  /** The list's form says which body the panel takes; where it is empty, the guide's is tried first. */
  async add({ domain }: HostName): Promise<void> {
    const post = (body: Exclude<AddBody, "unknown">) =>
      this.#list.write(() => addServerDomain(this.client, this.serverId, domain, body));
    const body = this.#body;
    if (body !== "unknown") return post(body);
    try {
      await post("object");
    } catch (error) {
      if (!isPanelError(error) || !WRONG_BODY.has(error.failure.status ?? 0)) throw error;
      await post("text");
    }
  }

  remove({ domainId }: ServerDomain): Promise<void> {
    return this.#list.write(() => deleteServerDomain(this.client, this.serverId, domainId));
  }

  reserved({ isPrimary }: ServerDomain, name: string): PanelError | undefined {
    if (!isPrimary) return undefined;
    return new PanelError({
      kind: "conflict",
      panel: this.panel,
      what: `${name} is the server's own host name, which is not to be adopted or removed`,
      cure: "Leave it out of the program, or make another name the server's own in the panel first.",
      forExisting: FORGET,
    });
  }

  async judge(_wanted: HostName, error: PanelError): Promise<Verdict<HostName>> {
    return { error, covers: () => true };
  }
}

/** A server has its own host name at least: an empty list is no reason to take names for gone. */
function nonEmpty(panel: string, { domains }: ServerDomains): readonly ServerDomain[] {
  if (domains.length > 0) return domains;
  throw nothingListed(panel, "the server's list has not even its own host name");
}

const byName = (domains: readonly ServerDomain[]): HostNames =>
  new Map(domains.map((one) => [comparable(one.domain), one]));

import { isPanelError, isUnclear, PanelError } from "../core/errors";
import { comparable } from "../core/hostnames";
import type { Session } from "../core/session";
import type { EnhanceAccess, ServerList } from "./access";
import type { EnhanceClient } from "./client";
import { FORGET } from "./cures";
import { nothingListed } from "./mappings";
import {
  type AddBody,
  addServerDomain,
  deleteServerDomain,
  type ServerDomain,
  type ServerDomains,
} from "./servers";
import { lookedInVain, watch } from "./watch";

/** Statuses with which panels refuse a body of the other form. */
const WRONG_BODY = new Set([400, 415, 422]);

/**
 * The domains of a server, as the integration guide has them. Panels of today take them for the server's own host
 * names, which serve no customer: the website scope is the one that does (Enhance wire facts, section 7).
 */
export class ServerHostNames {
  readonly #shared: ServerList;

  constructor(
    private readonly session: Session,
    access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly serverId: string,
  ) {
    this.#shared = access.serverList(client.panel, serverId);
  }

  /** Those of the names that are there, from a list that other reads of the run share. */
  async look(names: readonly string[]): Promise<ServerDomain[]> {
    const domains = this.#told(await this.#shared.recent(this.client));
    return names.flatMap((name) => mappedIn(domains, name) ?? []);
  }

  /**
   * Adds what is missing of the names, one after the other, and proves it.
   *
   * @throws PanelError when none of them is there, as far as can be known
   */
  async ensure(
    names: readonly string[],
    accepts: (name: string) => boolean,
  ): Promise<{ domains: readonly ServerDomain[]; existed: boolean; failure?: PanelError }> {
    const before = await this.#list();
    for (const name of names) {
      const there = mappedIn(before.domains, name);
      if (there?.isPrimary === true) throw this.#primary(name);
      if (there !== undefined && !accepts(name)) throw this.#unwanted(name);
    }
    const existed = names.some((name) => mappedIn(before.domains, name) !== undefined);
    let failure: PanelError | undefined;
    let others: string | undefined;
    for (const name of names.filter((one) => mappedIn(before.domains, one) === undefined)) {
      try {
        await this.#add(name, before.body, accepts(name));
      } catch (error) {
        if (!isPanelError(error)) throw error;
        failure = error;
        if (error.kind === "conflict") others = name;
        break;
      }
    }
    const after = await this.#list();
    const own = names.filter((name) => name !== others);
    const domains = own.flatMap((name) => mappedIn(after.domains, name) ?? []);
    if (domains.length === names.length) return { domains, existed };
    const missing = names.filter((name) => mappedIn(after.domains, name) === undefined).join(", ");
    failure ??= this.#failure(
      "unproved",
      `the panel said that it was added, and its list does not have ${missing}`,
      {
        cure: "Run `pulumi up` again: it looks and mends.",
      },
    );
    if (domains.length === 0) throw failure;
    return { domains, existed, failure };
  }

  /** Removes the names, and proves that they are gone. */
  async remove(names: readonly string[]): Promise<void> {
    const domains = this.#told(await this.#list());
    const there = names.flatMap((name) => mappedIn(domains, name) ?? []);
    for (const { domain, isPrimary } of there) if (isPrimary) throw this.#primary(domain);
    for (const { domainId } of there) {
      try {
        await this.#shared.write(() => deleteServerDomain(this.client, this.serverId, domainId));
      } catch (error) {
        const already = isPanelError(error, "missing") && error.failure.subject !== "server";
        if (!already && !isUnclear(error)) throw error;
        if (isUnclear(error)) {
          const gone = async () =>
            (await this.#list()).domains.some((one) => one.domainId === domainId) ? undefined : true;
          if ((await watch(this.session.clock, gone)) === undefined) throw lookedInVain(error);
        }
      }
    }
    if (there.length === 0) return;
    const after = await this.#list();
    if (names.every((name) => mappedIn(after.domains, name) === undefined)) return;
    throw this.#failure("unproved", "the panel said that it was removed, and its list still has it", {
      cure: "Run the command again; if it stays, remove the domain in the panel.",
    });
  }

  /** The list's form says which body the panel takes; where it is empty, the guide's is tried first. */
  async #add(name: string, body: AddBody, accepts: boolean): Promise<void> {
    try {
      await this.#post(name, body === "unknown" ? "object" : body, accepts);
    } catch (error) {
      const wrongBody = isPanelError(error) && WRONG_BODY.has(error.failure.status ?? 0);
      if (body !== "unknown" || !wrongBody) throw error;
      await this.#post(name, "text", accepts);
    }
  }

  async #post(name: string, body: Exclude<AddBody, "unknown">, accepts: boolean): Promise<void> {
    const find = () => this.#list().then(({ domains }) => mappedIn(domains, name));
    try {
      await this.#shared.write(() => addServerDomain(this.client, this.serverId, name, body));
    } catch (error) {
      if (isUnclear(error)) {
        if ((await watch(this.session.clock, find)) === undefined) throw lookedInVain(error);
        return;
      }
      // Somebody else may have added it since we looked.
      if (!isPanelError(error, "conflict") || (await find()) === undefined) throw error;
      if (!accepts) throw this.#unwanted(name);
    }
  }

  /** A server has its own host name at least: an empty list is no reason to take names for gone. */
  #told({ domains }: ServerDomains): readonly ServerDomain[] {
    if (domains.length > 0) return domains;
    throw nothingListed(this.client.panel, "the server's list has not even its own host name");
  }

  #list(): Promise<ServerDomains> {
    return this.#shared.fresh(this.client);
  }

  #primary(name: string): PanelError {
    return this.#failure(
      "conflict",
      `${name} is the server's own host name, which is not to be adopted or removed`,
      {
        cure: "Leave it out of the program, or make another name the server's own in the panel first.",
        forExisting: FORGET,
      },
    );
  }

  #unwanted(name: string): PanelError {
    return this.#failure("conflict", `${name} is on this server already, and onExisting is "fail"`, {
      cure: 'Set onExisting to "adopt" to take it over, or remove it in the panel first.',
    });
  }

  #failure(
    kind: "conflict" | "unproved",
    what: string,
    more: { cure: string; forExisting?: string },
  ): PanelError {
    return new PanelError({ kind, panel: this.client.panel, what, ...more });
  }
}

const mappedIn = (domains: readonly ServerDomain[], name: string): ServerDomain | undefined =>
  domains.find(({ domain }) => comparable(domain) === name);

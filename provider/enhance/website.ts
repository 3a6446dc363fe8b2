import { isPanelError, isUnclear, PanelError } from "../core/errors";
import type { Session } from "../core/session";
import type { EnhanceAccess, WebsiteList } from "./access";
import { certificateOf } from "./certificate";
import type { EnhanceClient } from "./client";
import { conflictOf, quotaOf, reserved } from "./explain";
import {
  changeMapping,
  createMapping,
  deleteMapping,
  type Mapping,
  mappingOf,
  setForceHttps,
  type WebsiteRef,
} from "./mappings";
import { watch } from "./watch";

/** What is declared of a mapping; what is not given is not managed. */
export interface Wanted {
  readonly domain: string;
  readonly kind?: "alias" | "addon" | "subdomain" | undefined;
  readonly documentRoot?: string | undefined;
  readonly forceHttps?: boolean | undefined;
}

/** What became of it, as a list showed it. */
export interface Ensured {
  readonly mapping: Mapping;
  readonly existed: boolean;
  /** What is still not as declared. */
  readonly failure?: PanelError;
}

/** The domains of one website. */
export class WebsiteDomains {
  readonly #list: WebsiteList;

  constructor(
    private readonly session: Session,
    access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly website: WebsiteRef,
  ) {
    this.#list = access.list(client.panel, website);
  }

  /** The mapping of a name, from a list that other reads of the run share. */
  async look(domain: string): Promise<Mapping | undefined> {
    return mappingOf(await this.#list.recent(this.client), domain);
  }

  /**
   * Maps the domain, or takes it over, and brings what is declared of it in line.
   *
   * @param accepts whether a mapping that is there already may be taken over
   * @throws PanelError when the domain is not mapped to this website, as far as can be known
   */
  async ensure(wanted: Wanted, accepts: boolean): Promise<Ensured> {
    let mapping = await this.#find(wanted.domain);
    const existed = mapping !== undefined;
    mapping = mapping === undefined ? await this.#create(wanted, accepts) : this.#taken(mapping, accepts);
    try {
      return { mapping: await this.#align(mapping, wanted), existed };
    } catch (error) {
      if (!isPanelError(error)) throw error;
      return { mapping, existed, failure: error };
    }
  }

  /** Removes the mapping and proves that it is gone. */
  async remove(domain: string): Promise<void> {
    const mapping = await this.#find(domain);
    if (mapping === undefined) return;
    const refusal = reserved(this.client.panel, mapping);
    if (refusal !== undefined) throw refusal;
    const gone = async () => ((await this.#find(domain)) === undefined ? true : undefined);
    try {
      await this.#write(() => deleteMapping(this.client, this.website, mapping.domainId));
    } catch (error) {
      // A missing parent is told by name; a missing mapping is what was wanted.
      const already =
        isPanelError(error, "missing") && !["org", "website"].includes(error.failure.subject ?? "");
      if (!already && !isUnclear(error)) throw error;
      if (isUnclear(error) && (await watch(this.session.clock, gone)) === undefined) throw error;
    }
    if (await gone()) return;
    throw new PanelError({
      kind: "unproved",
      panel: this.client.panel,
      what: "the panel said that the domain was removed, and its list still has it",
      cure: "Run the command again; if it stays, remove the domain in the panel.",
    });
  }

  async #find(domain: string): Promise<Mapping | undefined> {
    return mappingOf(await this.#list.fresh(this.client), domain);
  }

  #taken(mapping: Mapping, accepts: boolean): Mapping {
    const refusal = reserved(this.client.panel, mapping);
    if (refusal !== undefined) throw refusal;
    if (accepts) return mapping;
    throw new PanelError({
      kind: "conflict",
      panel: this.client.panel,
      what: 'the domain is mapped to this website already, and onExisting is "fail"',
      cure: 'Set onExisting to "adopt" to take it over, or remove it in the panel first.',
    });
  }

  /** One POST, whatever happens to its answer: what may have landed is looked for, and never sent again. */
  async #create({ domain, kind, documentRoot }: Wanted, accepts: boolean): Promise<Mapping> {
    const body = {
      domain,
      ...(kind === undefined ? {} : { kind }),
      ...(documentRoot === undefined ? {} : { documentRoot }),
    };
    const find = () => this.#find(domain);
    try {
      await this.#write(() => createMapping(this.client, this.website, body));
    } catch (error) {
      if (!isPanelError(error)) throw error;
      if (error.kind === "unclear") {
        const landed = await watch(this.session.clock, find);
        if (landed !== undefined) return landed;
        throw error;
      }
      if (error.kind !== "conflict") throw await quotaOf(this.client, this.website, kind ?? "alias", error);
      // Somebody else may have mapped it here since we looked.
      const found = await find();
      if (found !== undefined) return this.#taken(found, accepts);
      throw await conflictOf(this.client, this.website, domain, error);
    }
    const mapping = await find();
    if (mapping !== undefined) return mapping;
    throw new PanelError({
      kind: "unproved",
      panel: this.client.panel,
      what: "the panel said that the domain was mapped, and its list does not have it",
      cure: "Run `pulumi up` again: it looks and mends.",
    });
  }

  /** Brings kind, document root and the redirect in line, in place, and sees that the panel did it. */
  async #align(mapping: Mapping, wanted: Wanted): Promise<Mapping> {
    const { client, website } = this;
    const kind = wanted.kind !== undefined && wanted.kind !== mapping.mappingKind ? wanted.kind : undefined;
    const root =
      wanted.documentRoot !== undefined && wanted.documentRoot !== mapping.documentRoot
        ? wanted.documentRoot
        : undefined;
    const force =
      wanted.forceHttps !== undefined &&
      certificateOf(mapping) !== undefined &&
      mapping.cert?.forceHttps !== wanted.forceHttps
        ? wanted.forceHttps
        : undefined;
    if (kind === undefined && root === undefined && force === undefined) return mapping;

    const change = {
      ...(kind === undefined ? {} : { kind }),
      ...(root === undefined ? {} : { documentRoot: root }),
    };
    await this.#unclearIsFine(async () => {
      if (Object.keys(change).length > 0) await changeMapping(client, website, mapping.domainId, change);
      if (force !== undefined) await setForceHttps(client, mapping.domainId, force);
    });
    const now = (await this.#find(wanted.domain)) ?? mapping;
    const kept = [
      kind !== undefined && now.mappingKind !== kind && `kind ${now.mappingKind} in place of ${kind}`,
      root !== undefined &&
        now.documentRoot !== root &&
        `document root ${now.documentRoot} in place of ${root}`,
      force !== undefined &&
        now.cert?.forceHttps !== force &&
        `forceHttps ${now.cert?.forceHttps} in place of ${force}`,
    ].filter((one) => one !== false);
    if (kept.length === 0) return now;
    throw new PanelError({
      kind: "unproved",
      panel: client.panel,
      what: `the panel kept ${kept.join(" and ")}`,
      cure: "This panel does not change it in place: remove the domain and map it anew (`pulumi up --replace <urn>`), or change it in the panel.",
    });
  }

  /** A change that was not answered counts by what the list shows afterwards. */
  async #unclearIsFine(change: () => Promise<void>): Promise<void> {
    try {
      await this.#write(change);
    } catch (error) {
      if (!isUnclear(error)) throw error;
    }
  }

  async #write<T>(write: () => Promise<T>): Promise<T> {
    this.#list.wrote();
    try {
      return await write();
    } finally {
      this.#list.wrote();
    }
  }
}

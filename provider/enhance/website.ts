import { isPanelError, isUnclear, type PanelError } from "../core/errors";
import type { Session } from "../core/session";
import type { EnhanceAccess, WebsiteList } from "./access";
import { differenceOf, keptOf, type Wanted } from "./align";
import type { EnhanceClient } from "./client";
import { FORGET } from "./cures";
import { explained, reserved } from "./explain";
import {
  changeMapping,
  createMapping,
  deleteMapping,
  type Mapping,
  mappingOf,
  setForceHttps,
  type WebsiteRef,
} from "./mappings";
import { verifyStanding } from "./standing";
import { isMappingMissing, notChanged, notMapped, notRemoved, untakeable } from "./verdicts";
import { lookedInVain, watch } from "./watch";

/** What became of it, as a list showed it. */
interface Ensured {
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
    private readonly access: EnhanceAccess,
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
   * @param accepts whether a mapping that is there already may be taken over, asked once it is found
   * @throws PanelError when the domain is not mapped to this website, as far as can be known
   */
  async ensure(wanted: Wanted, accepts: () => boolean): Promise<Ensured> {
    let mapping = await this.#find(wanted.domain);
    const existed = mapping !== undefined;
    if (mapping !== undefined) mapping = this.#taken(mapping, accepts);
    await verifyStanding(this.session, this.access, this.client, this.website);
    mapping ??= await this.#create(wanted, accepts);
    return { existed, ...(await this.#align(mapping, wanted)) };
  }

  /** Removes the mapping and proves that it is gone. */
  async remove(domain: string): Promise<void> {
    const mapping = await this.#find(domain);
    if (mapping === undefined) return;
    const refusal = reserved(this.client.panel, mapping, FORGET);
    if (refusal !== undefined) throw refusal;
    const gone = async () => ((await this.#find(domain)) === undefined ? true : undefined);
    try {
      await this.#list.write(() => deleteMapping(this.client, this.website, mapping.domainId));
    } catch (error) {
      if (!isMappingMissing(error) && !isUnclear(error)) throw error;
      if (isUnclear(error) && (await watch(this.session.clock, gone)) === undefined)
        throw lookedInVain(error);
    }
    if (!(await gone())) throw notRemoved(this.client.panel);
  }

  async #find(domain: string): Promise<Mapping | undefined> {
    return mappingOf(await this.#list.fresh(this.client), domain);
  }

  #taken(mapping: Mapping, accepts: () => boolean): Mapping {
    const refusal = untakeable(this.client.panel, mapping, accepts(), FORGET);
    if (refusal !== undefined) throw refusal;
    return mapping;
  }

  /** One POST, whatever happens to its answer: what may have landed is looked for, and never sent again. */
  async #create(wanted: Wanted, accepts: () => boolean): Promise<Mapping> {
    const { domain, kind = "alias" } = wanted;
    const find = () => this.#find(domain);
    try {
      await this.#list.write(() => createMapping(this.client, this.website, wanted));
    } catch (error) {
      if (!isPanelError(error)) throw error;
      if (error.kind === "unclear") {
        const landed = await watch(this.session.clock, find);
        if (landed !== undefined) return landed;
        throw lookedInVain(error);
      }
      // Somebody else may have mapped it here since we looked.
      const found = error.kind === "conflict" ? await find() : undefined;
      if (found !== undefined) return this.#taken(found, accepts);
      throw await explained(this.access, this.client, this.website, { domain, kind }, error);
    }
    const mapping = await find();
    if (mapping === undefined) throw notMapped(this.client.panel);
    return mapping;
  }

  /** Brings kind, document root and the redirect in line, in place, and sees that the panel did it. */
  async #align(mapping: Mapping, wanted: Wanted): Promise<{ mapping: Mapping; failure?: PanelError }> {
    const { client, website } = this;
    const { domainId } = mapping;
    const { change, force } = differenceOf(mapping, wanted);
    if (change === undefined && force === undefined) return { mapping };
    let failure: PanelError | undefined;
    let now: Mapping | undefined;
    try {
      if (change !== undefined) {
        await this.#landed(wanted, "change", () => changeMapping(client, website, domainId, change));
      }
      if (force !== undefined) {
        await this.#landed(wanted, "force", () => setForceHttps(client, domainId, force));
      }
    } catch (error) {
      if (!isPanelError(error)) throw error;
      failure = error;
    }
    try {
      now = await this.#find(wanted.domain);
    } catch (error) {
      if (!isPanelError(error)) throw error;
      failure ??= error;
    }
    if (now !== undefined && keptOf(now, wanted) !== "")
      failure ??= notChanged(client.panel, now, wanted, "domain");
    return { mapping: now ?? mapping, ...(failure === undefined ? {} : { failure }) };
  }

  /** Makes a change; where its answer was lost, it counts by what the list shows in the end. */
  async #landed(wanted: Wanted, which: "change" | "force", change: () => Promise<void>): Promise<void> {
    try {
      await this.#list.write(change);
    } catch (error) {
      if (!isUnclear(error)) throw error;
      const done = await watch(this.session.clock, async () => {
        const now = await this.#find(wanted.domain);
        return now !== undefined && differenceOf(now, wanted)[which] === undefined ? true : undefined;
      });
      if (done === undefined) throw lookedInVain(error);
    }
  }
}

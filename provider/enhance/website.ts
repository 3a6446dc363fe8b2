import { isPanelError, PanelError } from "../core/errors";
import {
  alike,
  type Change,
  isPlaceMissing,
  type Verdict,
  type WellBehavedPlace,
} from "../resource/oneByOne";
import type { Session } from "../resource/session";
import { CALLS_AT_ONCE, type EnhanceAccess, type WebsiteList } from "./access";
import { differenceOf, keptOf, type Wanted } from "./align";
import type { EnhanceClient } from "./api/client";
import { FORGET } from "./api/cures";
import {
  byName,
  changeMapping,
  createMapping,
  deleteMapping,
  type Mapping,
  type MappingKind,
  type MappingsByName,
  setForceHttps,
  type WebsiteRef,
} from "./api/mappings";
import { because, holderOf, isExplainable, quotaOf, type Reason, reserved } from "./explain";
import { verifyStanding } from "./standing";

const kindOf = ({ kind = "alias" }: Wanted): MappingKind => kind;

/** How what a mapping has from its creation is changed where the panel does not do it in place. */
const MAP_ANEW = {
  /** The engine alone cannot: it creates first, which takes over what is there, and does not say that it replaces. */
  domain:
    "Set the option `deleteBeforeReplace: true` on the resource and run `pulumi up --replace <urn>`, which removes the domain and maps it anew",
  set: "Leave the domain out of the set for one `pulumi up` and declare it again, which removes it and maps it anew",
} as const;

/** The domains of one website. */
export class WebsiteDomains implements WellBehavedPlace<Wanted, Mapping> {
  readonly width = CALLS_AT_ONCE;
  readonly #list: WebsiteList;
  readonly #quotas = new Map<MappingKind, { added: number; answer: ReturnType<typeof quotaOf> }>();
  /** How many adds the panel has done. */
  #added = 0;

  constructor(
    private readonly session: Session,
    private readonly access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly website: WebsiteRef,
    /** What the domains are declared by. */
    private readonly of: "domain" | "set",
  ) {
    this.#list = access.list(client.panel, website);
  }

  get panel(): string {
    return this.client.panel;
  }

  async list(): Promise<MappingsByName> {
    return byName(await this.#list.fresh(this.client));
  }

  async add(wanted: Wanted): Promise<void> {
    await this.#list.write(() => createMapping(this.client, this.website, wanted));
    this.#added += 1;
  }

  async remove({ domainId }: Mapping): Promise<void> {
    await this.#list.write(() =>
      deleteMapping(this.client, this.website, domainId).catch((error: unknown) => {
        if (!isPanelError(error, "missing") || isPlaceMissing(error)) throw error;
      }),
    );
  }

  changes(mapping: Mapping, wanted: Wanted): (Change<Mapping> | undefined)[] {
    const { client, website } = this;
    const { domainId } = mapping;
    const { change, force } = differenceOf(mapping, wanted);
    const call = (part: "change" | "force", send: () => Promise<void>): Change<Mapping> => ({
      send: () => this.#list.write(send),
      isMade: (seen) => differenceOf(seen, wanted)[part] === undefined,
    });
    return [
      change && call("change", () => changeMapping(client, website, domainId, change)),
      force === undefined ? undefined : call("force", () => setForceHttps(client, domainId, force)),
    ];
  }

  async refusal(): Promise<PanelError | undefined> {
    try {
      await verifyStanding(this.session, this.access, this.client, this.website);
      return undefined;
    } catch (error) {
      if (isPanelError(error)) return error;
      throw error;
    }
  }

  reserved(mapping: Mapping): PanelError | undefined {
    return reserved(this.panel, mapping, FORGET);
  }

  /**
   * Why an add was refused, as far as the panel tells: who has the domain, or which quota is used up. Neither status nor code
   * of either is published (Enhance wire facts, section 2), so whatever is no matter of token or address is asked for both:
   * who has a name, name by name; a quota again only when it may have been used up since.
   */
  async judge(wanted: Wanted, error: PanelError): Promise<Verdict<Wanted>> {
    if (!isExplainable(error)) return alike(error);
    const held = await holderOf(this.client, this.website, wanted.domain, error);
    if (held !== undefined) return { error: because(error, held) };
    const kind = kindOf(wanted);
    const usedUp = await this.#usedUp(kind);
    if (usedUp === undefined) return alike(error);
    return { error: because(error, usedUp), covers: (other) => kindOf(other) === kind };
  }

  unwanted(): PanelError {
    return this.#error(
      "conflict",
      'the domain is mapped to this website already, and onExisting is "fail"',
      'Set onExisting to "adopt" to take it over, or remove it in the panel first.',
    );
  }

  notMapped(): PanelError {
    return this.#error(
      "unproved",
      "the panel said that the domain was mapped, and its list does not have it",
      "Run `pulumi up` again: it looks and mends.",
    );
  }

  notRemoved(): PanelError {
    return this.#error(
      "unproved",
      "the panel said that the domain was removed, and its list still has it",
      "Run the command again; if it stays, remove the domain in the panel.",
    );
  }

  notChanged(mapping: Mapping, wanted: Wanted): PanelError {
    const isOfCreation = differenceOf(mapping, wanted).change !== undefined;
    return this.#error(
      "unproved",
      `the panel kept ${keptOf(mapping, wanted)}`,
      isOfCreation ? `${MAP_ANEW[this.of]}, or change it in the panel.` : "Change it in the panel.",
    );
  }

  async #usedUp(kind: MappingKind): Promise<Reason | undefined> {
    const known = this.#quotas.get(kind);
    if (known === undefined) return this.#askQuota(kind);
    const quota = await known.answer;
    const isOld = quota !== undefined && quota.room > 0 && this.#added - known.added >= quota.room;
    return isOld ? this.#askQuota(kind) : quota?.usedUp;
  }

  async #askQuota(kind: MappingKind): Promise<Reason | undefined> {
    const answer = quotaOf(this.access, this.client, this.website, kind);
    this.#quotas.set(kind, { added: this.#added, answer });
    return (await answer)?.usedUp;
  }

  #error(kind: "conflict" | "unproved", what: string, cure: string): PanelError {
    return new PanelError({ kind, panel: this.panel, what, cure });
  }
}

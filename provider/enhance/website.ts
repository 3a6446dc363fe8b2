import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import { alike, type Change, type Verdict, type WellBehavedPlace } from "../resource/oneByOne";
import type { Session } from "../resource/session";
import { CALLS_AT_ONCE, type EnhanceAccess, type WebsiteList } from "./access";
import { differenceOf, forcesHttps, keptOf, type Wanted } from "./align";
import { certificateOf } from "./api/certificate";
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
import type { CertificateRequests } from "./certificateRequests";
import { holderOf, isExplainable, quotaOf, type Reason, reserved } from "./explain";
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
  readonly title = "this website";
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
    private readonly requests: CertificateRequests,
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

  remove({ domainId }: Mapping): Promise<void> {
    return this.#list.write(() => deleteMapping(this.client, this.website, domainId));
  }

  changes(mapping: Mapping, wanted: Wanted): (Change<Mapping> | undefined)[] {
    const { client, website, requests } = this;
    const { domainId } = mapping;
    const { change, force } = differenceOf(mapping, wanted);
    const { domain, forceHttps } = wanted;
    const isRequested = wanted.certificate === "request" && requests.isWanted(domain, mapping);
    // A redirect that waits for the certificate comes with it.
    const forceAfter = isRequested && forceHttps === true && !forcesHttps(mapping) ? true : undefined;
    const forceNow = force ?? forceAfter;
    const find = async () => (await this.list()).get(domain);
    return [
      change && {
        send: () => this.#list.write(() => changeMapping(client, website, domainId, change)),
        isMade: (seen) => differenceOf(seen, wanted).change === undefined,
        kept: keptOf(mapping, change),
        cure: `${MAP_ANEW[this.of]}, or change it in the panel.`,
      },
      isRequested
        ? {
            send: () => requests.make(domain, domainId, find),
            isMade: (seen) => certificateOf(seen) !== undefined,
            kept: "its placeholder in place of a certificate",
            cure: "Change it in the panel.",
          }
        : undefined,
      forceNow === undefined
        ? undefined
        : {
            send: async () => {
              if (force === undefined && !requests.isIssued(domain)) return;
              await this.#list.write(() => setForceHttps(client, domainId, forceNow));
            },
            isMade: (seen) => differenceOf(seen, wanted).force === undefined,
            kept: `forceHttps ${!forceNow} in place of ${forceNow}`,
            cure: "Change it in the panel.",
          },
    ];
  }

  async refusal(): Promise<PanelError | undefined> {
    const { session, access, client, website } = this;
    const refused = await orPanelError(verifyStanding(session, access, client, website));
    return isPanelError(refused) ? refused : undefined;
  }

  reserved(mapping: Mapping): PanelError | undefined {
    return reserved(this.panel, mapping, FORGET);
  }

  /**
   * Why an add was refused, as far as the panel tells: who has the domain, or which quota is used up. Neither status nor code
   * of either is published (docs/panels/enhance.md#errors), so whatever is no matter of token or address is asked for
   * both: who has a name, name by name; a quota again only when it may have been used up since.
   */
  async judge(wanted: Wanted, error: PanelError): Promise<Verdict<Wanted>> {
    if (!isExplainable(error)) return alike(error);
    const held = await holderOf(this.client, this.website, wanted.domain, error);
    if (held !== undefined) return { error: error.with(held) };
    const kind = kindOf(wanted);
    const usedUp = await this.#usedUp(kind);
    if (usedUp === undefined) return alike(error);
    return { error: error.with(usedUp), covers: (other) => kindOf(other) === kind };
  }

  async #usedUp(kind: MappingKind): Promise<Reason | undefined> {
    const known = this.#quotas.get(kind);
    if (known === undefined) return this.#askQuota(kind);
    const quota = await known.answer;
    const isOld = quota !== undefined && quota.room > 0 && this.#added - known.added >= quota.room;
    return isOld ? this.#askQuota(kind) : quota?.usedUp;
  }

  async #askQuota(kind: MappingKind): Promise<Reason | undefined> {
    const { access, client, website } = this;
    const answer = orPanelError(access.website(client, website)).then((found) =>
      quotaOf(client, website, kind, found),
    );
    this.#quotas.set(kind, { added: this.#added, answer });
    return (await answer)?.usedUp;
  }
}

import type { PanelError } from "../../core/errors";
import type { EnhanceAccess } from "../access";
import type { Wanted } from "../align";
import type { EnhanceClient } from "../client";
import { because, holderOf, isExplainable, quotaOf, type Reason } from "../explain";
import type { MappingKind, WebsiteRef } from "../mappings";
import { alike, type Verdict } from "./calls";

const kindOf = ({ kind = "alias" }: Wanted): MappingKind => kind;

/**
 * Why creates were refused, as `explained` finds it out for one: whoever has a name is asked for name by name, and a quota
 * is asked for again only when it may have been used up since.
 */
export class Refusals {
  readonly #quotas = new Map<MappingKind, { landed: number; answer: ReturnType<typeof quotaOf> }>();

  constructor(
    private readonly access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly website: WebsiteRef,
    /** How many creates the panel has done. */
    private readonly landed: () => number,
  ) {}

  async judge(wanted: Wanted, error: PanelError): Promise<Verdict<Wanted>> {
    if (!isExplainable(error)) return alike(error);
    const held = await holderOf(this.client, this.website, wanted.domain, error);
    if (held !== undefined) return { error: because(error, held) };
    const kind = kindOf(wanted);
    const usedUp = await this.#usedUp(kind);
    if (usedUp === undefined) return alike(error);
    return { error: because(error, usedUp), covers: (other) => kindOf(other) === kind };
  }

  async #usedUp(kind: MappingKind): Promise<Reason | undefined> {
    const known = this.#quotas.get(kind);
    if (known === undefined) return this.#ask(kind);
    const quota = await known.answer;
    const isOld = quota !== undefined && quota.room > 0 && this.landed() - known.landed >= quota.room;
    return isOld ? this.#ask(kind) : quota?.usedUp;
  }

  async #ask(kind: MappingKind): Promise<Reason | undefined> {
    const answer = quotaOf(this.access, this.client, this.website, kind);
    this.#quotas.set(kind, { landed: this.landed(), answer });
    return (await answer)?.usedUp;
  }
}

import { isPanelError, isUnclear, type PanelError } from "../../core/errors";
import type { Session } from "../../core/session";
import { CALLS_AT_ONCE, type EnhanceAccess, type WebsiteList } from "../access";
import type { EnhanceClient } from "../client";
import { byName, type MappingsByName, type WebsiteRef } from "../mappings";
import { verifyStanding } from "../standing";
import { lookedInVain, watch } from "../watch";
import { callForEach, type Verdict } from "./calls";

/** What a list shows; where it could not be had, why. */
export type Look =
  | { readonly seen: MappingsByName }
  | { readonly seen?: undefined; readonly failure: PanelError };

/** One call for each of many names. */
interface Round<Item> {
  send(item: Item): Promise<void>;
  /** Whether a list shows that the call has done its work. */
  shows(item: Item, seen: MappingsByName): boolean;
  judge?(item: Item, error: PanelError): Promise<Verdict<Item>>;
}

/** What came of the calls. */
export interface Sent<Item> {
  readonly errors: ReadonlyMap<Item, PanelError>;
  /** For each lost answer, whether a list shows what was asked for. */
  readonly lost: readonly ((seen: MappingsByName) => boolean)[];
}

/** Calls to one website for many names, and the lists around them. */
export class Rounds {
  readonly #list: WebsiteList;

  constructor(
    private readonly session: Session,
    readonly access: EnhanceAccess,
    readonly client: EnhanceClient,
    readonly website: WebsiteRef,
  ) {
    this.#list = access.list(client.panel, website);
  }

  /** A list taken anew. */
  async look(): Promise<Look> {
    try {
      return { seen: byName(await this.#list.fresh(this.client)) };
    } catch (error) {
      if (isPanelError(error)) return { failure: error };
      throw error;
    }
  }

  /** Sees that the website serves what is to be mapped to it. @returns why it never will */
  async refusal(): Promise<PanelError | undefined> {
    try {
      await verifyStanding(this.session, this.access, this.client, this.website);
      return undefined;
    } catch (error) {
      if (isPanelError(error)) return error;
      throw error;
    }
  }

  /** A list after some calls; where answers were lost, one that shows their work if it lands within seconds. */
  async lookAfter(lost: Sent<unknown>["lost"]): Promise<Look> {
    const latestFirst: Look[] = [];
    await watch(this.session.clock, async () => {
      const look = await this.look();
      latestFirst.unshift(look);
      const { seen } = look;
      const isOver = lost.length === 0 || (seen !== undefined && lost.every((shows) => shows(seen)));
      return isOver ? true : undefined;
    });
    // A look that failed says nothing: what an earlier one showed stands.
    return latestFirst.find(({ seen }) => seen !== undefined) ?? latestFirst[0] ?? this.look();
  }

  async each<Item>(items: readonly Item[], { send, shows, judge }: Round<Item>): Promise<Sent<Item>> {
    const errors = await callForEach(items, {
      width: CALLS_AT_ONCE,
      send: (item) => this.#list.write(() => send(item)),
      anyDone: async (lost) => {
        const { seen } = await this.look();
        return seen !== undefined && lost.some((item) => shows(item, seen));
      },
      ...(judge === undefined ? {} : { judge }),
    });
    const lost = [...errors].flatMap(([item, error]) =>
      isUnclear(error) ? [(seen: MappingsByName) => shows(item, seen)] : [],
    );
    return { errors, lost };
  }
}

/** An error as it is told after the last look. */
export const toldAfterLook = (error: PanelError): PanelError =>
  isUnclear(error) ? lookedInVain(error) : error;

import type { Target as EnhanceTarget } from "../../enhance/panel";
import type { WebDomainRef } from "../../hestia/api/account";
import type { PanelRef } from "../context";

/** What can be declared of a domain of an Enhance website, and is seen of it. */
export interface SeenOptions {
  readonly kind: string;
  readonly documentRoot: string;
  readonly forceHttps: boolean;
}

/** A name that a place has. */
export interface MappedName {
  /** In the form in which names are compared. */
  readonly name: string;
  /** As the panel calls it; on Hestia, and of a server, the word of this package for what it is. */
  readonly kind: string;
  /** Whether the place has it of its own, so that it is no mapping. */
  readonly isOwn: boolean;
  /** Why no resource can hold it, as the end of a sentence that begins with the name. */
  readonly unfit?: string | undefined;
  readonly options?: SeenOptions;
}

/** A web domain, a website or a server, with the names that it has. */
export interface MappedPlace {
  readonly panel: PanelRef;
  /** host:port of the panel. */
  readonly host: string;
  readonly target: WebDomainRef | EnhanceTarget;
  /** As ids of resources begin. */
  readonly id: string;
  /** What users know it by. */
  readonly title: string;
  /** The arguments that a resource needs to be there; empty where the settings lead there. */
  readonly args: Readonly<Record<string, string>>;
  /** What A and AAAA records lead to; undefined where the panel does not tell. */
  readonly addresses: readonly string[] | undefined;
  /** Why nothing there is served, as far as the panel shows it; a sentence without a full stop. */
  readonly unusable?: string | undefined;
  readonly names: readonly MappedName[];
}

/** Which places are meant; what is left open comes from the settings. */
export interface PlaceOptions {
  readonly panel?: PanelRef["kind"];
  readonly connection?: string;
  readonly account?: string;
  readonly webDomain?: string;
  readonly organization?: string;
  /** An id, or a domain of the website. */
  readonly website?: string;
  readonly server?: string;
}

/** By what names belong to: a name, then its www name, then its wildcard. */
export function inOrder<T extends { readonly name: string }>(names: readonly T[]): T[] {
  const keyed = names.map((one) => {
    const [, prefix = ""] = /^(www|\*)\./.exec(one.name) ?? [];
    return {
      one,
      key: `${one.name.slice(prefix === "" ? 0 : prefix.length + 1)} ${PREFIXES.indexOf(prefix)}`,
    };
  });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}

const PREFIXES = ["", "www", "*"];

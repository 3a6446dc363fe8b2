import { takesWww } from "../../core/hostnames";
import { KINDS } from "../../enhance/api/mappings";
import { DOMAIN } from "../../enhance/fields";
import { autoWww } from "../../hestia/names";
import { pairWww } from "../../resource/www";
import type { MappedName, MappedPlace } from "../mapped/place";

/** A name with what is declared of it; nothing where it says nothing. */
export interface Declared {
  readonly domain: string;
  readonly options: Readonly<Record<string, string | boolean>>;
}

/** What a program declares at a place. */
export interface PlacePlan {
  readonly place: MappedPlace;
  readonly resource: "HestiaWebAlias" | "HestiaWebAliases" | "EnhanceDomain" | "EnhanceDomains";
  readonly isSet: boolean;
  /** What each resource is given beside its domains, so that its settings make no change. */
  readonly args: Readonly<Record<string, string | boolean>>;
  readonly declared: readonly Declared[];
}

/** A name that the program leaves out. */
export interface LeftOut {
  readonly place: MappedPlace;
  readonly name: string;
  /** As the end of a sentence that begins with the name. */
  readonly reason: string;
}

/** What the settings say for declarations that say nothing. */
export interface Defaults {
  readonly www?: boolean | "auto" | undefined;
  readonly onExisting?: string | undefined;
}

export interface PlanOptions {
  /** Whether a name is to be declared. */
  isMeant(name: string): boolean;
  /** Why a name is not to be declared that could be; undefined where it is. */
  reasonAgainst(place: MappedPlace, name: string): string | undefined;
  defaultsAt(place: MappedPlace): Defaults;
  /** With more names than this a place gets a set. */
  readonly setsAbove: number;
}

/** Plans a program that declares what places have, so that an update finds nothing to write. */
export function planProgram(
  places: readonly MappedPlace[],
  options: PlanOptions,
): { plans: PlacePlan[]; leftOut: LeftOut[] } {
  const taken = new Map<string, MappedPlace>();
  const leftOut: LeftOut[] = [];
  const plans = places.flatMap((place): PlacePlan[] => {
    const fit: MappedName[] = [];
    for (const mapped of place.names) {
      const key = `${place.host} ${mapped.name}`;
      const other = taken.get(key);
      const twice = other && `is at ${other.title} as well, and a name is at one place of a panel`;
      const reason = mapped.unfit ?? twice ?? options.reasonAgainst(place, mapped.name);
      if (reason === undefined) {
        fit.push(mapped);
        taken.set(key, place);
      } else if (options.isMeant(mapped.name) && !isNoAlias(mapped)) {
        leftOut.push({ place, name: mapped.name, reason });
      }
    }
    const declared = declarationsOf(place, fit).filter(({ domain }) => options.isMeant(domain));
    return declared.length === 0 ? [] : [planAt(place, declared, options)];
  });
  return { plans, leftOut };
}

/** A web domain, and a www name of it that is no alias, are nothing that somebody misses in a program. */
const isNoAlias = ({ isOwn, kind }: MappedName): boolean => isOwn && kind === "web domain";

function declarationsOf(place: MappedPlace, names: readonly MappedName[]): Declared[] {
  if ("websiteId" in place.target) {
    const primary = place.names.find(({ kind }) => kind === "primary");
    return names.map((mapped) => ({ domain: mapped.name, options: optionsOf(mapped, primary) }));
  }
  const paired = pairWww(names.map(({ name }) => name));
  return Object.entries(paired).map(([domain, { www }]) => ({
    domain,
    options: www === true ? { www } : {},
  }));
}

/** What a mapping has that a new one would not have, as far as a declaration of it changes nothing. */
function optionsOf({ options }: MappedName, primary: MappedName | undefined): Declared["options"] {
  if (options === undefined) return {};
  const { kind, documentRoot, forceHttps } = options;
  const isAlias = kind === "alias";
  const isKnownKind = KINDS.some((one) => one === kind);
  const isCommon = isAlias && documentRoot === primary?.options?.documentRoot;
  const isDeclarable = DOMAIN.fields.documentRoot.parse.safeParse(documentRoot).data === documentRoot;
  return {
    ...(isKnownKind && !isAlias ? { kind } : {}),
    ...(isKnownKind && isDeclarable && !isCommon ? { documentRoot } : {}),
    ...(forceHttps ? { forceHttps } : {}),
  };
}

function planAt(
  place: MappedPlace,
  declared: readonly Declared[],
  { setsAbove, defaultsAt }: PlanOptions,
): PlacePlan {
  const defaults = defaultsAt(place);
  const adopts = defaults.onExisting === "fail" ? { onExisting: "adopt" } : {};
  const isHestia = place.panel.kind === "hestia";
  // A server's host names have no set.
  const isSet = declared.length > setsAbove && !("serverId" in place.target);
  if (!isHestia) {
    const resource = isSet ? "EnhanceDomains" : "EnhanceDomain";
    return { place, resource, isSet, args: { ...place.args, ...adopts }, declared };
  }
  const args = { ...place.args, ...adopts };
  const byDefault = defaults.www === undefined || defaults.www === false ? {} : { www: false };
  if (!isSet) return { place, resource: "HestiaWebAlias", isSet, args: { ...args, ...byDefault }, declared };
  const www = wwwOfAll(declared);
  return www === undefined
    ? { place, resource: "HestiaWebAliases", isSet, args: { ...args, ...byDefault }, declared }
    : {
        place,
        resource: "HestiaWebAliases",
        isSet,
        args: { ...args, www },
        declared: declared.map(({ domain }) => ({ domain, options: {} })),
      };
}

/** What says of all names of a set at once which of them have a www name; undefined where nothing does, or none has. */
function wwwOfAll(declared: readonly Declared[]): true | "auto" | undefined {
  const agrees = (rule: (domain: string) => boolean) =>
    declared.every(({ domain, options }) => rule(domain) === (options.www === true));
  if (!declared.some(({ options }) => options.www === true)) return undefined;
  if (agrees(takesWww)) return true;
  return agrees(autoWww) ? "auto" : undefined;
}

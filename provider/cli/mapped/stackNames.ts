import type { Stack, StackResource } from "../stack";
import type { MappedPlace } from "./place";

/** Whether the stack has a name: the name of the resource; `undefined` where that is not known. */
export type InStack = { readonly resource: string } | false | undefined;

const PLACES: Readonly<Record<string, (outputs: Outputs) => unknown[]>> = {
  "pulumi-nodejs:dynamic/hestia:WebAlias": ({ account, webDomain }) => [account, webDomain],
  "pulumi-nodejs:dynamic/hestia:WebAliases": ({ account, webDomain }) => [account, webDomain],
  "pulumi-nodejs:dynamic/enhance:Domain": ({ organizationId, websiteId, serverId }) =>
    serverId === undefined ? [organizationId, websiteId] : ["servers", serverId],
  "pulumi-nodejs:dynamic/enhance:Domains": ({ organizationId, websiteId }) => [organizationId, websiteId],
};

type Outputs = Readonly<Record<string, unknown>>;

/** The names that the resources of a stack have on panels, as the state says. */
export class StackNames {
  readonly #byPlace = new Map<string, Map<string, string>>();
  /** Resources whose names or place are secret. */
  readonly hidden: readonly string[];

  private constructor(
    resources: readonly StackResource[],
    /** Why the stack could not be read. */
    readonly unknown: string | undefined,
  ) {
    this.hidden = resources.filter((resource) => !this.#note(resource)).map(nameOf);
  }

  static async read(stack: Stack): Promise<StackNames> {
    const answer = await stack.resources();
    return answer.ok ? new StackNames(answer.value, undefined) : new StackNames([], answer.reason);
  }

  find(place: MappedPlace, name: string): InStack {
    const resource = this.#byPlace.get(keyOf(place.host, place.id))?.get(name);
    if (resource !== undefined) return { resource };
    return this.unknown === undefined && this.hidden.length === 0 ? false : undefined;
  }

  /** Names that the state has at a place. */
  at(place: MappedPlace): string[] {
    return [...(this.#byPlace.get(keyOf(place.host, place.id))?.keys() ?? [])];
  }

  /** @returns false where a resource of ours does not show what it has */
  #note(resource: StackResource): boolean {
    const placeOf = PLACES[resource.type];
    if (placeOf === undefined || resource.delete === true) return true;
    const { outputs = {} } = resource;
    const { panel, names } = outputs;
    const place = placeOf(outputs);
    if (!Array.isArray(names) || ![panel, ...place, ...names].every(isText)) return false;
    const key = keyOf(String(panel), place.join("/"));
    const known = this.#byPlace.get(key) ?? new Map<string, string>();
    for (const name of names) known.set(String(name), nameOf(resource));
    this.#byPlace.set(key, known);
    return true;
  }
}

const isText = (value: unknown): boolean => typeof value === "string";
const keyOf = (host: string, id: string): string => `${host} ${id}`;
const nameOf = ({ urn }: StackResource): string => urn.slice(urn.lastIndexOf("::") + 2);

import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { recordsFor } from "../core/dns";
import type { Place } from "./claims";
import type { Draft } from "./draft";
import { type Properties, UNKNOWN } from "./dynamic";
import { type Kind, propertiesOf } from "./fields";
import type { Entries, Panel } from "./panel";

/** In place of an entry of a set in states of version 0.1: a name at the place that nobody declared. It is none of the set's. */
const UNMANAGED = "unmanaged";

const State = z
  .object({
    domain: z.string(),
    domains: z.record(z.string(), z.union([z.literal(true), z.literal(UNMANAGED), z.looseObject({})])),
    names: z.array(z.string()),
    adopted: z.union([z.boolean(), z.array(z.string())]),
    panel: z.string(),
    connection: z.string(),
    exclusive: z.boolean(),
    loaded: z.boolean(),
    failed: z.record(z.string(), z.string()),
    addresses: z.array(z.string()),
    requiredDnsRecords: z
      .array(z.object({ name: z.string(), type: z.enum(["A", "AAAA"]), value: z.string() }))
      .catch([]),
  })
  .partial();

/** A resource as it was last seen; a lookup brings little or nothing. */
export interface Stored<Options> extends Omit<z.infer<typeof State>, "domain" | "domains"> {
  /** What of its domains was there; undefined where nothing is known of it. */
  readonly entries: Entries<Options> | undefined;
  /** Every name that it may have on the panel. */
  readonly all: readonly string[];
  /** Everything, as it stands in the state. */
  readonly properties: Properties;
}

/** What an operation has made of a resource, or a look has found. */
export interface Result<Options> {
  readonly target: object;
  /** The domain of a single resource. */
  readonly domain?: string | undefined;
  /** What of its domains is there. */
  readonly entries: Entries<Options>;
  readonly names: readonly string[];
  /** Those of them that were there before. */
  readonly adopted: readonly string[];
  /** Why domains are not as declared. */
  readonly failed: Readonly<Record<string, string>>;
  /** Whether the web server serves what is there, as far as is known. */
  readonly isLoaded: boolean;
  /** Undefined where nothing was asked, or told. */
  readonly addresses: readonly string[] | undefined;
  readonly details: Properties;
}

/** How inputs and outputs have the domains of a resource: one in properties of its own, or many in an object. */
export interface Shape<Options> {
  readonly kind: Kind;
  /**
   * Inputs as the program gives them, without those that a check adds itself: with the `ignoreChanges` option the engine puts
   * those of the last run among them. `ignored`: the domains, where they are the state's for that option.
   */
  given(
    olds: Properties,
    news: Properties,
  ): { rest: Properties; ignored?: Readonly<Record<string, Properties>> | undefined };
  /** What a draft says of each domain. */
  said(draft: Draft): Readonly<Record<string, Properties | typeof UNKNOWN>>;
  /** Puts into a draft what was decided of each domain; `entries` has those of which all names are known. */
  keep(
    draft: Draft,
    decided: Readonly<Record<string, Properties | typeof UNKNOWN>>,
    entries: Entries<Options>,
  ): void;
  areNamesKnown(inputs: Properties): boolean;
  /** The domains of checked inputs; what is not known yet is like nothing that was seen. */
  declared(inputs: Properties): Entries<Options>;
  /** @param inputs those with which the state is to be compared */
  stored(state: Properties, inputs?: Properties): Stored<Options>;
  outputs(inputs: Properties, result: Result<Options>, before: Stored<Options> | undefined): Properties;
  /** A resource's inputs as they would have to be declared for what a look has found. */
  inputs(result: Result<Options>, host: string, state: Properties): Properties;
}

/** Where on a panel a target is. */
export const placeOf = <Target extends object>(
  panel: { formatTarget(target: Target): string },
  host: string,
  target: Target,
): Place<Target> => ({ panel: host, holder: panel.formatTarget(target), target });

/** Every name of these entries that stands on the panel. */
export const allNames = <Options>(
  panel: { names(domain: string, options: Options): readonly string[] },
  entries: Entries<Options>,
): string[] => Object.entries(entries).flatMap(([domain, options]) => panel.names(domain, options));

const pick = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, properties[name]]));

const without = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** It is there only where something is not served, so that nothing changes for states that have none. */
const loadedOutput = ({ isLoaded }: { isLoaded: boolean }): Properties => (isLoaded ? {} : { loaded: false });

/** Without those that a check adds, where they are the state's. */
const withoutComputed = (olds: Properties, news: Properties, computed: readonly string[]): Properties =>
  without(
    news,
    [...computed, "drift"].filter((property) => isDeepStrictEqual(news[property], olds[property])),
  );

function readState(properties: Properties): z.infer<typeof State> {
  const read = State.safeParse(properties);
  if (read.success) return read.data;
  const what = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new Error(
    `The state has what this package does not write (${what}). ` +
      "`pulumi state delete <urn>` forgets the resource, and the next `pulumi up` adopts what is on the panel.",
  );
}

/** What of a panel has to do with names and what is declared of them. */
type Names<Options extends object> = Pick<
  Panel<object, Options, unknown>,
  | "optionsIn"
  | "names"
  | "impliedNames"
  | "entriesOf"
  | "storedOptions"
  | "observed"
  | "declarable"
  | "optionInputs"
  | "optionOutputs"
>;

/** A resource with one domain: a set with one entry, whose options are inputs of its own. */
export class Single<Options extends object> implements Shape<Options> {
  readonly #options: readonly string[];
  readonly #inputs: readonly string[];

  constructor(
    private readonly panel: Names<Options>,
    readonly kind: Kind,
  ) {
    this.#options = propertiesOf(kind, ({ option }) => option === true);
    this.#inputs = propertiesOf(kind, ({ option }) => option !== true);
  }

  given(olds: Properties, news: Properties) {
    return { rest: withoutComputed(olds, news, ["names", "panel"]) };
  }

  said({ inputs }: Draft): Record<string, Properties> {
    return typeof inputs.domain === "string" ? { [inputs.domain]: inputs } : {};
  }

  keep(
    { inputs }: Draft,
    decided: Readonly<Record<string, Properties | typeof UNKNOWN>>,
    entries: Entries<Options>,
  ): void {
    for (const one of Object.values(decided)) if (one !== UNKNOWN) Object.assign(inputs, one);
    const names = allNames(this.panel, entries);
    inputs.names = names.length === 0 ? UNKNOWN : names;
  }

  areNamesKnown({ names }: Properties): boolean {
    return Array.isArray(names);
  }

  declared(inputs: Properties): Entries<Options> {
    return inputs.domain === UNKNOWN ? {} : { [String(inputs.domain)]: this.panel.optionsIn(inputs) };
  }

  stored(properties: Properties, inputs: Properties = properties): Stored<Options> {
    const { panel } = this;
    const { domain, domains: _domains, ...state } = readState(properties);
    const common = { ...state, properties };
    if (domain === undefined) return { ...common, entries: undefined, all: state.names ?? [] };
    const options = panel.storedOptions(properties, inputs);
    const names = new Set(state.names);
    const observation = { has: (name: string) => names.has(name), seen: undefined, before: options };
    const here = panel.observed(domain, options, observation);
    const own = panel.names(domain, options);
    const others = panel.entriesOf([...names].filter((name) => !own.includes(name)));
    const entries = { ...(here === undefined ? {} : { [domain]: here }), ...others };
    return { ...common, entries, all: [...new Set([...own, ...names])] };
  }

  outputs(inputs: Properties, result: Result<Options>, before: Stored<Options> | undefined): Properties {
    const seen = result.entries[String(inputs.domain)];
    const now = seen && { ...without(inputs, this.#options), ...this.panel.optionOutputs(seen) };
    const wasAdopted = typeof before?.adopted === "boolean" ? before.adopted : undefined;
    return {
      ...(now ?? inputs),
      names: result.names,
      adopted: wasAdopted ?? result.adopted.length > 0,
      ...result.details,
      requiredDnsRecords: this.#records(inputs, result, before),
      ...loadedOutput(result),
    };
  }

  inputs(
    { target, domain = "", entries, names }: Result<Options>,
    host: string,
    properties: Properties,
  ): Properties {
    const { panel } = this;
    const seen = entries[domain] ?? panel.storedOptions(properties, properties);
    return {
      ...pick(properties, this.#inputs),
      ...target,
      domain,
      ...panel.optionInputs(seen),
      names,
      panel: host,
    };
  }

  /** The records of its names and of those that come along, where nothing was asked those of before. */
  #records(inputs: Properties, { target, addresses }: Result<Options>, before: Stored<Options> | undefined) {
    const names = allNames(this.panel, this.declared(inputs));
    const all = [...names, ...this.panel.impliedNames(target, names)];
    if (addresses !== undefined) return recordsFor(all, addresses);
    return before?.requiredDnsRecords?.filter(({ name }) => all.includes(name)) ?? [];
  }
}

/** A resource with many domains, in an object of entries: `true` where there are no options. */
export class Many<Options extends object> implements Shape<Options> {
  constructor(
    private readonly panel: Names<Options>,
    readonly kind: Kind,
  ) {}

  given(olds: Properties, news: Properties) {
    const rest = withoutComputed(olds, news, ["panel"]);
    if (news.domains === undefined || !isDeepStrictEqual(news.domains, olds.domains)) return { rest };
    const entries = Object.entries(this.stored(olds).entries ?? {});
    const ignored = entries.map(([domain, options]) => [domain, this.panel.optionInputs(options)] as const);
    return { rest: without(rest, ["domains"]), ignored: Object.fromEntries(ignored) };
  }

  said({ inputs: { domains } }: Draft): Readonly<Record<string, Properties | typeof UNKNOWN>> {
    return domains === UNKNOWN || domains === undefined ? {} : (domains as Record<string, Properties>);
  }

  keep(
    draft: Draft,
    decided: Readonly<Record<string, Properties | typeof UNKNOWN>>,
    entries: Entries<Options>,
  ): void {
    const { inputs } = draft;
    if (inputs.domains === UNKNOWN || draft.isBroken("domains")) return;
    const domains = Object.keys(decided).map((domain) => {
      const options = entries[domain];
      return [domain, options === undefined ? UNKNOWN : asEntry(options)] as const;
    });
    inputs.domains = Object.fromEntries(domains);
  }

  areNamesKnown({ domains }: Properties): boolean {
    return domains !== UNKNOWN;
  }

  declared({ domains }: Properties): Entries<Options> {
    return domains === UNKNOWN ? {} : optionsOf<Options>(domains as Domains);
  }

  stored(properties: Properties): Stored<Options> {
    const { domain: _domain, domains, ...state } = readState(properties);
    const entries = domains && optionsOf<Options>(domains);
    const all = new Set([...allNames(this.panel, entries ?? {}), ...(state.names ?? [])]);
    return { ...state, entries, all: [...all], properties };
  }

  outputs(inputs: Properties, result: Result<Options>, before: Stored<Options> | undefined): Properties {
    return {
      ...inputs,
      domains: asEntries(result.entries),
      names: result.names,
      adopted: result.adopted,
      failed: result.failed,
      addresses: result.addresses ?? before?.addresses ?? [],
      ...loadedOutput(result),
    };
  }

  inputs({ target, entries }: Result<Options>, host: string, properties: Properties): Properties {
    const declarable = Object.entries(entries).map(
      ([domain, options]) => [domain, this.panel.declarable(options)] as const,
    );
    return {
      ...pick(properties, Object.keys(this.kind.fields)),
      ...target,
      domains: asEntries(Object.fromEntries(declarable)),
      panel: host,
    };
  }
}

/** The domains of a set, as inputs and outputs have them. */
type Domains = Readonly<Record<string, true | typeof UNMANAGED | object>>;

const asEntry = <Options extends object>(options: Options): true | Options =>
  Object.keys(options).length === 0 ? true : options;

const asEntries = <Options extends object>(entries: Entries<Options>): Record<string, true | Options> =>
  Object.fromEntries(Object.entries(entries).map(([domain, options]) => [domain, asEntry(options)]));

function optionsOf<Options extends object>(domains: Domains): Record<string, Options> {
  const entries: Record<string, Options> = {};
  for (const [domain, entry] of Object.entries(domains)) {
    // What a set's check has let pass are this panel's options.
    if (entry !== UNMANAGED) entries[domain] = (entry === true ? {} : entry) as Options;
  }
  return entries;
}

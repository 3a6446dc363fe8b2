import type { PanelConnection, Resolved } from "../core/connection";
import type { PanelError } from "../core/errors";
import type { Patience } from "../core/patience";
import type { Settings } from "../core/settings";
import type { Draft } from "./draft";
import type { Properties, UNKNOWN } from "./dynamic";

/** The domains of a resource, each with the options that are declared, or were seen, of it. */
export type Entries<Options> = Readonly<Record<string, Options>>;

/** What a list shows of a place. */
export interface Listing<Seen> {
  /** Names at the place in canonical form, without those that it has of its own. */
  readonly names: readonly string[];
  /** Those of them that a call can remove. */
  readonly removable: readonly string[];
  /** Whether a name is there, also one of the place's own. */
  has(name: string): boolean;
  /** Why nothing at the place is served, as far as the list shows it; a sentence without a full stop. */
  readonly unusable?: string | undefined;
  /** Options of which a glance shows nothing; only a glance has it. Names that it does not show may be there all the same. */
  readonly hidden?: readonly string[] | undefined;
  /** Whether a name that is there can be served, where the panel stores names that it does not serve. */
  canServe?(name: string): boolean;
  /** What else is shown of a name; undefined where there is nothing more. */
  get(name: string): Seen | undefined;
}

/** An operation on a resource, as errors tell it. */
export interface Context {
  readonly operation: string;
  /** The place in words. */
  readonly place: string;
  /** The domain of a single resource; a set's errors tell which of its names they are about. */
  readonly domain?: string;
}

/** What is to be done at a place. */
export interface Plan<Options> {
  /** Entries of which something is missing, or not as declared. */
  readonly ensure: Entries<Options>;
  /** Names to be removed. */
  readonly remove: readonly string[];
  /** Entries as they were last seen. */
  readonly before: Entries<Options>;
  /** The resource's inputs; of a delete what the state has of them. */
  readonly inputs: Properties;
  readonly context: Context;
  /** Whether all names belong together: where one of them may not be touched, none is. */
  readonly together: boolean;
  /** Whether names that may be as they should be are not served, since the web server could not load them before. */
  readonly isNotLoaded: boolean;
  /** Whether a name that is there already may be adopted. */
  mayAdopt(name: string): boolean;
  /** Whether a name that was to be removed stays after all; asked when its turn comes. */
  keeps(name: string): boolean;
  /** Whether another resource of the run takes a name at another place. */
  isMoving(name: string): boolean;
  /** Whether a name to be removed was the resource's own, and not one beside it. */
  isOwn(name: string): boolean;
}

/** What became of an entry, or of a name that was to be removed. */
export interface Outcome<Seen> {
  /** Its names that are at the place now and the resource's; undefined where no list has told. */
  readonly present?: readonly string[] | undefined;
  /** Its names that were there before. */
  readonly existed?: readonly string[];
  /** As the latest list has it. */
  readonly seen?: Seen | undefined;
  /** Why it was not removed: it is the place's own. A set lives with that. */
  readonly reserved?: PanelError | undefined;
  /** Why it is not as it should be. */
  readonly failure?: PanelError | undefined;
  /** Whether it is as it should be on the panel, and is not served that way. */
  readonly isNotServed?: boolean;
}

/** What came of a plan, by the entries' domains and by the names to be removed; and the latest list, if one could be had. */
export interface Applied<Seen, Listed> {
  readonly outcomes: ReadonlyMap<string, Outcome<Seen>>;
  readonly listing?: Listed | undefined;
}

/** Names that a run brings to a place. */
export interface Coming<Options> {
  readonly names: readonly string[];
  /** What is declared of each, as far as that is known. */
  readonly options: ReadonlyMap<string, Options | undefined>;
  /** How many others the same run takes off the place. */
  readonly freed: number;
}

/** What there is to say of a name when the panel was looked at, or was not. */
export interface Observation<Options, Seen> {
  has(name: string): boolean;
  readonly seen: Seen | undefined;
  /** As it was last seen. */
  readonly before: Options | undefined;
}

/**
 * What a panel implements: places that hold names, what can be declared of a name, one look, and one way to bring a place
 * in line. Everything else in a resource's life is the same on all panels.
 *
 * - `Target`: the inputs that name a place, such as account and web domain
 * - `Options`: what can be declared of a domain, and is seen of it; empty where there is nothing
 * - `Seen`: what a list shows of a name beside that it is there
 */
export abstract class Panel<
  Target extends object,
  Options extends object,
  Seen,
  Listed extends Listing<Seen> = Listing<Seen>,
> {
  /** The connections of the stack's configuration. @throws ConfigurationError from `client` where one leads nowhere */
  abstract readonly access: {
    resolve(connection: string | undefined): Resolved<PanelConnection>;
    settings(connection: string | undefined): Settings;
    client(connection: string | undefined, patience?: Patience): { readonly panel: string };
  };
  /** The place, and a set of names there, each as the beginning of a sentence. */
  abstract readonly sentence: { place(target: Target): string; set(target: Target): string };

  /** Fills in what the program leaves to the settings, and tells what is wrong with the inputs that name the place. */
  abstract fillTarget(draft: Draft): void;
  /** The place that inputs name, which may not be known yet; undefined where they name none. */
  abstract targetIn(inputs: Properties): Target | undefined;
  /** The place within an id, which is unique on the panel. */
  abstract formatTarget(target: Target): string;
  /** @returns undefined where a part of an id is no place */
  abstract parseTarget(parts: readonly string[]): Target | undefined;
  /** How names are removed from a place by hand, as the end of a sentence, its full stop included. */
  removalByHand(_target: Target, _names: readonly string[]): string {
    return ".";
  }
  /** In words, as errors tell it. */
  abstract describe(target: Target): string;
  /** What there is to say of a place whatever is mapped there. */
  notice(_host: string, _target: Target): string | undefined {
    return undefined;
  }

  /**
   * Settles what is left open of a domain.
   *
   * @param said what is said of it
   * @param known as it was last seen at the place; undefined where it is new
   */
  abstract decide(
    said: Properties,
    domain: string,
    draft: Draft,
    known: Options | undefined,
  ): Properties | typeof UNKNOWN;
  /** The options among what was decided, or among a single resource's inputs. */
  abstract optionsIn(inputs: Properties): Options;
  /** Tells what is wrong with domains and their options together. */
  judge(_entries: Entries<Options>, _draft: Draft): void {}
  /** Every name that stands on the panel for a domain. */
  abstract names(domain: string, options: Options): readonly string[];
  /** Names that the panel serves along with these, so that nobody else can have them. */
  impliedNames(_target: Target, _names: readonly string[]): readonly string[] {
    return [];
  }
  /** Names as entries of which nothing is declared. */
  entriesOf(names: readonly string[]): Entries<Options> {
    return Object.fromEntries(names.map((name) => [name, this.optionsIn({})]));
  }

  /** What a single resource's outputs say of its domain, to be compared with these inputs. */
  storedOptions(outputs: Properties, _inputs: Properties): Options {
    return this.optionsIn(outputs);
  }
  /** What of an entry is there; undefined where nothing is. */
  abstract observed(domain: string, options: Options, now: Observation<Options, Seen>): Options | undefined;
  /** Options as they would have to be declared for what was seen. */
  declarable(seen: Options): Options {
    return seen;
  }
  /** A single resource's inputs for what was seen. */
  optionInputs(seen: Options): Properties {
    return Object.fromEntries(Object.entries(seen));
  }
  /** A single resource's outputs for what was seen. */
  optionOutputs(seen: Options): Properties {
    return this.optionInputs(seen);
  }
  /** What an update is to try again for an entry that was last seen like this, as the end of a sentence; undefined where nothing. */
  retry(_seen: Options): string | undefined {
    return undefined;
  }

  /**
   * A list that other reads of the run share.
   *
   * @param isKnown whether the state knows of the place
   * @param patience where it is not to wait for long
   * @returns undefined where it is gone for certain
   */
  abstract look(
    connection: string | undefined,
    target: Target,
    isKnown: boolean,
    patience?: Patience,
  ): Promise<Listed | undefined>;
  /** Hears of a place that is about to be glanced at, before the first glance. */
  expectLook(_host: string, _target: Target): void {}
  /**
   * The look of a check, which shows everything where all is as it should be; also whether the place is usable.
   *
   * @returns undefined where the place is gone
   */
  glance(connection: string | undefined, target: Target, patience: Patience): Promise<Listed | undefined> {
    return this.look(connection, target, true, patience);
  }
  /** What keeps names from coming to a place, as far as looks show it, by name. */
  async obstacles(
    _connection: string | undefined,
    _target: Target,
    _coming: Coming<Options>,
    _patience: Patience,
  ): Promise<ReadonlyMap<string, PanelError>> {
    return new Map();
  }
  /** Looks anew. @throws PanelError where nothing can be mapped there */
  abstract verify(connection: string | undefined, target: Target): Promise<void>;
  /** Brings a place in line, and proves it. */
  abstract apply(
    connection: string | undefined,
    target: Target,
    plan: Plan<Options>,
  ): Promise<Applied<Seen, Listed>>;

  /** Addresses that lead to the place; undefined where the panel does not tell. */
  abstract addresses(
    connection: string | undefined,
    target: Target,
    listing: Listed,
  ): Promise<readonly string[] | undefined>;
  /** What a single resource's outputs have of its mapping. */
  async details(
    _connection: string | undefined,
    _target: Target,
    _domain: string,
    _seen: Seen,
    _before: Properties,
  ): Promise<Properties> {
    return {};
  }
  /** What the user is to hear after an operation; `details` are a single resource's. */
  remarks(
    _inputs: Properties,
    _after: {
      readonly target: Target;
      /** Entries that were worked on. */
      readonly worked: readonly string[];
      readonly entries: Entries<Options>;
      readonly listing: Listed | undefined;
      readonly details: Properties;
    },
  ): readonly string[] {
    return [];
  }

  /** Hears of an operation that the engine is about to send, and of its beginning. */
  announce(_host: string, _target: Target, _id: string): void {}
  begun(_host: string, _target: Target, _id: string): void {}
}

export const connectionIn = ({ connection }: Properties): string | undefined =>
  typeof connection === "string" ? connection : undefined;

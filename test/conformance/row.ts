import type { Bench, LocalPanel } from "../support/bench";
import type { Verb } from "../support/engine";
import type { Properties } from "../support/host-messages";

/** Where on a panel names are: where the stack's configuration leads, or at another place. */
export type Spot = "home" | "away";

/** What becomes of a call: it is refused; done, with the answer lost; neither done nor answered; or something is done first. */
export type Trouble = "refused" | "lost" | "never done" | (() => unknown);

/** A panel for one test: what the suite does there by hand and sees of it, and runs against it. */
export interface Ground extends Bench<LocalPanel> {
  /** The calls that reached the panel in the present run, in few words. */
  readonly calls: readonly string[];
  /** Those that were to change something. */
  readonly writes: readonly string[];
  /** Which names are there, without those that the place has of its own. */
  names(spot?: Spot): string[];
  /** Which names the web server answers for, where the panel tells that apart. */
  served?(spot: Spot): string[];
  /** Puts these names there, in place of those that were. */
  put(names: readonly string[], spot?: Spot): void;
  /** Gives the panel these names where the stack does not look; without names, takes them away. A panel may hold a name once. */
  hold?(...names: string[]): void;
  /** Has something become of the next calls of a kind, or of those that `where` says. */
  fault(call: "list" | "add" | "remove", trouble: Trouble, where?: { nth?: number; times?: number }): void;
  /** Of names that are added next, this one does not land. */
  refuse(name: string): void;
  /** Ends all faults. */
  mend(): void;
}

/** A kind of resource, and how it is declared. */
export interface Declaring {
  readonly on: string;
  /** Arguments for these names at the place where the configuration leads. */
  args(...names: string[]): Properties;
}

/** A resource of a panel, as the rules need it that hold for all of them. */
export interface Row extends Declaring {
  readonly title: string;
  readonly isSet: boolean;
  /** A panel for a test. */
  start(): Promise<Ground>;
  /** Names that one resource can have: a domain and what else it may declare along with it, or nothing else. */
  readonly names: readonly [string, ...string[]];
  /** Other such names. */
  readonly others: readonly [string, ...string[]];
  /** Declares `names` in another spelling. */
  readonly respelled: Properties;
  /** The kind of the panel's resources that has one domain, and that which has many, where there is one. */
  readonly single: Declaring;
  readonly set?: Declaring;
  /** What is told in every run. */
  readonly notice?: RegExp;
  /** Arguments that lead to the place `away`. */
  readonly away: Properties;
  /** The writes that put names there, or take them off, at once; in any order where a panel takes one name with a call. */
  adds(...names: string[]): readonly string[];
  removes(...names: string[]): readonly string[];
  /** All that a create sends where all that is declared is there, and all that a refresh sends. */
  readonly adopts: readonly string[];
  readonly reads: readonly string[];
  /** What is told of a name that is there where that is not wanted. */
  readonly already: RegExp;
  /** What is told of a name that somebody else holds, and of one at the place `away`. */
  readonly held?: RegExp;
  readonly heldAway?: RegExp;
  /** Places that take no names. */
  readonly nowhere: readonly Nowhere[];
  /** The id of the resource with `names`, the same in another spelling, and what a lookup finds that knows the id alone. */
  readonly id: string;
  readonly respelledId?: string;
  readonly found: Properties;
  /** Ids with which a lookup finds nothing, and what it tells. */
  readonly missing: Readonly<Record<string, string>>;
  readonly notFound: RegExp;
  /** Options that a name of a set can have. */
  readonly options: Properties;
  /** Other values of arguments, each of which would change something on the panel. */
  readonly changes: Properties;
}

/** A place that takes no names. */
export interface Nowhere {
  readonly what: string;
  readonly args: Properties;
  readonly told: RegExp;
  prepare?(ground: Ground): void;
}

/** What a resource goes through. */
export interface Life {
  readonly title: string;
  /** The title of its row. */
  readonly row: string;
  readonly steps: readonly Step[];
  /** Whether calls are sent at the same time, so that the panel gets them in any order. */
  readonly inAnyOrder?: boolean;
}

/** One run of a stack with one resource, and what is to come of it. */
export interface Step {
  readonly title: string;
  /** What somebody does on the panel before it. */
  readonly meanwhile?: (ground: Ground) => void;
  readonly run: "refresh" | "destroy" | Properties;
  readonly does: Verb | "there" | "gone" | "done";
  readonly calls: readonly string[];
  /** The names that are there afterwards, and those of another place. */
  readonly home: readonly string[];
  readonly away?: readonly string[];
  /** What the user is told. @default nothing */
  readonly says?: RegExp;
  /** What is among the outputs afterwards, and among the inputs. */
  readonly outputs?: Properties;
  readonly inputs?: Properties;
}

import type { Action } from "../support/engine";
import type { Harness, LocalPanel } from "../support/harness";
import type { Properties } from "../support/host-messages";

/** Where on a panel names are: where the stack's configuration leads, or at another place. */
export type Place = "home" | "away";

/** What becomes of a call: it is refused; done, with the answer lost; neither done nor answered; or something is done first. */
export type FaultKind = "refused" | "lost" | "never done" | (() => unknown);

/** A panel for one test: what the suite does there by hand and sees of it, and runs against it. */
export interface ConformanceHarness extends Harness<LocalPanel> {
  /** The calls that reached the panel in the present run, in few words. */
  readonly calls: readonly string[];
  /** Those that were to change something. */
  readonly writes: readonly string[];
  /** Which names are there, without those that the place has of its own. */
  names(place?: Place): string[];
  /** Which names the web server answers for, where the panel tells that apart. */
  served?(place: Place): string[];
  /** Puts these names there, in place of those that were. */
  setNames(names: readonly string[], place?: Place): void;
  /** Gives the panel these names where the stack does not look; without names, takes them away. A panel may hold a name once. */
  giveToOthers?(...names: string[]): void;
  /** Has something become of the next calls of a kind, or of those that `where` says. */
  addFault(call: "list" | "add" | "remove", kind: FaultKind, where?: { nth?: number; times?: number }): void;
  /** Of names that are added next, this one does not land. */
  refuseName(name: string): void;
  /** Ends all faults. */
  clearFaults(): void;
}

/** A kind of resource, and how it is declared. */
export interface ResourceKind {
  readonly on: string;
  /** Arguments for these names at the place where the configuration leads. */
  args(...names: string[]): Properties;
}

/** A resource of a panel, as the rules need it that hold for all of them. */
export interface Row extends ResourceKind {
  readonly title: string;
  readonly isSet: boolean;
  /** A panel for a test. */
  start(): Promise<ConformanceHarness>;
  /** Names that one resource can have: a domain and what else it may declare along with it, or nothing else. */
  readonly names: readonly [string, ...string[]];
  /** Other such names. */
  readonly others: readonly [string, ...string[]];
  /** Declares `names` in another spelling. */
  readonly respelled: Properties;
  /** The kind of the panel's resources that has one domain, and that which has many, where there is one. */
  readonly single: ResourceKind;
  readonly set?: ResourceKind;
  /** What is told in every run. */
  readonly notice?: RegExp;
  /** Arguments that lead to the place `away`. */
  readonly away: Properties;
  /** The writes that put names there, or take them off, at once; in any order where a panel takes one name with a call. */
  addCalls(...names: string[]): readonly string[];
  removeCalls(...names: string[]): readonly string[];
  /** All that a create sends where all that is declared is there, and all that a refresh sends. */
  readonly adoptCalls: readonly string[];
  readonly readCalls: readonly string[];
  /** What is told of a name that is there where that is not wanted. */
  readonly existsMessage: RegExp;
  /** What is told of a name that somebody else holds, and of one at the place `away`. */
  readonly heldMessage?: RegExp;
  readonly heldAwayMessage?: RegExp;
  /** Places that take no names. */
  readonly unusablePlaces: readonly UnusablePlace[];
  /** The id of the resource with `names`, the same in another spelling, and what a lookup finds that knows the id alone. */
  readonly id: string;
  readonly respelledId?: string;
  readonly lookedUp: Properties;
  /** Ids with which a lookup finds nothing, and what it tells. */
  readonly unknownIds: Readonly<Record<string, string>>;
  readonly notFoundMessage: RegExp;
  /** Options that a name of a set can have. */
  readonly options: Properties;
  /** Other values of arguments, each of which would change something on the panel. */
  readonly changes: Properties;
}

/** A place that takes no names. */
export interface UnusablePlace {
  readonly what: string;
  readonly args: Properties;
  readonly message: RegExp;
  prepare?(harness: ConformanceHarness): void;
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
  readonly meanwhile?: (harness: ConformanceHarness) => void;
  readonly run: "refresh" | "destroy" | Properties;
  readonly result: Action | "there" | "gone" | "done";
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

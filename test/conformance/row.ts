import type { Action } from "../support/engine";
import type { Harness, LocalPanel } from "../support/harness";
import type { Properties } from "../support/host-messages";

/** A place on the panel: the one of the stack's configuration, or another one. */
export type Place = "home" | "away";

/** What happens to a call: refused; done, with the answer lost; neither done nor answered; or a function runs first. */
export type FaultKind = "refused" | "lost" | "never done" | (() => unknown);

/** A panel for one test, runs against it, and changes by hand on it. */
export interface ConformanceHarness extends Harness<LocalPanel> {
  /** The calls that reached the panel in the current run, in short form. */
  readonly calls: readonly string[];
  /** The calls among them that write. */
  readonly writes: readonly string[];
  /** The names at a place, without the place's own. */
  names(place?: Place): string[];
  /** The names that the web server serves, where the panel distinguishes them. */
  served?(place: Place): string[];
  /** Replaces the names at a place. */
  setNames(names: readonly string[], place?: Place): void;
  /** Puts these names into another account, in place of those there. Undefined where a panel accepts a name twice. */
  giveToOthers?(...names: string[]): void;
  /** Adds a fault for the next call of a kind, or the calls that `where` selects. */
  addFault(call: "list" | "add" | "remove", kind: FaultKind, where?: { nth?: number; times?: number }): void;
  /** Lets the next add of this name fail. */
  refuseName(name: string): void;
  /** Removes all faults. */
  clearFaults(): void;
}

/** A kind of resource, and how it is declared. */
export interface ResourceKind {
  readonly on: string;
  /** Arguments for these names at the place where the configuration leads. */
  args(...names: string[]): Properties;
}

/** A resource of a panel, with what the rules for all resources need. */
export interface Row extends ResourceKind {
  readonly title: string;
  readonly isSet: boolean;
  /** A panel for a test. */
  start(): Promise<ConformanceHarness>;
  /** Names that one resource can have: a domain, and others where it can declare more. */
  readonly names: readonly [string, ...string[]];
  /** Other such names. */
  readonly others: readonly [string, ...string[]];
  /** Declares `names` in another spelling. */
  readonly respelled: Properties;
  /** The panel's resource with one domain, and its set where it has one. */
  readonly single: ResourceKind;
  readonly set?: ResourceKind;
  /** A message that every run prints. */
  readonly notice?: RegExp;
  /** Arguments that lead to the place `away`. */
  readonly away: Properties;
  /** The writes that add or remove these names; in any order where a call takes one name. */
  addCalls(...names: string[]): readonly string[];
  removeCalls(...names: string[]): readonly string[];
  /** The calls of a create where all names exist, and those of a refresh. */
  readonly adoptCalls: readonly string[];
  readonly readCalls: readonly string[];
  /** The calls of a check that finds everything as it was. */
  readonly lookCalls: readonly string[];
  /** The error for a name that exists where `onExisting` is "fail". */
  readonly existsMessage: RegExp;
  /** The error for a name that another account has, and for one at the place `away`. */
  readonly heldMessage?: RegExp;
  readonly heldAwayMessage?: RegExp;
  /** Places to which no name can be added. */
  readonly unusablePlaces: readonly UnusablePlace[];
  /** The id of the resource with `names`, the same in another spelling, and the outputs of a lookup by that id. */
  readonly id: string;
  readonly respelledId?: string;
  readonly lookedUp: Properties;
  /** Ids for which a lookup fails, and its error. */
  readonly unknownIds: Readonly<Record<string, string>>;
  readonly notFoundMessage: RegExp;
  /** Options that a name of a set can have. */
  readonly options: Properties;
  /** Other values of arguments, each of which would change something on the panel. */
  readonly changes: Properties;
}

/** A place to which no name can be added. */
export interface UnusablePlace {
  readonly what: string;
  readonly args: Properties;
  readonly message: RegExp;
  prepare?(harness: ConformanceHarness): void;
}

/** The life of a resource, from its creation on. */
export interface Life {
  readonly title: string;
  /** The title of its row. */
  readonly row: string;
  readonly steps: readonly Step[];
  /** Whether calls are sent concurrently, so that their order is not fixed. */
  readonly inAnyOrder?: boolean;
}

/** One run of a stack with one resource, and its expected result. */
export interface Step {
  readonly title: string;
  /** A change by hand on the panel before the run. */
  readonly meanwhile?: (harness: ConformanceHarness) => void;
  readonly run: "refresh" | "destroy" | Properties;
  readonly result: Action | "there" | "gone" | "done";
  readonly calls: readonly string[];
  /** The names that are there afterwards, and those of another place. */
  readonly home: readonly string[];
  readonly away?: readonly string[];
  /** The messages to the user. @default none */
  readonly says?: RegExp;
  /** Some of the outputs and inputs afterwards. */
  readonly outputs?: Properties;
  readonly inputs?: Properties;
}

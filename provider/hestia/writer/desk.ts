import type { Clock } from "../../core/clock";
import type { SharedList } from "../../core/lists";
import type { Account } from "../api/account";
import type { HestiaClient } from "../api/client";
import type { Expected } from "./expected";
import type { Traffic } from "./traffic";
import type { Outcome, Write } from "./writes";

/** One account's lists: a refresh of all its aliases shares one. */
export type AccountLists = SharedList<HestiaClient, Account>;

/** A write that waits for its turn or its result. */
export interface Job {
  readonly write: Write;
  /** The operation that it is a part of: the engine hears of all of its parts at once. */
  readonly of: object;
  /** Whether it writes again what another writer undid; nobody waits for its result but the writer itself. */
  readonly repairs?: boolean;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** How long calls take, in milliseconds. */
export interface Pace {
  /** The longest write that was answered. */
  longestCall: number;
  /** What the latest call would have taken for a single name; at first what the list took. */
  single: number;
  /** The largest that `single` has been for a write. */
  longestSingle: number;
}

/** What the runs of one account share. */
export interface Desk {
  readonly account: string;
  readonly lists: AccountLists;
  readonly clock: Clock;
  readonly report: (message: string) => void;
  readonly expected: Expected;
  readonly queue: Job[];
  readonly traffic: Traffic;
  readonly pace: Pace;
  /** How often a name that another writer undid is written again. */
  readonly repairs: number;
  /** Whether somebody else was seen writing. */
  othersWrite: boolean;
  /**
   * Web domains that were refused a further alias for their limit. How low it is the panel does not tell, and it may
   * have been lowered below what is there: then even what was just deleted could not be put back.
   */
  readonly full: Set<string>;
  /** Ways in that may not have the account's counter put right. */
  readonly uncounted: Set<HestiaClient>;
}

/** A job that has had its turn and waits for the proof. */
export interface Held {
  readonly job: Job;
  readonly existed: readonly string[];
  failure: Outcome["failure"];
  /** Whether something of it is to be written again. */
  isMended?: boolean;
}

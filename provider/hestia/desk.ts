import type { Clock } from "../core/clock";
import type { PanelError } from "../core/errors";
import type { SharedList } from "../core/lists";
import type { Account } from "./account";
import type { HestiaClient } from "./client";
import type { Expected } from "./expected";
import type { Outcome, Write } from "./writes";

/** One account's lists: a refresh of all its aliases shares one. */
export type AccountLists = SharedList<HestiaClient, Account>;

/** A write that waits for its turn or its result. */
export interface Job {
  readonly write: Write;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** What the runs of one account share. */
export interface Desk {
  readonly account: string;
  readonly lists: AccountLists;
  readonly clock: Clock;
  readonly report: (message: string) => void;
  readonly expected: Expected;
  readonly queue: Job[];
  /** Milliseconds of the longest call seen. */
  longestCall: number;
  /** Whether somebody else was seen writing. */
  othersWrite: boolean;
  /**
   * Web domains that were refused a further alias for their limit. How low it is the panel does not tell, and it may
   * have been lowered below what is there: then even what was just deleted could not be put back.
   */
  readonly full: Set<string>;
  /** Settles when the next write arrives. */
  arrival(): Promise<void>;
}

/** A job that has had its turn and waits for the proof. */
export interface Held {
  readonly job: Job;
  readonly existed: readonly string[];
  failure: PanelError | undefined;
}

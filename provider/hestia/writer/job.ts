import type { PanelError } from "../../core/errors";
import type { Account } from "../api/account";
import type { HestiaClient } from "../api/client";
import type { Restart } from "../api/restart";

interface Request {
  readonly client: HestiaClient;
  readonly webDomain: string;
  /** Names that belong together, such as a domain and its www name; they go to the panel together. */
  readonly names: readonly string[];
  readonly restart: Restart;
  /** Whether a restart that failed is still owed for names of this write, though they may be as they should be. */
  readonly isNotLoaded?: boolean;
  /** Whether the account's counter of aliases is to be put right in the end. */
  readonly recount?: boolean;
}

/** Wants names to be there. */
export interface Ensure extends Request {
  readonly kind: "ensure";
  /** Whether a name that is there already may be adopted. */
  readonly accepts: (name: string) => boolean;
}

/** Wants names to be gone. */
export interface Remove extends Request {
  readonly kind: "remove";
  /** Whether a name is to stay after all; asked when its turn comes. */
  readonly spares: (name: string) => boolean;
}

export type Write = Ensure | Remove;

/** What a write came to, as the list after it shows. */
export interface Outcome {
  readonly account: Account;
  /** Names of the write that are on its web domain now. */
  readonly present: readonly string[];
  /** Names that were there before the write. */
  readonly existed: readonly string[];
  /** What kept the write from being whole. */
  readonly failure?: PanelError | undefined;
}

/** A write on its way through the writer. */
export interface Job {
  readonly write: Write;
  /** The operation that it is a part of: the engine hears of all of its parts at once. */
  readonly operation: object;
  /** The names that are still to be written: all of the write's, or those that another writer undid. */
  names: readonly string[];
  /**
   * - `waiting` for its turn
   * - `written`: the panel has answered, or there was nothing to do; a list is to prove it
   * - `failed`: nothing of it was done; the engine hears of it with the next answers
   */
  state: "waiting" | "written" | "failed";
  /** Whether it is written again, since another writer undid it. */
  isRepair: boolean;
  /** Names that were there before. */
  existed: readonly string[];
  /** What keeps it from being whole, or why it failed. */
  failure: unknown;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

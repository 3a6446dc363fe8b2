import { CallLog } from "../core/log";

/** One call to the panel. Never holds the value of a credential. */
export interface HestiaRequest {
  /** From 1, in the order of arrival. */
  readonly seq: number;
  /** Arrival, milliseconds since the epoch. */
  readonly at: number;
  readonly remote: string;
  readonly method: string;
  readonly path: string;
  encoding: "form" | "multipart" | "json" | "none";
  /** How the caller meant to authenticate; "none" when no fields for it were there. */
  auth: "hash" | "password" | "access-key" | "none";
  /** Whether the authentication was accepted. */
  authenticated: boolean;
  /** "" when none was sent. */
  command: string;
  /** Trimmed, missing ones left out. */
  args: string[];
  /** Whether `returncode` was exactly "yes". */
  returncode: boolean;
  /** When a child of the front took the call; undefined while it waits in line. */
  startedAt?: number;
  finishedAt?: number;
  /** Calls running when this one started, itself included. */
  inFlight: number;
  /** The status given to the connection, undefined if it was cut. */
  status?: number;
  /** The exit code of the command or of the API's refusal. */
  exitCode?: number;
  /** The client was gone, or was cut off, before it had the whole answer. */
  answerLost: boolean;
  /** What the panel itself failed with, where the answer was a 500. */
  failure?: string;
}

/** Every call to /api/. */
export class RequestLog extends CallLog<HestiaRequest> {
  open(remote: string, method: string, path: string): HestiaRequest {
    return this.next((seq) => ({
      seq,
      at: Date.now(),
      remote,
      method,
      path,
      encoding: "none",
      auth: "none",
      authenticated: false,
      command: "",
      args: [],
      returncode: false,
      inFlight: 0,
      answerLost: false,
    }));
  }
}

import { isRecord } from "../core/control";
import { CallLog } from "../core/log";
import type { CredentialKind } from "./auth";
import type { EnhanceOperationId } from "./operation-ids";

/** One call to the panel. Never holds a credential, nor the private key of an upload. */
export interface EnhanceRequest {
  /** From 1, in the order of arrival. */
  readonly seq: number;
  /** Arrival, milliseconds since the epoch. */
  readonly at: number;
  readonly remote: string;
  readonly method: string;
  /** As sent, with /api, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined for the pages of the user interface and for paths and methods that the API does not have. */
  operationId?: EnhanceOperationId;
  contentType: string;
  /** The JSON that was sent, undefined where there was none. */
  body?: unknown;
  credential: CredentialKind;
  /** Whether the credential was accepted. */
  authenticated: boolean;
  /** When the work began, after the latency. */
  startedAt?: number;
  finishedAt?: number;
  /** Calls that were not yet answered when this one arrived, itself included. */
  inFlight: number;
  /** The status given to the connection, undefined if it was cut. */
  status?: number;
  /** The client was gone, or was cut off, before it had the whole answer. */
  answerLost: boolean;
  /** What the panel itself failed with, where the answer was a 500. */
  failure?: string;
}

type Arrival = Pick<
  EnhanceRequest,
  "remote" | "method" | "path" | "query" | "contentType" | "credential" | "inFlight"
>;

/** Every call, those for pages of the user interface included. */
export class RequestLog extends CallLog<EnhanceRequest> {
  open(arrival: Arrival): EnhanceRequest {
    return this.next((seq) => ({ seq, at: Date.now(), ...arrival, authenticated: false, answerLost: false }));
  }
}

const SECRET_FIELDS = ["key", "pkey"];

/** The JSON of a body without the private key of an upload; undefined for what is not JSON. */
export function loggedBody(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, SECRET_FIELDS.includes(name) ? "(hidden)" : field]),
    );
  } catch {
    return undefined;
  }
}

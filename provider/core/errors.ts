import { printable } from "./text";

/**
 * What went wrong with a panel, as far as decisions go:
 * - `unreachable` nothing was sent: connection refused, connect timeout, unknown host, TLS
 * - `unclear` the request left, its answer did not come or says nothing: the work may have been done
 * - `refused` the panel does not let this caller in: credentials, permission, address, API switched off
 * - `rejected` the operation ran and failed
 * - `missing` what the operation works on is not there
 * - `conflict` the name is in use elsewhere, or there already where that is not wanted
 * - `unproved` the panel said done, and its list does not show it; or its list cannot be believed
 * - `protocol` an answer that no such panel gives: a web page, a redirect
 */
export type FailureKind =
  | "unreachable"
  | "unclear"
  | "refused"
  | "rejected"
  | "missing"
  | "conflict"
  | "unproved"
  | "protocol";

/** Everything that an error can tell. All of it may be shown: credentials never come here. */
export interface Failure {
  readonly kind: FailureKind;
  /** host:port of the panel. */
  readonly panel: string;
  /** What happened, a clause without a full stop. */
  readonly what: string;
  /** What the reader should do next, one or more sentences. */
  readonly cure?: string;
  /** What else to do for a resource that the state has already; a create does not tell it. */
  readonly forExisting?: string | undefined;
  /** The domain whose message has told already what to do about this very cause. */
  readonly toldOf?: string;
  /** Operation on the resource: create, read, update, delete. */
  readonly operation?: string;
  readonly domain?: string;
  /** The panel's command that failed, such as `v-add-web-domain-alias`. */
  readonly command?: string;
  /** Where on the panel, such as `account tenant1, web domain network.example.com`. */
  readonly place?: string;
  /** The panel's own code, and the name that the panel's source gives it. */
  readonly code?: number | string | undefined;
  readonly codeName?: string;
  readonly status?: number;
  /** Kind of the object that the panel says is concerned, such as website; it is among the panel's own words as well. */
  readonly subject?: string | undefined;
  /** The panel's own words. */
  readonly detail?: string | undefined;
}

/** The lines after a message's first. */
const INDENT = "\n  ";

/** The one error of everything that talks to a panel. Its message tells what its fields hold. */
export class PanelError extends Error {
  override readonly name = "PanelError";

  constructor(readonly failure: Failure) {
    super(printable(linesOf(failure).join("\n").replaceAll("\n", INDENT)));
  }

  /** The message in one line. */
  get line(): string {
    return this.message.replace(/\s*\n\s*/g, " ");
  }

  get kind(): FailureKind {
    return this.failure.kind;
  }

  /** What to do about it. */
  get advice(): string {
    return adviceOf(this.failure).join("\n");
  }

  /** What happened, as a clause with what the panel answered: without where, and without what to do about it. */
  get facts(): string {
    const { what } = this.failure;
    const detail = detailOf(this.failure);
    const answered = answeredOf(this.failure);
    const happened = answered === "" ? what : `${what} (${answered})`;
    return printable(detail === "" ? happened : `${happened}: ${detail}`);
  }

  /** The same failure, with other words for a part of it. */
  with(changed: Partial<Failure>): PanelError {
    return new PanelError({ ...this.failure, ...changed });
  }

  /** The same failure, told from an operation's point of view; what it already tells is kept. */
  during(context: Pick<Failure, "operation" | "domain" | "place">): PanelError {
    return new PanelError({ ...context, ...this.failure });
  }
}

/** A mistake in the configuration, found before anything was sent. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(message: string) {
    super(printable(message));
  }
}

/** Some of the work is done: the resource exists with these outputs, and these things are still wrong. */
export class PartialSuccess extends Error {
  override readonly name = "PartialSuccess";

  constructor(
    readonly id: string,
    readonly outputs: Readonly<Record<string, unknown>>,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}

export const isPanelError = (error: unknown, ...kinds: FailureKind[]): error is PanelError =>
  error instanceof PanelError && (kinds.length === 0 || kinds.includes(error.kind));

/** What a call comes to, where an error of the panel is an answer as well. */
export const orPanelError = <T>(call: Promise<T>): Promise<T | PanelError> =>
  call.catch((error: unknown) => {
    if (isPanelError(error)) return error;
    throw error;
  });

/** What an operation comes to, where a part of it is an answer as well. */
export const orPartialSuccess = <T>(operation: Promise<T>): Promise<T | PartialSuccess> =>
  operation.catch((error: unknown) => {
    if (error instanceof PartialSuccess) return error;
    throw error;
  });

/** Lets errors of the panel tell which operation on what they ended. */
export async function during<T>(
  context: Pick<Failure, "operation" | "domain" | "place">,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw error instanceof PanelError ? error.during(context) : error;
  }
}

/** The work may have been done although no clear answer came: look before anything else. */
export const isUnclear = (error: unknown): error is PanelError => isPanelError(error, "unclear");

/** No clear answer came, and not for want of time: a read is worth another try. */
export const isBrokenOff = (error: unknown): boolean =>
  isUnclear(error) && error.failure.code !== "ERR_CANCELED";

/** Further calls of this caller will almost certainly fail in the same way. */
export const isHopeless = (error: unknown): error is PanelError =>
  isPanelError(error, "unreachable", "refused");

/** What to do about a name that is held at another place of the same panel. */
export const HELD_ELSEWHERE =
  "A panel holds a name once: remove it there in a run of its own before this one. If this resource takes the place of another " +
  'one of the stack, give it the option `aliases: [{ name: "<the other\'s name>" }]` instead, and one run moves the name.';

/** The engine runs these with the configuration of the last `up`: what has changed since may be what is wrong. */
const OLD_CONFIGURATION =
  "A refresh and a destroy use the configuration of the last `pulumi up`: if it has changed since, run `pulumi up` first, " +
  "or add `--run-program`.";

/** What to do next, as far as the operation goes, each on a line of its own. */
function adviceOf({ kind, cure, operation = "create", forExisting, toldOf }: Failure): string[] {
  if (toldOf !== undefined) return [`What to do is in the message of ${toldOf}.`];
  const mayBeOld = ["read", "delete"].includes(operation) && (kind === "refused" || kind === "unreachable");
  return [
    cure,
    operation === "create" ? undefined : forExisting,
    mayBeOld ? OLD_CONFIGURATION : undefined,
  ].filter((advice) => advice !== undefined);
}

/** With more characters than these, the panel's own words stand on a line of their own. */
const FIRST_LINE = 159;

/**
 * What happened on the first line, since that is all that the engine shows of a message in its table of resources; what to do
 * under it; then the facts: the operation, the panel, the codes.
 */
function linesOf(failure: Failure): string[] {
  const { operation, domain, panel, place, what } = failure;
  const detail = detailOf(failure);
  const isShort = `${what}: ${detail}`.length <= FIRST_LINE && !detail.includes("\n");
  const happened = isShort && detail !== "" ? `${what}: ${detail}` : what;
  const during = [operation && `during ${operation}`, operation && domain && "of", domain, "on", panel];
  const where = [...during, place && `(${place})`].filter(Boolean).join(" ");
  const answered = answeredOf(failure);
  return [
    `${asSentence(happened)}.`,
    ...adviceOf(failure),
    ...(isShort ? [] : [`The panel says: ${detail}`]),
    asSentence(answered === "" ? where : `${where}: ${answered}`),
  ];
}

/** The panel's own words, unless what happened ends with them anyway. */
const detailOf = ({ detail = "", what }: Failure): string => {
  const words = detail.replace(/\.\s*$/, "");
  return what === words || what.endsWith(`, ${words}`) ? "" : words;
};

/** The command that failed, the HTTP status and the code, as far as there are any. */
function answeredOf({ command, status, code, codeName }: Failure): string {
  const named = [code !== undefined && `code ${code}`, codeName && `(${codeName})`].filter(Boolean).join(" ");
  return [command, status && `HTTP ${status}`, named].filter(Boolean).join(", ");
}

/** With a capital letter, unless it begins with a name: of a domain, a command, a property. */
const asSentence = (text: string): string =>
  /^[a-z]+(?![\w.-]*[A-Z.:-]\w)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

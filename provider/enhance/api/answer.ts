import { z } from "zod";
import { type Failure, type FailureKind, PanelError } from "../../core/errors";
import { type Answer, isMarkup, type Request } from "../../core/http";
import { parseJson } from "../../core/text";
import type { EnhanceConnection } from "./connection";
import { adviceFor } from "./cures";

/** What the panel's errors hold, where they hold anything (docs/panels/enhance.md#errors). */
const ErrorBody = z.looseObject({
  code: z.string(),
  detail: z.string().nullish(),
  message: z.string().nullish(),
});

/** One request to the panel's API. */
export interface EnhanceRequest {
  readonly method: Request["method"];
  /** Relative to /api/, ids in place. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Any JSON value: several operations take a bare text or a bare boolean. */
  readonly body?: unknown;
  /** Whether it maps a domain, which uses up a quota. */
  readonly creates?: boolean;
  /** Whether the run goes on without it, so that a refusal need not be looked into. */
  readonly isOptional?: boolean;
  /** What it does, as the end of "the panel did not …". */
  readonly purpose: string;
}

/** Which call failed, as far as errors tell it. */
export type Call = Pick<EnhanceRequest, "method" | "path" | "creates" | "isOptional" | "purpose"> &
  Pick<EnhanceConnection, "panel" | "setToken" | "rateKey">;

/** The panel's code for an error; it is a word, and whatever else stands in its place is not told. */
export function codeIn({ status, text }: Answer): string | undefined {
  const { code = "" } = (status >= 400 && ErrorBody.safeParse(parseJson(text)).data) || {};
  return /^[a-z][a-z_]{0,60}$/i.test(code) ? code : undefined;
}

const isJson = (answer: Answer) => /\bjson\b/i.test(answer.headers.get("content-type") ?? "");

/** Takes an answer for a success with JSON in it. @throws PanelError */
export function jsonOf<T>(answer: Answer, schema: z.ZodType<T>, call: Call): T {
  verifySuccess(answer, call);
  const parsed = schema.safeParse(parseJson(answer.text));
  if (parsed.success) return parsed.data;
  throw notThePanel(answer, call);
}

/** Takes an answer for a success whose text is a bare word, quoted or not. @throws PanelError */
export function wordOf(answer: Answer, call: Call): string {
  verifySuccess(answer, call);
  if (isMarkup(answer)) throw notThePanel(answer, call);
  return answer.text.trim().replace(/^"(.*)"$/, "$1");
}

/**
 * Sees to it that an answer is a success; its body is not looked at, since several successes have none.
 *
 * @throws PanelError that tells apart what the status alone does not: a page of the panel's UI, a malformed id, a
 * missing parent
 */
export function verifySuccess(answer: Answer, call: Call): void {
  const { status, text } = answer;
  // A base URL without /api is answered with the UI's page, which is a success as far as HTTP goes.
  const isPage = /^\s*<(!doctype|html)/i.test(text);
  if (status >= 200 && status < 300 && !isPage) return;
  if (status < 400) throw notThePanel(answer, call);
  if (status >= 500 || isJson(answer)) throw failed(answer, call);
  if (status === 404 && /UUID parsing failed/i.test(text)) {
    const what = "an id in the address is malformed";
    throw failed(answer, call, { kind: "rejected", what, detail: text.trim().slice(0, LONGEST_DETAIL) });
  }
  throw status === 404 || isMarkup(answer) ? notThePanel(answer, call) : failed(answer, call);
}

/** Milliseconds that one answer may put a call off; what asks for more is an error. */
const LONGEST_PAUSE = 120_000;

/** Milliseconds that the panel asks to wait, by a number of seconds or by a date; a second where it does not say. */
export function pauseAsked({ headers }: Answer): number {
  const asked = headers.get("retry-after") ?? "";
  const pause = /^\d+$/.test(asked) ? 1000 * Number(asked) : Date.parse(asked) - Date.now();
  return Number.isNaN(pause) ? 1000 : Math.max(0, pause);
}

/** Whether the panel takes no calls for longer than a run waits. */
export const isPutOffForLong = (answer: Answer): boolean =>
  answer.status === 429 && pauseAsked(answer) > LONGEST_PAUSE;

/** The same as the panel has it, so that it reads the same whenever it is told. */
function waitAsked({ headers }: Answer): string {
  const asked = headers.get("retry-after") ?? "";
  return /^\d+$/.test(asked) ? `${asked} s` : `until ${asked}`;
}

function kindOf(status: number, code: string | undefined): FailureKind {
  if (status >= 500) return "unclear";
  if (code === "already_exists" || status === 409) return "conflict";
  if (status === 401 || status === 403) return "refused";
  return status === 404 ? "missing" : "rejected";
}

/** Characters of the panel's own words. */
const LONGEST_DETAIL = 500;

function failed(answer: Answer, call: Call, known: Partial<Failure> = {}): PanelError {
  const { status } = answer;
  const { code, detail, message } = ErrorBody.safeParse(parseJson(answer.text)).data ?? {};
  const words = [message ?? detail, message && detail && `(${detail})`].filter(Boolean).join(" ");
  const subject = detail || undefined;
  const wait = isPutOffForLong(answer) ? `, and asks to wait ${waitAsked(answer)}` : "";
  return new PanelError({
    kind: kindOf(status, code),
    panel: call.panel,
    status,
    code,
    what: `the panel did not ${call.purpose}${wait}`,
    detail: words.trim().slice(0, LONGEST_DETAIL) || undefined,
    subject,
    ...adviceFor(call, { status, code, subject }),
    ...known,
  });
}

function notThePanel(answer: Answer, call: Call): PanelError {
  const redirect = answer.headers.get("location");
  return new PanelError({
    kind: "protocol",
    panel: call.panel,
    status: answer.status,
    what:
      redirect === undefined
        ? `the answer to "${call.purpose}" is none of the panel's API`
        : `the answer is a redirect to ${redirect}`,
    cure: "enhance:apiUrl must lead to the panel itself, by https, and end in /api/: without that it is the panel's web page.",
  });
}

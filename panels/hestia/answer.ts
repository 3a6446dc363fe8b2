import { nginxPage } from "../core/page";
import type { AcceptedCall } from "./auth";
import { type ApiError, exitStatus } from "./exit";
import { phpTrim } from "./shell";

/** An answer as PHP gives it to the front. */
export interface Answer {
  status: number;
  body: string;
  contentType: string;
  /** The header Hestia-Exit-Code, undefined where there is none. */
  exitHeader?: number;
}

/** How a command ended. */
export interface CommandResult {
  code: number;
  stdout: string;
}

const HTML = "text/html; charset=UTF-8";
const JSON_TYPE = "application/json; charset=utf-8";

/** The answer to a command that ran (docs/panels/hestia.md#answers). */
export function commandAnswer(
  answers: AcceptedCall["answers"],
  returncode: boolean,
  result: CommandResult,
): Answer {
  return answers === "legacy" ? legacyAnswer(returncode, result) : accessKeyAnswer(returncode, result);
}

/** Always 200 without exit code; a failure that printed nothing looks like success. */
function legacyAnswer(returncode: boolean, { code, stdout }: CommandResult): Answer {
  const body = returncode ? String(code) : stdout === "" ? "OK" : `${stdout}\n`;
  return { status: 200, body, contentType: HTML };
}

function accessKeyAnswer(returncode: boolean, { code, stdout }: CommandResult): Answer {
  if (returncode) return { status: 200, body: String(code), contentType: HTML, exitHeader: code };
  const body = phpTrim(stdout);
  if (code > 0) return { status: exitStatus(code), body, contentType: HTML, exitHeader: code };
  const contentType = isTruthyJson(body) ? JSON_TYPE : HTML;
  return { status: body === "" ? 204 : 200, body, contentType, exitHeader: code };
}

/** PHP's `json_decode($text, true)` as a condition: an empty object or list, 0 and "" are not JSON to it. */
function isTruthyJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
    return Boolean(value) && value !== "0";
  } catch {
    return false;
  }
}

/** The answer to a call that the API refused. */
export function refusalAnswer(error: ApiError, returncode: boolean): Answer {
  const body = returncode && !error.alwaysText ? String(error.code) : error.message;
  return {
    status: exitStatus(error.code),
    body: error.prefix + body,
    contentType: HTML,
    exitHeader: error.code,
  };
}

/** What every call gets after `v-change-sys-api disable` (docs/panels/hestia.md#switches-of-the-api). */
export const removedAnswer: Answer = { status: 200, body: "Error: Disabled", contentType: HTML };

/** A page of nginx itself. */
export function htmlPage(status: number, title: string): Answer {
  return { status, body: nginxPage(status, title), contentType: "text/html" };
}

/** Hestia's page for an address that is not there. */
export const notFoundPage = hestiaPage(404, "Page Not Found");

/** Hestia's one page for every failure from 500 on, whatever its status is (docs/panels/hestia.md#the-front). */
export const serverErrorPage = hestiaPage(500, "Internal Server Error");

function hestiaPage(status: number, title: string): Answer {
  const head = `<head><meta charset="utf-8"><title>${title}</title></head>`;
  const page = `<body><h1>${title}</h1><section><strong>Error Code:</strong> ${status}</section></body>`;
  return {
    status,
    body: `<!doctype html>\n<html lang="en">\n${head}\n${page}\n</html>\n`,
    contentType: "text/html; charset=utf-8",
  };
}

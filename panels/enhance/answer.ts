import { FRONT_FAILURES, type FrontFailure, nginxPage } from "../core/page";
import { MalformedPath, Refusal } from "./refusal";

/** What goes over the wire. */
export interface Answer {
  status: number;
  /** Missing for an answer without a body. */
  contentType?: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export function json(status: number, value: unknown): Answer {
  return { status, contentType: "application/json", body: JSON.stringify(value) };
}

export function text(status: number, body: string): Answer {
  return { status, contentType: "text/plain; charset=utf-8", body };
}

export function empty(status: 200 | 201 | 204 | 404 | 405): Answer {
  return { status, body: "" };
}

export function errorAnswer(
  status: number,
  error: { code: string; detail?: string | undefined; message?: string | undefined },
): Answer {
  return json(status, error);
}

/** The answer to what an operation threw, or undefined where that is no refusal. */
export function refusalAnswer(error: unknown): Answer | undefined {
  if (error instanceof MalformedPath) return text(404, error.message);
  if (!(error instanceof Refusal)) return undefined;
  return errorAnswer(error.status, { code: error.code, detail: error.detail, message: error.text });
}

/** A page of the front, which says that the panel behind it does not answer. */
export function frontPage(status: FrontFailure): Answer {
  return { status, contentType: "text/html", body: nginxPage(status, FRONT_FAILURES[status]) };
}

const UI_PAGE =
  '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Control Panel</title></head>\n' +
  '<body><div id="root"></div></body>\n</html>\n';

/** What every path outside /api/ gets: the page of the panel's user interface. */
export const uiPage: Answer = { status: 200, contentType: "text/html; charset=utf-8", body: UI_PAGE };

/** The panel refuses a call: status, code and what the body says beside it (docs/panels/enhance.md#errors). */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: string,
    /** The kind of object concerned. */
    readonly detail?: string,
    readonly text?: string,
  ) {
    super(`${status} ${code}`);
  }
}

/** A path parameter that is no UUID: 404 as plain text, not as JSON. */
export class MalformedPath extends Error {
  override readonly name = "MalformedPath";
}

export function notFound(detail: string): Refusal {
  return new Refusal(404, "not_found", detail);
}

export function invalid(detail: string, text: string): Refusal {
  return new Refusal(400, "invalid_argument", detail, text);
}

/** The one code for a bad, an expired, a blocked token and for a missing role. */
export function unauthorized(text?: string): Refusal {
  return new Refusal(403, "unauthorized", undefined, text);
}

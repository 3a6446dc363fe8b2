import { phpTrim } from "./shell";

/** A field as PHP has it: text, or a thing that is not text (array), which makes PHP throw when it is used. */
export type PhpField = string | NotText;

export class NotText {}

export interface PhpRequest {
  encoding: "form" | "multipart" | "json" | "none";
  /** Undefined when the body was neither a form with auth fields nor a JSON object. */
  fields: Map<string, PhpField> | undefined;
}

/** PHP's TypeError for an array where text is wanted: HTTP 500. */
export class PhpTypeError extends Error {
  override readonly name = "PhpTypeError";
}

const AUTH_FIELDS = ["access_key", "user", "hash"];

/**
 * Reads a body as web/api/index.php does: form fields count for POST only and only with an auth field among them;
 * else the raw body is tried as JSON, whatever its content type (docs/panels/hestia.md#request-bodies).
 */
export async function decodeRequest(method: string, contentType: string, body: Buffer): Promise<PhpRequest> {
  const multipart = /^multipart\/form-data\b/i.test(contentType);
  if (method === "POST") {
    const form = multipart
      ? await multipartFields(contentType, body)
      : /^application\/x-www-form-urlencoded\b/i.test(contentType)
        ? formFields(new URLSearchParams(body.toString("utf8")))
        : new Map<string, PhpField>();
    if (AUTH_FIELDS.some((field) => form.has(field))) {
      return { encoding: multipart ? "multipart" : "form", fields: form };
    }
    // PHP keeps no raw body of a multipart POST.
    if (multipart) return { encoding: "multipart", fields: undefined };
  }
  const fields = jsonFields(body.toString("utf8"));
  return { encoding: fields ? "json" : "none", fields };
}

function formFields(entries: Iterable<[string, string]>): Map<string, PhpField> {
  const fields = new Map<string, PhpField>();
  for (const [key, value] of entries) {
    const bracket = key.indexOf("[");
    if (bracket > 0) fields.set(key.slice(0, bracket), new NotText());
    else fields.set(key, value);
  }
  return fields;
}

async function multipartFields(contentType: string, body: Buffer): Promise<Map<string, PhpField>> {
  try {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return formFields(texts);
  } catch {
    // PHP drops a multipart body that it cannot read, and goes on with no fields.
    return new Map();
  }
}

function jsonFields(text: string): Map<string, PhpField> | undefined {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length === 0) return undefined;
  const fields = new Map<string, PhpField>();
  for (const [key, field] of entries) {
    // null is "not set" for isset(); true and numbers turn into text when trimmed.
    if (field === null) continue;
    fields.set(key, phpText(field));
  }
  return fields;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function phpText(value: unknown): PhpField {
  if (typeof value === "object") return new NotText();
  if (typeof value === "boolean") return value ? "1" : "";
  return String(value);
}

/** A field where PHP wants text; "" when it is not set. */
export function text(fields: ReadonlyMap<string, PhpField>, key: string): string {
  const value = fields.get(key);
  if (value instanceof NotText) throw new PhpTypeError(`${key} is an array`);
  return value ?? "";
}

/** arg1 to arg13, trimmed; a missing one in the middle shifts the later ones left (docs/panels/hestia.md#arguments). */
export function commandArgs(fields: ReadonlyMap<string, PhpField>): string[] {
  const args: string[] = [];
  for (let i = 1; i <= 13; i++) {
    if (fields.has(`arg${i}`)) args.push(phpTrim(text(fields, `arg${i}`)));
  }
  return args;
}

import { isRecord } from "../core/control";
import { UUID } from "./path";
import { invalid, Refusal } from "./refusal";

/** The body as JSON, bare scalars included. Throws the panel's 400 for everything else. */
export function parseJson(contentType: string, body: string): unknown {
  if (!/^application\/json\b/i.test(contentType)) {
    throw new Refusal(400, "invalid_syntax", undefined, "the content type is not application/json");
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, "invalid_syntax", undefined, "the body is not JSON");
  }
}

/** The fields of a JSON object; those that an operation does not know are ignored by the panel. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (!isRecord(value)) throw invalid("body", "an object is expected");
    this.#fields = value;
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw invalid(name, `missing field \`${name}\``);
    return value;
  }

  /** null counts as not sent. */
  optionalString(name: string): string | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value !== undefined && typeof value !== "string") throw invalid(name, "a string is expected");
    return value;
  }

  uuid(name: string): string {
    const value = this.string(name);
    if (!UUID.test(value)) throw invalid(name, "UUID parsing failed");
    return value.toLowerCase();
  }

  boolean(name: string): boolean {
    const value = this.#fields[name];
    if (typeof value !== "boolean") throw invalid(name, "a boolean is expected");
    return value;
  }

  optionalFields(name: string): Fields | undefined {
    const value = this.#fields[name] ?? undefined;
    return value === undefined ? undefined : new Fields(value);
  }

  optionalVariant<T extends string>(name: string, variants: readonly T[]): T | undefined {
    const value = this.optionalString(name);
    return value === undefined ? undefined : variant(name, value, variants);
  }
}

/** One of the variants; an unknown one is a 400 that lists those there are (docs/panels/enhance.md#errors). */
export function variant<T extends string>(name: string, value: string, variants: readonly T[]): T {
  const found = variants.find((known) => known === value);
  if (found !== undefined) return found;
  const known = variants.map((known) => `\`${known}\``).join(", ");
  throw invalid(name, `unknown variant \`${value}\`, expected one of ${known}`);
}

/** The query of a call; parameters that an operation does not know are ignored by the panel. */
export class Query {
  constructor(private readonly params: URLSearchParams) {}

  has(name: string): boolean {
    return this.params.has(name);
  }

  text(name: string): string | undefined {
    return this.params.get(name) ?? undefined;
  }

  boolean(name: string): boolean | undefined {
    const value = this.variant(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  integer(name: string, least = 0): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,9}$/.test(value) || Number(value) < least) throw invalid(name, "not a valid number");
    return Number(value);
  }

  /** A comma-separated list. */
  list(name: string): string[] | undefined {
    return this.text(name)?.split(",");
  }

  variant<T extends string>(name: string, variants: readonly T[]): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : variant(name, value, variants);
  }
}

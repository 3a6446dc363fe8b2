import { Ajv, type ValidateFunction } from "ajv";
import { type Schema, schemas } from "./openapi";

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    // The documented sample id has a version and a variant that RFC 4122 does not know.
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    password: true,
  },
});
const DOCUMENT = "enhance";
ajv.addSchema({ $id: DOCUMENT, schemas: strict(schemas) });

const validators = new WeakMap<Schema, ValidateFunction>();

/** What is wrong with a value, as sentences; nothing if it fits. Fields that the schema does not name are wrong. */
export function violationsOf(schema: Schema, value: unknown): string[] {
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile(strict(schema) as Schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = params.additionalProperty === undefined ? "" : ` (${params.additionalProperty})`;
    return `${instancePath || "the value"} ${message}${extra}`;
  });
}

/**
 * The schema as it is checked. An object is closed unless it says that it shows only a part (`x-subset`). `oneOf` is
 * read as `anyOf`: the listings of two eras of the panel look the same when they are empty.
 */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([key]) => !["example", "examples"].includes(key))
    .map(([key, value]): [string, unknown] => {
      if (key === "$ref") return [key, String(value).replace("#/components/", `${DOCUMENT}#/`)];
      return [key === "oneOf" ? "anyOf" : key, strict(value)];
    });
  const isClosed = "properties" in schema && !("additionalProperties" in schema) && !("x-subset" in schema);
  return Object.fromEntries(isClosed ? [...entries, ["additionalProperties", false]] : entries);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A JSON schema of the document, or a reference to one. */
export type Schema = Readonly<Record<string, unknown>>;

interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: Schema;
}

export interface ResponseEntry {
  description: string;
  content?: Record<string, { schema: Schema }>;
}

interface OperationEntry {
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, ResponseEntry | Reference>;
}

interface Document {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, Schema>; [kind: string]: unknown };
}

/** One operation of the document, with its references resolved down to the schemas. */
export interface ContractOperation {
  readonly id: string;
  readonly method: string;
  /** Below /api. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The schema of the JSON body, undefined where there is none. */
  readonly body: { schema: Schema; required: boolean } | undefined;
  /** By status; `4XX` and the like for a whole class. */
  readonly responses: Readonly<Record<string, ResponseEntry>>;
}

const METHODS = ["get", "post", "put", "patch", "delete"];

const document: Document = parse(readFileSync(join(__dirname, "enhance.openapi.yaml"), "utf8"));

export const schemas = document.components.schemas;

/** Every operation of the document, by its id. */
export const operations: ReadonlyMap<string, ContractOperation> = new Map(
  Object.entries(document.paths)
    .flatMap(([path, item]) =>
      METHODS.filter((method) => method in item).map((method) => operationOf(path, method, item)),
    )
    .map((operation) => [operation.id, operation]),
);

function operationOf(path: string, method: string, item: Record<string, unknown>): ContractOperation {
  const entry = item[method] as OperationEntry;
  const shared = (item.parameters ?? []) as (Parameter | Reference)[];
  const body = entry.requestBody;
  return {
    id: entry.operationId,
    method: method.toUpperCase(),
    path,
    parameters: [...shared, ...(entry.parameters ?? [])].map((parameter) => resolve<Parameter>(parameter)),
    body: body && {
      schema: body.content["application/json"]?.schema ?? {},
      required: body.required ?? false,
    },
    responses: Object.fromEntries(
      Object.entries(entry.responses).map(([status, response]) => [status, resolve<ResponseEntry>(response)]),
    ),
  };
}

function resolve<T extends object>(value: T | Reference): T {
  if (!("$ref" in value)) return value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  let found: unknown = document;
  for (const step of steps) found = (found as Record<string, unknown> | undefined)?.[step];
  if (found === undefined) throw new Error(`${value.$ref} is not in the document`);
  return found as T;
}

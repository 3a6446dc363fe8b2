import { type ContractOperation, operations, type Parameter } from "./openapi";
import { violationsOf } from "./schema";

/** A request as a panel's log has it. */
export interface ContractRequest {
  readonly method: string;
  /** With /api, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The JSON of the body, undefined where there was none. */
  readonly body?: unknown;
}

/** Validates requests and answers by the OpenAPI document: each check returns the violations. */
export const contract = { operations, operationOf, checkAnswer, checkRequest };

/** The operation of a path, undefined where there is none. A literal path wins over one with a parameter. */
function operationOf(method: string, path: string): ContractOperation | undefined {
  return [...operations.values()]
    .filter((operation) => operation.method === method && paramsOf(operation, path) !== undefined)
    .sort((a, b) => parametersIn(a) - parametersIn(b))[0];
}

function parametersIn(operation: ContractOperation): number {
  return operation.path.split("{").length;
}

function paramsOf(operation: ContractOperation, path: string): Record<string, string> | undefined {
  const pattern = operation.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const match = new RegExp(`^/api${pattern}$`).exec(path);
  return match ? { ...match.groups } : undefined;
}

function checkAnswer(
  operationId: string,
  status: number,
  contentType: string | undefined,
  body: string,
): string[] {
  const operation = operations.get(operationId);
  if (!operation) return [`unknown operation ${operationId}`];
  const response = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
  if (!response) return [`${operationId} has no answer ${status}`];
  const where = `${operationId} ${status}`;
  if (!response.content) return body === "" ? [] : [`${where} has no body, here is one`];
  const type = (contentType ?? "").split(";")[0]?.trim() ?? "";
  const media = response.content[type];
  if (!media) return [`${where} has no body of type "${type}"`];
  const value = type === "application/json" ? parseJson(body) : body;
  if (value === undefined) return [`${where} is not JSON`];
  return violationsOf(media.schema, value).map((violation) => `${where}: ${violation}`);
}

function checkRequest({ method, path, query = {}, body }: ContractRequest): string[] {
  const operation = operationOf(method, path);
  if (!operation) return [`unknown request ${method} ${path}`];
  return [
    ...checkParameters(operation, "path", paramsOf(operation, path) ?? {}),
    ...checkParameters(operation, "query", query),
    ...checkBody(operation, body),
  ].map((violation) => `${operation.id}: ${violation}`);
}

function checkParameters(
  operation: ContractOperation,
  place: Parameter["in"],
  given: Readonly<Record<string, string>>,
): string[] {
  const known = operation.parameters.filter((parameter) => parameter.in === place);
  const unknown = Object.keys(given).filter((name) => !known.some((parameter) => parameter.name === name));
  return [
    ...unknown.map((name) => `unknown ${place} parameter ${name}`),
    ...known.flatMap((parameter) => {
      const text = given[parameter.name];
      if (text === undefined)
        return parameter.required ? [`${place} parameter ${parameter.name} is missing`] : [];
      const value = meant(parameter, text);
      return violationsOf(parameter.schema, value).map((violation) => `${parameter.name}: ${violation}`);
    }),
  ];
}

/** A parameter's text as a value of its schema's type; other text stays a string, which the schema then refuses. */
function meant({ schema }: Parameter, text: string): unknown {
  if (schema.type === "array") return text.split(",");
  if (schema.type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  if (schema.type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  return text;
}

function checkBody({ body: wanted }: ContractOperation, body: unknown): string[] {
  if (!wanted) return body === undefined ? [] : ["a body, where there is none"];
  if (body === undefined) return wanted.required ? ["the body is missing"] : [];
  return violationsOf(wanted.schema, body).map((violation) => `body: ${violation}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

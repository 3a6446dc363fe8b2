import { MalformedPath } from "./refusal";

/** The parameters of a path, checked: ids in lower case, numbers as they came. */
export type PathParams = Readonly<Record<string, string>>;

/** An id as the panel takes it: versions and variants do not matter (docs/panels/enhance.md#ids). */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The parameters of `path` if it has the form of `template`, as `/orgs/{org_id}`; raw, not yet checked. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const value = given[i] ?? "";
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === "") return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
}

/** Checks the parameters in their order in the path. */
export function parseParams(raw: Readonly<Record<string, string>>): PathParams {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      name === "subscription_id" ? number(value) : uuid(value),
    ]),
  );
}

/** Ids are compared by value: the case they come in does not matter. */
function uuid(value: string): string {
  if (UUID.test(value)) return value.toLowerCase();
  const strange = /[^0-9a-f-]/i.exec(value);
  throw new MalformedPath(
    strange
      ? `UUID parsing failed: invalid character: found \`${strange[0]}\` at ${strange.index + 1}`
      : `UUID parsing failed: invalid length: found ${value.length}`,
  );
}

function number(value: string): string {
  if (/^\d{1,9}$/.test(value)) return String(Number(value));
  throw new MalformedPath(`can not parse ${JSON.stringify(value)} to a number`);
}

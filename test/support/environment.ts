import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CHECKOUT } from "./project";

/** One value of the configuration that an environment of Pulumi ESC has. */
export interface EnvironmentSetting {
  /** As `pulumi config set --path` takes it, such as `hestia:connections.eu1.apiUrl`. */
  readonly path: string;
  readonly value: string;
  /** Whether it stands under `fn::secret`. */
  readonly secret: boolean;
}

export const ENVIRONMENT = "examples/several-panels/environment.yaml";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function settingsOf(value: unknown, path: string): EnvironmentSetting[] {
  if (!isObject(value)) return [{ path, value: String(value), secret: false }];
  if ("fn::secret" in value) {
    if (Object.keys(value).length > 1 || typeof value["fn::secret"] !== "string")
      throw new Error(`${path}: fn::secret has one text, and nothing beside it`);
    return [{ path, value: value["fn::secret"], secret: true }];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    settingsOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

/** The stack's configuration in an environment file, with what `fn::secret` makes of it and no other function. */
export function settingsIn(file = ENVIRONMENT): EnvironmentSetting[] {
  const { values } = parse(readFileSync(join(CHECKOUT, file), "utf8")) as {
    values: { pulumiConfig: Record<string, unknown> };
  };
  return settingsOf(values.pulumiConfig, "");
}

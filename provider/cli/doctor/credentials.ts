import { connectionsIn } from "../../core/settings";
import type { Context } from "../context";
import { FAMILIES } from "./families";

/** A secret that is shorter is no credential, and a part of many words. */
const SHORTEST_OTHER = 6;

/** Every credential that the settings have, wherever it stands, and every other secret of the stack's configuration. */
export function credentialsIn({ config, environment }: Context): string[] {
  const own = FAMILIES.flatMap(({ settings: { namespace, secrets, env } }) => {
    const entries = Object.values(connectionsIn(config.get(`${namespace}:connections`)?.value) ?? {});
    return secrets.flatMap((key) => [
      config.get(`${namespace}:${key}`)?.value,
      env[key] === undefined ? undefined : environment[env[key]],
      ...entries.map((entry) => (typeof entry[key] === "string" ? entry[key] : undefined)),
    ]);
  });
  const others = [...config.values()].flatMap(({ value, secret }) =>
    secret && value.length >= SHORTEST_OTHER ? [value] : [],
  );
  // The secret of a key that stands behind its id in one text is sent apart.
  const halves = own.flatMap((one) => one?.split(":").slice(1) ?? []);
  return [...own, ...halves, ...others].filter((one) => one !== undefined && one !== "") as string[];
}

import type { ZodType } from "zod";
import type { Problem, Settings } from "../core/settings";
import type { Restart } from "./restart";
import { webAliasFields } from "./schema";

/** A setting, as a property takes it. */
export type Default<T> = { readonly value?: T; readonly problem?: Problem };

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** The defaults that are looked up when they are used, so that an edit of the configuration updates no resource. */
export interface MannerDefaults {
  readonly www: Default<boolean | "auto">;
  readonly restart: Default<Restart>;
  readonly onExisting: Default<"adopt" | "fail">;
}

export const mannerDefaults = (settings: Settings): MannerDefaults => ({
  www: readDefault(settings, "www", webAliasFields.www),
  restart: readDefault(settings, "restart", webAliasFields.restart),
  onExisting: readDefault(settings, "onExisting", webAliasFields.onExisting),
});

/** The account and the web domain that a program leaves open; they are filled in by `check` and kept in the state. */
export const identityDefault = (settings: Settings, property: "account" | "webDomain"): Default<string> =>
  readDefault(settings, property, webAliasFields[property]);

/** Reads a setting as the property that it is the default of; configuration is text, so `true` is a word there. */
function readDefault<T>(settings: Settings, property: string, field: ZodType<T>): Default<T> {
  const setting = settings.find(property);
  if (setting === undefined) return {};
  const parsed = field.safeParse(setting.value);
  if (parsed.success) return { value: parsed.data };
  const word = field.safeParse(WORDS.get(setting.value));
  if (word.success) return { value: word.data };
  const reason = parsed.error.issues.map((issue) => issue.message).join("; ");
  return {
    problem: { property, reason: `(from ${setting.name}, "${setting.value}") ${reason}` },
  };
}

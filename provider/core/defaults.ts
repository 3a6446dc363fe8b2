import type { ZodType } from "zod";
import type { Problem, Settings } from "./settings";

/** A setting, as a property takes it. */
export type Default<T> = { readonly value?: T; readonly problem?: Problem };

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** Reads a setting as the property that it is the default of; configuration is text, so `true` is a word there. */
export function readDefault<T>(settings: Settings, property: string, field: ZodType<T>): Default<T> {
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

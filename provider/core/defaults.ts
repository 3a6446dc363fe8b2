import type { ZodType } from "zod";
import type { Problem, Settings } from "./settings";

/** A setting, as a property takes it. */
type Default<T> = { readonly value?: T; readonly problem?: Problem };

/** Reads a setting as the property that it is the default of; configuration is text, so `true` is a word there. */
export function readDefault<T>(settings: Settings, property: string, field: ZodType<T>): Default<T> {
  const setting = settings.find(property);
  if (setting === undefined) return {};
  const { name, value } = setting;
  const parsed = field.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const flag = field.safeParse(/^(true|false)$/.test(value) ? value === "true" : undefined);
  if (flag.success) return { value: flag.data };
  const reason = parsed.error.issues.map(({ message }) => message).join("; ");
  return { problem: { property, reason: `(from ${name}, "${value}") ${reason}` } };
}

import type { PlaceOptions } from "../mapped/place";
import type { NameOptions } from "./names";

/** The options of the command; a website is named by its id. */
export interface DoctorOptions extends NameOptions, PlaceOptions {
  readonly address?: readonly string[];
  readonly bundle?: string;
}

/** An object without the keys that are not set. */
export function given<T extends object>(
  all: {
    readonly [K in keyof T]: T[K] | undefined;
  },
): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;
}

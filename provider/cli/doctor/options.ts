import type { PanelRef } from "../context";
import type { NameOptions } from "./names";

/** The options of the command. */
export interface DoctorOptions extends NameOptions {
  readonly panel?: PanelRef["kind"];
  readonly connection?: string;
  readonly account?: string;
  readonly webDomain?: string;
  readonly organization?: string;
  readonly website?: string;
  readonly server?: string;
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

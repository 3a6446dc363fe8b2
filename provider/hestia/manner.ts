import type { HestiaAccess } from "./access";
import type { Restart } from "./api/restart";
import { mannerDefaults } from "./defaults";

/** What the WordPress integration does where nothing is set. */
const DEFAULT_RESTART: Restart = "yes";

interface Inputs {
  readonly connection?: string | undefined;
  readonly restart?: Restart | undefined;
  readonly onExisting?: "adopt" | "fail" | undefined;
}

/** How a write is made, by the inputs or else the settings at the time. */
export function mannerOf(
  access: HestiaAccess,
  { connection, restart }: Inputs,
): { restart: Restart; recount: boolean } {
  const defaults = mannerDefaults(access.settings(connection));
  return {
    restart: restart ?? defaults.restart.value ?? DEFAULT_RESTART,
    recount: defaults.updateCounters.value === true,
  };
}

/** Whether what is there already may not be taken over. */
export function refusesExisting(access: HestiaAccess, { connection, onExisting }: Inputs): boolean {
  return (onExisting ?? mannerDefaults(access.settings(connection)).onExisting.value) === "fail";
}

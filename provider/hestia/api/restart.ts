/**
 * What the web server does after a write, as the panel's RESTART argument takes it (docs/panels/hestia.md#restarts),
 * from the least to the most: `graceful`, our word for its empty value, tests the configuration and reloads.
 */
export const RESTARTS = ["no", "updatessl", "scheduled", "graceful", "ssl", "reload", "yes"] as const;

/**
 * - `yes`, `reload`: configuration test, full restart of Apache, reload of nginx
 * - `graceful`: configuration test, then a reload of both
 * - `no`: files are written and not loaded
 * - `scheduled`, `updatessl`: left to the panel's queue, every two minutes; `scheduled` only where the panel has
 *   SCHEDULED_RESTART on, else it is a full restart
 * - `ssl`: restart of Apache and an upgrade of nginx's binary
 */
export type Restart = (typeof RESTARTS)[number];

export const restartArgument = (restart: Restart): string => (restart === "graceful" ? "" : restart);

/** The one of two that does what both ask. */
export const stronger = (one: Restart, other: Restart): Restart =>
  RESTARTS.indexOf(one) >= RESTARTS.indexOf(other) ? one : other;

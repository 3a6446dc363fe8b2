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

/**
 * What a write carries while others follow that will restart: the restart that is owed then stands in the panel's own
 * queue, which loads what is written within two minutes if this process comes to an end before
 * (docs/panels/hestia.md#the-restart-queue). The queue restarts Apache in full, which `graceful` is there to avoid.
 */
export const restartMeanwhile = (restart: Restart): Restart =>
  restart === "no" || restart === "graceful" ? "no" : "updatessl";

/** Whether it restarts or reloads at once, as the commands do that restart alone. */
export const isImmediate = (restart: Restart): boolean =>
  RESTARTS.indexOf(restart) >= RESTARTS.indexOf("graceful");

export const restartArgument = (restart: Restart): string => (restart === "graceful" ? "" : restart);

/** The one of two that does what both ask. */
export const stronger = (one: Restart, other: Restart): Restart =>
  RESTARTS.indexOf(one) >= RESTARTS.indexOf(other) ? one : other;

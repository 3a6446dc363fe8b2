import { setTimeout as sleep } from "node:timers/promises";

/** Time, as far as waiting and ages need it; tests bring their own. */
export interface Clock {
  /** Milliseconds, only ever compared with one another. */
  now(): number;
  /** Milliseconds since 1970, for what is compared with times of other runs. */
  date(): number;
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: Date.now,
  sleep: (milliseconds) => sleep(milliseconds),
  random: Math.random,
};

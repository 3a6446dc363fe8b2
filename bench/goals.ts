/** What a measured value has to be. */
export interface Goal {
  /** As the table shows it. */
  readonly text: string;
  holds(value: number): boolean;
}

/** A ratio that may not be over the limit. */
export const atMost = (limit: number): Goal => ({
  text: `≤ ${limit.toFixed(2)} ×`,
  holds: (value) => value <= limit,
});

/** A ratio that may not be under the limit. */
export const atLeast = (limit: number): Goal => ({
  text: `≥ ${limit} ×`,
  holds: (value) => value >= limit,
});

/** A number of things that has to be met exactly. */
export const exactly = (count: number, of: string): Goal => ({
  text: `${count} ${of}`,
  holds: (value) => value === count,
});

/** A number of things that may not be over the limit. */
export const noMoreThan = (limit: number, of: string): Goal => ({
  text: `≤ ${limit} ${of}`,
  holds: (value) => value <= limit,
});

/** A value that has to be under the limit. */
export const under = (limit: number, of: string): Goal => ({
  text: `< ${limit}${of === "×" ? " ×" : ` ${of}`}`,
  holds: (value) => value < limit,
});

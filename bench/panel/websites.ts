/** The ids of an organization's websites on the benchmark's Enhance panel. */
export const WEBSITES = Array.from(
  { length: 500 },
  (_, index) => `0b9c8c1e-4c1f-4b7e-9f59-${String(index + 1).padStart(12, "0")}`,
);

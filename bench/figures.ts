/** One cell of the table: what it shows, and the raw values behind it. */
export interface Figure {
  readonly text: string;
  readonly values: readonly number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** The values of pairs that were taken one beside the other, each divided by its neighbour. */
export const ratios = (values: readonly number[], by: readonly number[]): number[] =>
  values.map((value, index) => value / (by[index] ?? Number.NaN));

/** Times in seconds, shown by their median. */
export const seconds = (...values: number[]): Figure => {
  const middle = median(values);
  return { text: `${middle.toFixed(middle < 10 ? 2 : 1)} s`, values };
};

export const milliseconds = (...values: number[]): Figure => ({
  text: `${Math.round(median(values))} ms`,
  values,
});

/** Sizes in bytes, shown as MiB by their median. */
export const mebibytes = (...values: number[]): Figure => ({
  text: `${(median(values) / 2 ** 20).toFixed(1)} MiB`,
  values,
});

export const bytes = (...values: number[]): Figure => ({
  text: `${grouped(Math.round(median(values)))} bytes`,
  values,
});

/** Whole numbers, shown as the range that they span. */
export const counts = (values: readonly number[], of = ""): Figure => ({
  text: `${range(values)} ${of}`.trim(),
  values,
});

/** The range of values as text, such as `31–40`, or one number where they are all the same. */
export function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? grouped(least) : `${grouped(least)}–${grouped(most)}`;
}

/** A number as the tables write it, such as 1,000. */
export const grouped = (value: number): string => value.toLocaleString("en-US");

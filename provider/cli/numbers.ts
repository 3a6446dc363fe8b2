import { InvalidArgumentError } from "commander";

/** Parses the number of an option. */
export const number = (least: number, most: number) => parser(least, most, "number", () => true);

/** The same for a number without a fraction. */
export const wholeNumber = (least: number, most: number) =>
  parser(least, most, "whole number", Number.isInteger);

function parser(least: number, most: number, what: string, isOne: (value: number) => boolean) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && value >= least && value <= most && isOne(value)) return value;
    throw new InvalidArgumentError(`It takes a ${what} from ${least} to ${most}.`);
  };
}

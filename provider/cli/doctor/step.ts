import type { PanelError } from "../../core/errors";

/**
 * How a step ended:
 * - `ok` it is as it has to be
 * - `warning` it works, and somebody should know
 * - `problem` it does not work
 * - `skipped` it was not looked at
 */
export type StepState = "ok" | "warning" | "problem" | "skipped";

/** One thing that was looked at. */
export interface Step {
  readonly title: string;
  readonly state: StepState;
  /** What was found, or why it was skipped. */
  readonly says: string;
  /** What to do. */
  readonly cure?: string | undefined;
  /** What is wrong with many things, one sentence each. */
  readonly details?: readonly string[];
}

export const ok = (title: string, says: string): Step => ({ title, state: "ok", says });
export const skipped = (title: string, why: string): Step => ({ title, state: "skipped", says: why });
export const warning = (title: string, says: string, cure?: string): Step => ({
  title,
  state: "warning",
  says,
  cure,
});
export const problem = (title: string, says: string, cure?: string): Step => ({
  title,
  state: "problem",
  says,
  cure,
});

/** What went wrong with a panel, as a step. */
export const failed = (title: string, { facts, failure }: PanelError): Step =>
  problem(title, facts, failure.cure);

/** The messages about settings say what is wrong first, and behind the first of these marks what to do about it. */
const CAUSE_ENDS = /: (?=(?:pulumi|give) )|; |\. (?=[A-Z])/;

/** What is wrong with settings, as a step. */
export function misconfigured(title: string, message: string): Step {
  const end = CAUSE_ENDS.exec(message);
  if (end === null) return problem(title, message);
  const cure = message.slice(end.index + end[0].length);
  // A command stays as it is typed.
  const sentence = cure.startsWith("pulumi ") ? cure : cure.charAt(0).toUpperCase() + cure.slice(1);
  return problem(title, message.slice(0, end.index), sentence);
}

/** A step with another way to do what it says. */
export const withAnotherWay = (step: Step, way: string): Step => ({
  ...step,
  cure: step.cure === undefined ? way : `${step.cure}\n${way}`,
});

/** The steps of one part, in the order in which they were taken. */
export interface Section {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Where steps go, one after the other. */
export type Note = (step: Step) => void;

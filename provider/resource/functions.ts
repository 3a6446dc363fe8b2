import * as pulumi from "@pulumi/pulumi";
import { ConfigurationError, isPanelError } from "../core/errors";
import { programSession } from "./declaration";
import type { Session } from "./session";

/**
 * Answers what a program asks.
 *
 * @throws pulumi.RunError, which the engine prints without a stack, where the settings or the panel do not let it
 */
export async function answer<T>(ask: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await ask(programSession());
  } catch (error) {
    if (isPanelError(error) || error instanceof ConfigurationError) throw runError(error.message);
    throw error;
  }
}

/** An error that the engine prints without a stack, also where the program does not wait for the promise that it rejects. */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = "";
  return error;
}

/** Options of which each may be an output. */
export type OutputOptions<Options> = { [Key in keyof Options]: pulumi.Input<Options[Key]> };

/** Answers once all options are known; while a preview does not know one, the answer is unknown as well. */
export function answerLater<Options extends object, T>(
  options: OutputOptions<Options>,
  ask: (options: Options) => Promise<T>,
): pulumi.Output<T> {
  const known = pulumi.output(options) as pulumi.Output<unknown>;
  return known.apply((all) => ask(all as Options)) as pulumi.Output<T>;
}

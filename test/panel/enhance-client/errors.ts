import { inspect } from "node:util";
import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type Failure, isPanelError, PartialSuccess } from "../../../provider/core/errors";
import { OperationError } from "../../support/host-messages";
import { factsFirst } from "../../support/messages";

/** The package's own error of a failed operation, which must contain no token. */
export async function errorOf(operation: Promise<unknown>): Promise<Error> {
  const thrown: unknown = await operation.then(
    () => undefined,
    (reason) => reason,
  );
  const error = thrown instanceof OperationError ? (thrown.cause ?? thrown) : thrown;
  if (!(error instanceof Error)) throw new Error(`did not fail: ${inspect(error)}`);
  const looks = [
    String(error),
    error.stack ?? "",
    JSON.stringify(error),
    inspect(error, { depth: null, showHidden: true }),
  ];
  for (const token of Object.values(demoEnhance.tokens))
    for (const look of looks) expect(look).not.to.contain(token);
  return error;
}

/** The fields of a failed operation's error, and its message with the facts first. */
export async function failureOf(operation: Promise<unknown>): Promise<Failure & { message: string }> {
  const error = await errorOf(operation);
  if (!isPanelError(error)) throw new Error(`not a panel's error: ${inspect(error)}`);
  return { ...error.failure, message: factsFirst(error.message) };
}

/** The message of a failed operation, with the facts first. */
export const messageOf = async (operation: Promise<unknown>): Promise<string> =>
  factsFirst((await errorOf(operation)).message);

/** The reasons of an operation that succeeded in part, with the facts first. */
export async function reasonOf(operation: Promise<unknown>): Promise<string> {
  const error = await errorOf(operation);
  if (!(error instanceof PartialSuccess)) throw new Error(`not a partial success: ${inspect(error)}`);
  return factsFirst(error.reasons.join("\n"));
}

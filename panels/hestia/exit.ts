/** Exit codes of Hestia's commands (docs/panels/hestia.md#exit-codes). */
export const EXIT = {
  ok: 0,
  args: 1,
  invalid: 2,
  notExist: 3,
  exists: 4,
  suspended: 5,
  limit: 8,
  password: 9,
  forbidden: 10,
  disabled: 11,
  restart: 20,
  apiDisabled: 21,
} as const;

/** A command that ends with a code other than 0, with what it printed on its standard output. */
export class CommandExit extends Error {
  override readonly name = "CommandExit";

  constructor(
    readonly code: number,
    readonly stdout: string,
  ) {
    super(`exit ${code}: ${stdout}`);
  }
}

const HTTP_STATUS: Record<number, number> = { 0: 200, 2: 422, 5: 401, 6: 401, 9: 401, 10: 401, 21: 401 };

/**
 * The status that goes with an exit code; codes from 100 are a status themselves (docs/panels/hestia.md#exit-codes).
 */
export function exitStatus(code: number): number {
  return code >= 100 ? code : (HTTP_STATUS[code] ?? 400);
}

/**
 * The API itself refuses a call: a status of 400, 401, 405 or 422 in every way of calling
 * (docs/panels/hestia.md#answers).
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** Text that is printed before the answer (legacy API switched off). */
  readonly prefix: string;
  /** The body is the text even with returncode=yes. */
  readonly alwaysText: boolean;

  constructor(
    readonly code: number,
    message: string,
    options: { prefix?: string; alwaysText?: boolean } = {},
  ) {
    super(message);
    this.prefix = options.prefix ?? "";
    this.alwaysText = options.alwaysText ?? false;
  }
}

import { type FailureKind, PanelError } from "../../core/errors";
import { type Answer, isMarkup, isRedirect } from "../../core/http";
import type { HestiaAuth } from "./connection";
import { cureFor, exitCode, isRestartFailure, REFUSALS } from "./exitCodes";
import { WEB_SERVER } from "./explain";

/** What a command came to: its exit code and what it printed. */
export interface CommandResult {
  readonly code: number;
  readonly status: number;
  readonly text: string;
}

const SWITCH_ON =
  "If the API was taken away on this panel, bring it back with `v-change-sys-api enable all` there, and let this machine " +
  "in again with `v-add-sys-api-ip <address>`: the allow list is empty by then.";

const INTEGER = /^-?\d+$/;

/** The exit code in an answer, as far as it has one: in a header, or as its whole body. */
export function exitCodeIn({ headers, text }: Answer): number | undefined {
  const code = headers.get("hestia-exit-code") ?? text.trim();
  return INTEGER.test(code) ? Number(code) : undefined;
}

/**
 * Reads an answer of the API (docs/panels/hestia.md#answers).
 *
 * - With an access key, the exit code is in a header and the text in the body.
 * - In the legacy ways it is the body, if `returncode=yes` was asked; else the body is what the command printed,
 *   and a code there is none: `undefined`.
 *
 * @throws PanelError `unclear` for a 5xx, `protocol` where the answer is none of a Hestia API
 */
export function readAnswer(
  answer: Answer,
  how: { panel: string; legacy: boolean; returncode: boolean; redacted: (text: string) => string },
): Omit<CommandResult, "code"> & { code: number | undefined } {
  const { status, headers } = answer;
  const text = answer.text.trim();
  const error = (kind: FailureKind, what: string, cure: string, detail?: string) =>
    new PanelError({ kind, panel: how.panel, status, what, cure, detail });
  if (isRedirect(answer)) {
    throw error(
      "protocol",
      `the panel answered with a redirect to ${how.redacted(headers.get("location") ?? "nowhere")}`,
      "apiUrl must lead straight to the panel's API: https, the panel's own port (8083) and /api/.",
    );
  }
  if (status >= 500) {
    throw error(
      "unclear",
      "the panel answered with a server error",
      "If it was a write, it may have been done all the same. Look at /var/log/hestia on the panel.",
    );
  }
  const header = headers.get("hestia-exit-code");
  if (header !== undefined && INTEGER.test(header)) {
    // With `returncode=yes` the body of a refusal is the code once more.
    return { code: Number(header), status, text: text === header ? "" : text };
  }
  if (isMarkup(answer) || (status >= 400 && header === undefined)) {
    throw error(
      "protocol",
      "the panel answered with something that no Hestia API sends",
      "apiUrl must end in /api/ on the panel's own port (8083 by default), not on a web site of the server.",
    );
  }
  if (how.legacy && !how.returncode) return { code: undefined, status, text };
  if (how.legacy && INTEGER.test(text)) return { code: Number(text), status, text: "" };
  throw error(
    "refused",
    "the panel answered without an exit code",
    how.legacy ? SWITCH_ON : `${SWITCH_ON} An access key needs Hestia 1.6 or later.`,
    how.redacted(text).slice(0, 200),
  );
}

/**
 * The error for a command that came to nothing good.
 *
 * @param way how the call authenticated
 */
export function commandError(
  panel: string,
  command: string,
  result: CommandResult,
  way?: HestiaAuth["way"],
): PanelError {
  const { code, status } = result;
  const { name, meaning } = exitCode(code);
  // An API that is switched off says so twice, without a space between.
  const [, detail = ""] =
    /^(?:Error:\s*)?(.*?)(?:Error: API Disabled)?$/s.exec(result.text.slice(0, 500)) ?? [];
  // In the legacy ways the API refuses with a status of its own, and a command that ran is always 200.
  const ran = status < 400;
  const refused = REFUSALS.has(code) && !ran;
  const kind = refused ? "refused" : code === 3 ? "missing" : code === 4 ? "conflict" : "rejected";
  return new PanelError({
    kind,
    panel,
    status,
    code,
    codeName: name,
    subject: isRestartFailure(code) ? WEB_SERVER : undefined,
    // One restart is for the writes of many, whatever command it came with.
    what: refused ? `the panel refused the command, ${meaning}` : meaning,
    ...(isRestartFailure(code) ? {} : { command }),
    detail: detail || undefined,
    cure: cureFor(code, result.text, ran, way),
  });
}

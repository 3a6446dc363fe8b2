import { PanelError } from "../../core/errors";
import type { Answer } from "../../core/http";
import type { HestiaAuth } from "./connection";
import { cureFor, exitCode, isRestartFailure, REFUSALS } from "./exitCodes";

/** What a command came to: its exit code and what it printed. */
export interface CommandResult {
  readonly code: number;
  readonly status: number;
  readonly text: string;
}

const SWITCH_ON =
  "If the API was taken away on this panel, bring it back with `v-change-sys-api enable all` there, and let this machine " +
  "in again with `v-add-sys-api-ip <address>`: the allow list is empty by then.";

/**
 * Reads an answer of the API (Hestia wire facts, section 0).
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
  const { status, headers, text } = answer;
  const failure = { panel: how.panel, status };
  if (status >= 300 && status < 400) {
    throw new PanelError({
      ...failure,
      kind: "protocol",
      what: `answered with a redirect to ${how.redacted(headers.get("location") ?? "nowhere")}`,
      cure: "apiUrl must lead straight to the panel's API: https, the panel's own port (8083) and /api/.",
    });
  }
  if (status >= 500) {
    throw new PanelError({
      ...failure,
      kind: "unclear",
      what: "answered with a server error",
      cure: "If it was a write, it may have been done all the same. Look at /var/log/hestia on the panel.",
    });
  }
  const header = headers.get("hestia-exit-code");
  if (header !== undefined && /^-?\d+$/.test(header)) {
    // With `returncode=yes` the body of a refusal is the code once more.
    return { code: Number(header), status, text: text.trim() === header ? "" : text.trim() };
  }
  if (/^\s*</.test(text) || (status >= 400 && header === undefined)) {
    throw new PanelError({
      ...failure,
      kind: "protocol",
      what: "answered with something that no Hestia API sends",
      cure: "apiUrl must end in /api/ on the panel's own port (8083 by default), not on a web site of the server.",
    });
  }
  if (!how.legacy) {
    throw new PanelError({
      ...failure,
      kind: "refused",
      what: "answered without an exit code",
      detail: how.redacted(text.trim()).slice(0, 200),
      cure: `${SWITCH_ON} An access key needs Hestia 1.6 or later.`,
    });
  }
  if (!how.returncode) return { code: undefined, status, text: text.trim() };
  if (/^-?\d+$/.test(text.trim())) return { code: Number(text.trim()), status, text: "" };
  throw new PanelError({
    ...failure,
    kind: "refused",
    what: "answered without an exit code",
    detail: how.redacted(text.trim()).slice(0, 200),
    cure: SWITCH_ON,
  });
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
  // An API that is switched off says so twice, without a blank between.
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
    // One restart is for the writes of many, whatever command it came with.
    what: isRestartFailure(code) ? meaning : `${command} ${refused ? "was refused" : "failed"}, ${meaning}`,
    ...(detail === "" ? {} : { detail }),
    cure: cureFor(code, result.text, ran, way),
  });
}

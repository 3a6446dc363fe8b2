import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Releases to compare with: one of them is not the running one. */
const MAJORS = [24, 22];
/** Milliseconds for the download, the first time. */
const TIMEOUT = 180_000;

/** A Node.js of another release. */
export interface OtherNode {
  readonly executable: string;
  /** Such as `v24.21.0`. */
  readonly version: string;
}

/** The one that npm keeps, or fetches; undefined where there is none to be had. */
export async function otherNode(): Promise<OtherNode | undefined> {
  const major = MAJORS.find((one) => !process.version.startsWith(`v${one}.`));
  try {
    const { stdout } = await run(
      "npm",
      [
        "exec",
        "--yes",
        `--package=node@${major}`,
        "--",
        "node",
        "-p",
        "process.execPath + ' ' + process.version",
      ],
      { timeout: TIMEOUT },
    );
    const [executable, version] = stdout.trim().split(" ");
    if (!executable || !version || version === process.version) return undefined;
    return { executable, version };
  } catch {
    return undefined;
  }
}

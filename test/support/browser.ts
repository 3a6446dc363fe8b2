import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, launch } from "puppeteer-core";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];

/** A Chromium that is installed on this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program))).find((path) =>
    existsSync(path),
  );
}

/** Starts it without a window. Its sandbox does not run as root, nor in most containers; it sees pages of this machine alone. */
export const startChromium = (executablePath: string): Promise<Browser> =>
  launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"], timeout: 60_000 });

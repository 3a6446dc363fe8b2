import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

const ENDINGS = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** The first file of this name that can be run in the folders of a PATH. */
export function locate(name: string, searchPath: string): string | undefined {
  for (const folder of searchPath.split(delimiter)) {
    if (folder === "") continue;
    for (const ending of ENDINGS) {
      const file = join(folder, name + ending);
      try {
        accessSync(file, constants.X_OK);
        if (statSync(file).isFile()) return file;
      } catch {
        // Not there, or not for us to run: the next folder.
      }
    }
  }
  return undefined;
}

/** Finds a companion of a program: beside it, beside the file that it is a link to, or on the PATH. */
export function locateCompanion(name: string, program: string, searchPath: string): string | undefined {
  const beside = [dirname(program), dirname(realpathSync(program))];
  return locate(name, [...beside, searchPath].join(delimiter));
}

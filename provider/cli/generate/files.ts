import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ConfigurationError } from "../../core/errors";
import { parseJson } from "../../core/text";
import { json } from "../terminal";
import type { DomainsFile } from "./program";

/** The files that are written. */
export class Files {
  readonly #program: string | undefined;
  readonly #domains: string | undefined;
  readonly #force: boolean;

  constructor(
    /** The project's. */
    private readonly folder: string,
    { out, file, force = false }: { out?: string; file?: string; force?: boolean },
  ) {
    this.#program = out === undefined ? undefined : resolve(folder, out);
    this.#domains = file === undefined ? undefined : resolve(this.#beside, file);
    this.#force = force;
  }

  /** @throws ConfigurationError where a file is there, and is not to be overwritten */
  verify(): void {
    if (this.#domains !== undefined && this.#domains === this.#program)
      throw new ConfigurationError("--out and --file name one file: give two");
    for (const [option, file] of [
      ["--out", this.#program],
      ["--file", this.#domains],
    ] as const) {
      if (file !== undefined && !this.#force && existsSync(file))
        throw new ConfigurationError(
          `${this.#shown(file)} is there already: give --force to overwrite it, or another name with ${option}`,
        );
    }
  }

  get domainsFile(): DomainsFile | undefined {
    if (this.#domains === undefined) return undefined;
    const path = relative(this.#beside, this.#domains).split(sep).join("/");
    return { path, isModule: isModule(this.#beside) };
  }

  /**
   * @param data of the file of domains
   * @returns the files
   * @throws ConfigurationError where one cannot be written
   */
  write(program: string, data: unknown): string[] {
    const texts: [string | undefined, string][] = [
      [this.#domains, json(data)],
      [this.#program, program],
    ];
    return texts.flatMap(([file, text]) => {
      if (file === undefined) return [];
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, { flag: this.#force ? "w" : "wx" });
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new ConfigurationError(`${this.#shown(file)} cannot be written: ${code}`);
      }
      return [this.#shown(file)];
    });
  }

  /** The folder of the program. */
  get #beside(): string {
    return this.#program === undefined ? this.folder : dirname(this.#program);
  }

  #shown(file: string): string {
    return relative(this.folder, file) || file;
  }
}

/** Whether Node.js takes a program in a folder for an ES module, by the package.json above it. */
function isModule(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) {
      const found = parseJson(readFileSync(file, "utf8"));
      return typeof found === "object" && found !== null && "type" in found && found.type === "module";
    }
    if (at === dirname(at)) return false;
  }
}

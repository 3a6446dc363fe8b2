import { resolve } from "node:path";
import { redactor } from "../../core/redact";
import type { PulumiCommand } from "./commands";
import { type ProjectFile, writeNew } from "./files";
import type { Target } from "./target";

/** What is to be done in a folder, in this order. */
export interface Plan {
  readonly folder: string;
  readonly files: readonly ProjectFile[];
  readonly commands: readonly PulumiCommand[];
  /** Never shown, whatever a command says. */
  readonly credentials: readonly string[];
}

/** How far it got. */
export interface Done {
  readonly written: readonly string[];
  /** Files that were there, and were left as they are. */
  readonly kept: readonly string[];
  readonly ran: readonly PulumiCommand[];
  readonly failure?: {
    /** What failed, and why. */
    readonly what: string;
    readonly notWritten: readonly string[];
    readonly notRun: readonly PulumiCommand[];
  };
}

/** Writes the files and runs the commands; ends at the first that fails. */
export async function carryOut(plan: Plan, { pulumi }: Pick<Target, "pulumi">): Promise<Done> {
  const { folder, files, commands, credentials } = plan;
  const redact = redactor(credentials);
  const written: string[] = [];
  const kept: string[] = [];
  const ran: PulumiCommand[] = [];
  const failed = (what: string): Done => ({
    written,
    kept,
    ran,
    failure: {
      what: redact(what),
      notWritten: files.map(({ path }) => path).slice(written.length + kept.length),
      notRun: commands.slice(ran.length),
    },
  });
  for (const file of files) {
    try {
      ((await writeNew(folder, file)) ? written : kept).push(file.path);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return failed(`${resolve(folder, file.path)} cannot be written: ${code ?? message}`);
    }
  }
  if (pulumi === undefined) return { written, kept, ran };
  for (const command of commands) {
    const answer = await pulumi.run(command.args, command.input);
    if (!answer.ok) return failed(`\`${command.line}\` failed: ${answer.reason}`);
    ran.push(command);
  }
  return { written, kept, ran };
}

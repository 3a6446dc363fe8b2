import { spawn } from "node:child_process";
import { join } from "node:path";

/** The CLI of one engine on one stack, showing the user what it does. */
export class Pulumi {
  constructor(
    private readonly engine: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly cwd: string,
    private readonly stack: string,
  ) {}

  /** Runs a command on the stack and shows its output; the answer is its exit code. */
  async show(...args: string[]): Promise<number> {
    process.stdout.write(`$ pulumi ${args.join(" ")}\n`);
    const { code } = await this.#run([...args, "--color", process.stdout.isTTY ? "always" : "never"], true);
    process.stdout.write("\n");
    return code;
  }

  /** Runs a command that must succeed, for what it prints. */
  async ask(...args: string[]): Promise<string> {
    const { code, text } = await this.#run(args, false);
    if (code !== 0) throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${text}`);
    return text;
  }

  #run(args: readonly string[], shown: boolean): Promise<{ code: number; text: string }> {
    const named = args[0] === "stack" && args[1] === "init" ? [] : ["--stack", this.stack];
    const child = spawn(join(this.engine, "pulumi"), [...args, ...named, "--non-interactive"], {
      cwd: this.cwd,
      env: this.environment,
      stdio: ["ignore", shown ? "inherit" : "pipe", shown ? "inherit" : "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    }
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, text }));
    });
  }
}

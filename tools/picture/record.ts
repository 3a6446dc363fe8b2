import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { demoCredentials, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine } from "../engine";

const ROOT = resolve(__dirname, "..", "..");
const ACCOUNT = "tenant1";
const WEB_DOMAIN = "network.example.com";

const PROGRAM = `import { HestiaWebAlias, HestiaWebAliases } from "pulumi-mapped-domains";

new HestiaWebAlias("acme", { domain: "acme.com", www: true });
new HestiaWebAliases("customers", { domains: ["globex.com", "initech.com"] });
`;
const PROJECT = `name: customers
runtime: nodejs
`;

/** What a terminal gets to see when a program is brought up on a local panel, and previewed after a change by hand. */
export async function record(): Promise<string> {
  const { folder } = await findEngine();
  const home = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-picture-"));
  const panel = await startHestiaPanel();
  const cwd = join(home, "customers");
  const env = {
    ...engineEnvironment(folder, home),
    PATH: `${folder}:${process.env.PATH ?? ""}`,
    TERM: "xterm-256color",
  };
  const terminal = (command: string) => inTerminal(command, cwd, env);
  try {
    mkdirSync(cwd);
    writeFileSync(join(cwd, "Pulumi.yaml"), PROJECT);
    writeFileSync(join(cwd, "package.json"), "{}\n");
    writeFileSync(join(cwd, "index.ts"), PROGRAM);
    symlinkSync(join(ROOT, "node_modules"), join(cwd, "node_modules"));
    await terminal("pulumi stack init dev");
    for (const [key, value] of [
      ["hestia:apiUrl", panel.url],
      ["hestia:account", ACCOUNT],
      ["hestia:webDomain", WEB_DOMAIN],
      ["hestia:accessKey", demoCredentials.accessKey],
      ["--secret hestia:secretKey", demoCredentials.secretKey],
    ])
      await terminal(`pulumi config set ${key} ${value}`);

    let shown = prompt("cat index.ts") + PROGRAM;
    shown += `\n${prompt("pulumi up --yes --skip-preview")}${await terminal("pulumi up --yes --skip-preview")}`;
    const left = panel.aliases(ACCOUNT, WEB_DOMAIN).filter((name) => name !== "www.acme.com");
    panel.setAliases(ACCOUNT, WEB_DOMAIN, left);
    shown += `\n${comment("somebody removes www.acme.com on the panel")}`;
    shown += `${prompt("pulumi preview --diff")}${await terminal("pulumi preview --diff")}`;
    return shown.replaceAll(panel.host, "panel.example.com:8083");
  } finally {
    await panel.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const prompt = (command: string): string => `\u001b[1;32m$\u001b[0m \u001b[1m${command}\u001b[0m\n`;
const comment = (text: string): string => `\u001b[90m# ${text}\u001b[0m\n`;

/** Runs a command in a terminal of its own, in which the engine shows its tree. @throws Error where it fails */
function inTerminal(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn("script", ["-qefc", `stty cols 100 rows 60; ${command}`, "/dev/null"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`\`${command}\` failed:\n${text}`));
    });
  });
}

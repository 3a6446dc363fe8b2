import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes shell scripts that pose as the three programs of an engine, for tests of how one is found. */
export function writeFakeEngine(folder: string, version: string, leaveOut: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  const scripts = {
    pulumi: `echo v${version}`,
    "pulumi-language-nodejs": "echo 12345; exec sleep 30",
    "pulumi-resource-pulumi-nodejs": "exit 0",
  };
  for (const [name, script] of Object.entries(scripts)) {
    if (leaveOut.includes(name)) continue;
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

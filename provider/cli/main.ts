#!/usr/bin/env node
import { run } from "./program";

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`mapped-domains: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);

import { findEngine, NoEngineError } from ".";

async function main(): Promise<void> {
  try {
    const { folder, version, source } = await findEngine();
    const from = {
      PATH: "found on PATH",
      cache: "kept by an earlier run",
      download: "downloaded",
      build: "built",
    };
    process.stderr.write(`Pulumi ${version}, ${from[source]}:\n`);
    process.stdout.write(`${folder}\n`);
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

void main();

import { locate, locateCompanion } from "./locate";
import { LANGUAGE_HOST, RESOURCE_HOST } from "./parts";
import { run } from "./run";
import { isSupportedCli, OLDEST_CLI, parsePulumiVersion } from "./versions";

/** Either a version that works, or why it does not. */
export type Verdict = { readonly version: string } | { readonly problem: string };

const TIMEOUT = 20_000;

/**
 * Runs the CLI and the language host of a folder to see that they work on this machine.
 *
 * @param searchPath where the two plug-ins may be when they are not beside the CLI
 */
export async function verifyEngine(folder: string, searchPath = ""): Promise<Verdict> {
  const cli = locate("pulumi", folder);
  if (!cli) return { problem: `there is no pulumi in ${folder}` };
  const answer = await run(cli, ["version"], {
    timeout: TIMEOUT,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (answer.failure) return { problem: `${cli} ${answer.failure}` };
  const version = parsePulumiVersion(answer.stdout);
  if (!version) return { problem: `${cli} does not tell its version` };
  if (!isSupportedCli(version)) {
    return { problem: `${cli} is version ${version}, needed is ${OLDEST_CLI} or a later 3.x` };
  }

  const language = locateCompanion(LANGUAGE_HOST, cli, searchPath);
  if (!language) return { problem: `${cli} has no ${LANGUAGE_HOST} beside it or on PATH` };
  if (!locateCompanion(RESOURCE_HOST, cli, searchPath)) {
    return { problem: `${cli} has no ${RESOURCE_HOST} beside it or on PATH` };
  }
  // It serves an engine, here one that does not exist, and says at which port: that it got so far is the proof.
  const served = await run(language, ["127.0.0.1:1"], {
    timeout: TIMEOUT,
    until: (stdout) => /^\d+\s/.test(stdout),
  });
  return served.failure ? { problem: `${language} ${served.failure}` } : { version };
}

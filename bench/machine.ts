import { arch, cpus, platform, totalmem } from "node:os";
import { version as sdk } from "@pulumi/pulumi/version";
import { findEngine } from "../tools/engine";

/** What the figures depend on, without anything that names the machine. */
export type Machine = Readonly<Record<string, string | number>>;

/** Looks at the machine that this runs on. */
export async function machine(): Promise<Machine> {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    engine: (await findEngine()).version,
    sdk,
  };
}

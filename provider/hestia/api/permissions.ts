import { isPanelError, type PanelError } from "../../core/errors";
import { type HestiaClient, type HestiaCommand, isRestartCommand } from "./client";

/** Whether the credential may run a command; `unknown` where something else failed before that could show. */
export type HestiaPermission = "allowed" | "refused" | "unknown";

/** No name of a user: of nobody the panel counts nothing, and of nothing at all it would count every account anew. */
const NOBODY = "-";

/**
 * Finds out whether a command may be run, by a call that changes nothing: the panel judges the permission before it
 * finds something wrong with the arguments (docs/panels/hestia.md#authentication).
 */
export async function mayRun(
  client: HestiaClient,
  command: HestiaCommand,
  account: string,
  webDomain: string,
): Promise<{ permission: HestiaPermission; problem?: PanelError }> {
  try {
    await client.run(command, harmless(command, account, webDomain));
    return { permission: "allowed" };
  } catch (error) {
    if (!isPanelError(error)) throw error;
    // A key of the account itself gets this far with its permission alone.
    const notNobody = /"user" argument doesn/.test(error.failure.detail ?? "");
    if (command === "v-update-user-counters" && notNobody) return { permission: "allowed" };
    return { permission: error.kind === "refused" ? "refused" : "unknown", problem: error };
  }
}

/** Arguments with which a command reads, or does nothing: for want of an alias or of a user, or with a restart of `no`. */
function harmless(command: HestiaCommand, account: string, webDomain: string): string[] {
  if (command === "v-list-web-domain") return [account, webDomain, "json"];
  if (isRestartCommand(command)) return ["no"];
  return command === "v-update-user-counters" ? [NOBODY] : [account, webDomain];
}

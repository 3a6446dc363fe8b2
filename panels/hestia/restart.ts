import { CommandExit, EXIT } from "./exit";
import type { HestiaRestart, HestiaState } from "./state";
import { loadVhosts } from "./vhost";

/** What systemctl is asked for by each RESTART value that acts at once (docs/panels/hestia.md#restarts). */
const ACTIONS: Record<string, Pick<HestiaRestart, "effect" | "apache2" | "nginx">> = {
  "": { effect: "reload", apache2: "reload-or-restart", nginx: "reload-or-restart" },
  yes: { effect: "restart", apache2: "restart", nginx: "reload" },
  reload: { effect: "restart", apache2: "restart", nginx: "reload" },
  scheduled: { effect: "restart", apache2: "restart", nginx: "reload" },
  ssl: { effect: "restart", apache2: "restart", nginx: "upgrade" },
};

/**
 * Does what RESTART asks for after the write, and records it. A failing configuration test ends the command with 20
 * although the alias is stored. Apache comes first: where nginx fails, it has been restarted already, and what visitors
 * get is nginx's, which loads nothing new (docs/panels/hestia.md#a-restart-that-fails).
 */
export function restartWebServers(
  state: HestiaState,
  call: { account: string; webDomain: string; command: string; value: string },
): void {
  const record = (outcome: Pick<HestiaRestart, "effect" | "apache2" | "nginx">) =>
    state.restarts.push({ ...call, ...outcome });
  if (call.value === "no") {
    record({ effect: "none", apache2: "", nginx: "" });
    return;
  }
  const queueable = call.value === "" || call.value === "scheduled";
  if (call.value === "updatessl" || (queueable && state.settings.SCHEDULED_RESTART === "yes")) {
    record({ effect: "queued", apache2: "", nginx: "" });
    state.restartQueued = true;
    return;
  }
  const failing = state.settings.failingConfigTest;
  const action = ACTIONS[call.value] ?? { effect: "none", apache2: "", nginx: "" };
  if (failing !== "") {
    record({ effect: "failed", apache2: failing === "nginx" ? action.apache2 : "", nginx: "" });
    throw new CommandExit(EXIT.restart, `Error: ${failing} restart failed`);
  }
  record(action);
  loadVhosts(state);
}

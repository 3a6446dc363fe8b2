import { CommandExit, EXIT } from "./exit";
import type { HestiaRestart, HestiaState, WebServer } from "./state";
import { loadVhosts } from "./vhost";

/** Apache comes first. */
const SERVERS: readonly WebServer[] = ["apache2", "nginx"];

type Asked = Pick<HestiaRestart, "effect" | "apache2" | "nginx">;

/** What systemctl is asked for by each RESTART value that acts at once (docs/panels/hestia.md#restarts). */
const ACTIONS: Readonly<Record<string, Asked>> = {
  "": { effect: "reload", apache2: "reload-or-restart", nginx: "reload-or-restart" },
  yes: { effect: "restart", apache2: "restart", nginx: "reload" },
  reload: { effect: "restart", apache2: "restart", nginx: "reload" },
  scheduled: { effect: "restart", apache2: "restart", nginx: "reload" },
  ssl: { effect: "restart", apache2: "restart", nginx: "upgrade" },
};
const NOTHING: Asked = { effect: "none", apache2: "", nginx: "" };

/** The command that restarts a server alone, as it stands in the queue as well. */
const COMMANDS: Readonly<Record<WebServer, string>> = { apache2: "v-restart-web", nginx: "v-restart-proxy" };

/** Who asked for a restart, and with which RESTART. */
interface Request {
  account: string;
  webDomain: string;
  command: string;
  value: string;
}

/**
 * Does what RESTART asks for after a write, and records it. A failing configuration test ends the command with 20
 * although the alias is stored. Apache comes first: where nginx fails, it has been restarted already
 * (docs/panels/hestia.md#a-restart-that-fails).
 */
export function restartWebServers(state: HestiaState, request: Request): void {
  restart(state, SERVERS, request);
}

/** The same for one server and no write. */
export function restartServer(state: HestiaState, server: WebServer, value: string): void {
  restart(state, [server], { account: "", webDomain: "", command: COMMANDS[server], value });
}

function restart(state: HestiaState, servers: readonly WebServer[], request: Request): void {
  const { value } = request;
  const record = (asked: Asked) => {
    state.restarts.push({ ...request, ...asked });
  };
  const isScheduled = state.settings.SCHEDULED_RESTART === "yes";
  if (value === "no") {
    record(NOTHING);
    return;
  }
  if (value === "updatessl" || ((value === "" || value === "scheduled") && isScheduled)) {
    record({ ...NOTHING, effect: "queued" });
    // `updatessl` asks for what follows a new certificate, the others for a restart at the queue's next run.
    for (const server of servers)
      enqueue(state, `${COMMANDS[server]} ${value === "updatessl" ? "ssl" : "now"}`);
    return;
  }
  const action = ACTIONS[value] ?? NOTHING;
  const asked = { ...action, apache2: "", nginx: "" };
  for (const server of servers) {
    if (state.settings.failingConfigTest === server) {
      record({ ...asked, effect: "failed" });
      throw new CommandExit(EXIT.restart, `Error: ${server} restart failed`);
    }
    asked[server] = action[server];
    loadVhosts(state, server);
    // What went through takes its lines out (docs/panels/hestia.md#the-restart-queue).
    state.restartQueue = state.restartQueue.filter((line) => !line.startsWith(`${COMMANDS[server]} `));
  }
  record(asked);
}

function enqueue(state: HestiaState, line: string): void {
  if (!state.restartQueue.includes(line)) state.restartQueue.push(line);
}

/** Cron's `v-update-sys-queue restart`: does each line; that of a server whose configuration is broken stays. */
export function runRestartQueue(state: HestiaState): void {
  state.restartQueue = state.restartQueue.filter((line) => {
    const server = SERVERS.find((one) => line.startsWith(`${COMMANDS[one]} `));
    if (server === undefined || state.settings.failingConfigTest === server) return server !== undefined;
    loadVhosts(state, server);
    return false;
  });
}

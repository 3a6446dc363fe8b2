import { CommandExit, EXIT } from "../exit";
import { restartServer, runRestartQueue } from "../restart";
import type { WebServer } from "../state";
import { type Command, checkArgs, checkDemoMode } from "./command";

/**
 * `v-change-sys-api`: after `disable` the API answers 200 `Error: Disabled` to every call, and its switches and allowed
 * addresses are gone. `enable` alone brings back none of these: that takes `all`, `api` or `legacy`, and the addresses
 * again (docs/panels/hestia.md#switches-of-the-api).
 */
export const changeSysApi: Command = {
  usage: "STATUS [INTERFACE]",
  minimumArgs: 1,
  async run({ state, args, command }) {
    checkArgs(command, this, args);
    const [status = "", way = ""] = args;
    checkType(["enable", "disable", "remove"], status);
    if (way !== "") checkType(["all", "api", "legacy"], way);
    checkDemoMode(state);
    const { settings } = state;
    settings.apiRemoved = status !== "enable";
    if (settings.apiRemoved) Object.assign(settings, { API: "no", API_SYSTEM: "0", API_ALLOWED_IP: "" });
    else {
      if (way === "all" || way === "legacy") settings.API = "yes";
      if (way === "all" || way === "api") settings.API_SYSTEM = "1";
    }
    return "";
  },
};

function checkType(known: readonly string[], type: string): void {
  if (!known.includes(type)) throw new CommandExit(EXIT.invalid, `Error: ${type} type is invalid`);
}

/** `v-update-sys-queue restart`: what cron runs every two minutes (docs/panels/hestia.md#the-restart-queue). */
export const updateSysQueue: Command = {
  usage: "PIPE",
  minimumArgs: 1,
  async run({ state, args, command }) {
    checkArgs(command, this, args);
    if (args[0] === "restart") runRestartQueue(state);
    return "";
  },
};

/** `v-restart-web`, `v-restart-proxy`: a restart without a write, for every account (docs/panels/hestia.md#the-restart-queue). */
export const restartOf = (server: WebServer): Command => ({
  usage: "[RESTART]",
  minimumArgs: 0,
  async run({ state, args }) {
    const [value = ""] = args;
    if (!["yes", "reload", "no", ""].includes(value))
      throw new CommandExit(EXIT.invalid, `Error: invalid restart format :: ${value}`);
    restartServer(state, server, value);
    return "";
  },
});

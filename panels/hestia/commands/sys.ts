import { CommandExit, EXIT } from "../exit";
import { runRestartQueue } from "../state";
import { type Command, checkArgs } from "./command";

/** `v-change-sys-api`: after `disable` the API answers 200 `Error: Disabled` to every call (section 4). */
export const changeSysApi: Command = {
  usage: "STATUS",
  minimumArgs: 1,
  async run({ state, args, command }) {
    checkArgs(command, this, args);
    const [status = ""] = args;
    if (!["enable", "disable"].includes(status)) {
      throw new CommandExit(EXIT.invalid, `Error: invalid status format :: ${status}`);
    }
    state.settings.apiRemoved = status === "disable";
    return "";
  },
};

/** `v-update-sys-queue restart`: what cron runs every two minutes (Hestia 1.10 wire facts, section 2). */
export const updateSysQueue: Command = {
  usage: "PIPE",
  minimumArgs: 1,
  async run({ state, args, command }) {
    checkArgs(command, this, args);
    if (args[0] === "restart") runRestartQueue(state);
    return "";
  },
};

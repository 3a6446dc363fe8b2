import { randomBytes } from "node:crypto";
import { CommandExit, EXIT } from "../exit";
import { type Command, checkArgs, checkDemoMode, requireUser } from "./command";

/**
 * `v-add-access-key`: permissions are names of profiles. None is every command, for the root user only
 * (docs/panels/hestia.md#access-keys).
 */
export const addAccessKey: Command = {
  usage: "USER [PERMISSIONS] [COMMENT] [FORMAT]",
  minimumArgs: 1,
  async run({ state, args, command, yield: giveWay }) {
    checkDemoMode(state);
    checkArgs(command, this, args);
    const [account = "", permissionsArg = "", comment = "", format = "shell"] = args;
    await giveWay();
    requireUser(state, account);
    const isRoot = account === state.settings.ROOT_USER;
    const permissions = permissionsArg.split(",").filter((name) => name !== "" && name !== "*");
    if (permissions.length === 0 && !isRoot) {
      throw new CommandExit(EXIT.invalid, "Error: Non-admin users need a permission list");
    }
    for (const name of permissions) {
      const profile = Object.hasOwn(state.profiles, name) ? state.profiles[name] : undefined;
      if (!profile) throw new CommandExit(EXIT.notExist, `Error: API ${name} doesn't exist`);
      if (profile.role === "admin" && !isRoot) {
        throw new CommandExit(EXIT.invalid, "Error: Only the admin can run this API");
      }
    }
    const id = randomBytes(10).toString("hex").toUpperCase();
    const secret = randomBytes(30).toString("base64url");
    state.accessKeys[id] = { secret, user: account, permissions };
    const [date = "", time = ""] = new Date().toISOString().split(/[T.]/);
    const fields = {
      ACCESS_KEY_ID: id,
      SECRET_ACCESS_KEY: secret,
      USER: account,
      PERMISSIONS: permissions,
      COMMENT: comment,
      TIME: time,
      DATE: date,
    };
    if (format === "json") return JSON.stringify(fields, null, 4);
    if (format === "plain") return `${id}:${secret}`;
    if (format !== "shell") return "";
    return Object.entries(fields)
      .map(([name, value]) => `${`${name}:`.padEnd(20)}${value}`)
      .join("\n");
  },
};

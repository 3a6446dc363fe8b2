import { checkUserName } from "../names";
import { storedAliases } from "../state";
import { type Command, requireUser } from "./command";

/**
 * `v-update-user-counters`: counts what a user has anew; of all that it counts, this panel keeps U_WEB_ALIASES. Without a
 * user it does so for every user of the panel. Known from Hestia's documentation and source
 * (bin/v-update-user-counters), not from a running panel: its exact answers are assumed from the other commands'.
 */
export const updateUserCounters: Command = {
  usage: "USER",
  minimumArgs: 0,
  async run({ state, args, look }) {
    const [account = ""] = args;
    checkUserName(account);
    const users = account === "" ? Object.values(state.users) : [requireUser(state, account)];
    await look();
    for (const user of users) {
      const aliases = Object.values(user.webDomains).flatMap(storedAliases);
      user.aliasCounter = aliases.length;
    }
    return "";
  },
};

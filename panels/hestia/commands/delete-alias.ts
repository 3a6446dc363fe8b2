import { CommandExit, EXIT } from "../exit";
import { checkAliases, checkDomain, checkRestart, checkUserName } from "../names";
import { restartWebServers } from "../restart";
import { basicRegExp } from "../shell";
import { storedAliases } from "../state";
import {
  type Command,
  checkArgs,
  checkDemoMode,
  requireUser,
  requireWebDomain,
  requireWebSystem,
} from "./command";
import { checkLine, countCall, storeAliases } from "./store";

/**
 * `v-delete-web-domain-alias`: takes every stored alias that its argument matches as a regular expression. The domain
 * argument is not canonicalised and nothing suspended stops it (docs/panels/hestia.md#deleting-aliases).
 */
export const deleteAlias: Command = {
  usage: "USER DOMAIN DOM_ALIAS [RESTART]",
  minimumArgs: 3,
  async run(context) {
    const { state, args, command } = context;
    checkArgs(command, this, args);
    const [account = "", domain = "", name = "", restart = ""] = args;
    checkUserName(account);
    checkDomain(domain);
    checkAliases(name);
    checkRestart(restart);
    requireWebSystem(state);
    const user = requireUser(state, account);
    const webDomain = requireWebDomain(state, account, domain);
    checkLine(domain, webDomain.read);

    const pattern = basicRegExp(name);
    const stored = storedAliases(webDomain.read);
    const kept = stored.filter((alias) => !pattern.test(alias));
    if (kept.length === stored.length) {
      throw new CommandExit(EXIT.notExist, `Error: alias ${name} doesn't exist`);
    }
    checkDemoMode(state);

    await context.work({ names: stored.length - kept.length, aliases: stored.length, restart });
    await storeAliases(context, webDomain.written, kept.join(","));
    await countCall(context, user, -1);
    await context.written();
    restartWebServers(state, { account, webDomain: domain, command, value: restart });
    return "";
  },
};

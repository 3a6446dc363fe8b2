import { CommandExit, EXIT } from "../exit";
import {
  aliasWords,
  checkAliases,
  checkDomain,
  checkRestart,
  checkUserName,
  formatAliases,
  formatDomain,
} from "../names";
import { restartWebServers } from "../restart";
import { storedAliases } from "../state";
import {
  type Command,
  checkArgs,
  checkDemoMode,
  requireUser,
  requireWebDomain,
  requireWebSystem,
} from "./command";
import { checkBaseOwner, checkLimit, checkNew } from "./conflicts";
import { checkLine, countCall, storeAliases } from "./store";

/** `v-add-web-domain-alias` (docs/panels/hestia.md#adding-aliases). */
export const addAlias: Command = {
  usage: "USER DOMAIN ALIASES [RESTART]",
  minimumArgs: 3,
  async run(context) {
    const { state, args, command } = context;
    const [account = "", domainArg = "", aliasesArg = "", restart = ""] = args;
    const domain = formatDomain(domainArg);
    const aliases = formatAliases(aliasesArg);

    if (aliases === "") throw new CommandExit(EXIT.invalid, "Error: Invalid alias format: empty");
    checkArgs(command, this, args);
    checkUserName(account);
    checkDomain(domain);
    checkAliases(aliases);
    checkRestart(restart);
    requireWebSystem(state);
    const user = requireUser(state, account);
    if (user.suspended) throw new CommandExit(EXIT.suspended, `Error: user ${account} is suspended`);
    const webDomain = requireWebDomain(state, account, domain);
    if (webDomain.suspended) throw new CommandExit(EXIT.suspended, `Error: web ${domain} is suspended`);
    checkLine(domain, webDomain.read);
    checkNew(state, account, aliases);
    checkBaseOwner(state, account, aliases);
    const stored = storedAliases(webDomain.read);
    checkLimit(state, account, stored, aliases);
    checkDemoMode(state);

    const before = webDomain.read.alias;
    await context.work({ names: aliasWords(aliases).length, aliases: stored.length, restart });
    await storeAliases(context, webDomain.written, before === "" ? aliases : `${before},${aliases}`);
    await countCall(context, user, 1);
    await context.written();
    restartWebServers(state, { account, webDomain: domain, command, value: restart });
    return "";
  },
};

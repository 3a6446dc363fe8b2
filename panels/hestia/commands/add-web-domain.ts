import {
  baseDomain,
  checkAliases,
  checkDomain,
  checkRestart,
  checkUserName,
  formatAliases,
  formatDomain,
} from "../names";
import { restartWebServers } from "../restart";
import { hestiaWebDomain } from "../state";
import { type Command, checkArgs, checkDemoMode, requireUser, requireWebSystem } from "./command";
import { checkBaseOwner, checkNew } from "./conflicts";

/**
 * `v-add-web-domain`, as far as aliases go: without ALIASES a registrable domain gets `www.` and a deeper one gets
 * nothing (docs/panels/hestia.md#the-www-name).
 */
export const addWebDomain: Command = {
  usage: "USER DOMAIN [IP] [RESTART] [ALIASES] [PROXY_EXTENSIONS]",
  minimumArgs: 2,
  async run(context) {
    const { state, args, command } = context;
    checkArgs(command, this, args);
    const [account = "", domainArg = "", ip = "", restart = "", aliasesArg = ""] = args;
    const domain = formatDomain(domainArg);
    const registrable = baseDomain(domain, state.settings.twoLabelSuffixes) === domain;
    const wanted = aliasesArg === "" && registrable ? `www.${domain}` : aliasesArg;
    const aliases = wanted === "none" ? "" : formatAliases(wanted);
    checkUserName(account);
    checkDomain(domain);
    checkAliases(aliases);
    checkRestart(restart);
    requireWebSystem(state);
    const user = requireUser(state, account);
    checkNew(state, account, `${domain},${aliases}`);
    checkBaseOwner(state, account, domain);
    checkDemoMode(state);
    await context.work({ names: aliases === "" ? 0 : aliases.split(",").length, aliases: 0, restart });
    user.webDomains[domain] = hestiaWebDomain({
      alias: aliases,
      loadedBy: { apache2: [], nginx: [] },
      ...(ip === "" ? {} : { ip }),
    });
    await context.written();
    restartWebServers(state, { account, webDomain: domain, command, value: restart });
    return "";
  },
};

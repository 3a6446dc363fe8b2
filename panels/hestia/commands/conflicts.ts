import { CommandExit, EXIT } from "../exit";
import { aliasWords, baseDomain } from "../names";
import { findUser, type HestiaState, storedAliases } from "../state";

/**
 * Refuses names that are on the panel already, naming the first one and not its owner. DNS and mail domains count
 * only where another user has them (docs/panels/hestia.md#adding-aliases).
 */
export function checkNew(state: HestiaState, account: string, aliases: string): void {
  const { DNS_SYSTEM, MAIL_SYSTEM } = state.settings;
  const users = Object.entries(state.users);
  const others = users.filter(([name]) => name !== account).map(([, user]) => user);
  for (const name of aliasWords(aliases)) {
    const webDomains = users.flatMap(([, user]) => Object.entries(user.webDomains));
    if (webDomains.some(([base]) => base === name)) exists(`Web domain ${name}`);
    if (webDomains.some(([, webDomain]) => storedAliases(webDomain).includes(name))) {
      exists(`Web alias ${name}`);
    }
    if (DNS_SYSTEM !== "" && others.some((user) => user.dnsDomains.includes(name)))
      exists(`DNS domain ${name}`);
    if (MAIL_SYSTEM !== "" && others.some((user) => user.mailDomains.includes(name))) {
      exists(`Mail domain ${name}`);
    }
  }
}

function exists(what: string): never {
  throw new CommandExit(EXIT.exists, `Error: ${what} exists`);
}

/** WEB_ALIASES is for each web domain: what it has plus what is new (docs/panels/hestia.md#the-limit). */
export function checkLimit(
  state: HestiaState,
  account: string,
  stored: readonly string[],
  aliases: string,
): void {
  const limit = findUser(state, account)?.webAliases ?? "unlimited";
  if (limit !== "unlimited" && stored.length + aliases.split(",").length > limit) {
    throw new CommandExit(EXIT.limit, "Error: WEB_ALIASES limit is reached :: upgrade user package");
  }
}

/**
 * Refuses names below a registrable domain that another user has as a web, DNS or mail domain. Web domains with more
 * labels and aliases protect nothing (docs/panels/hestia.md#adding-aliases).
 */
export function checkBaseOwner(state: HestiaState, account: string, aliases: string): void {
  if (aliases === "none") return;
  if (!state.settings.publicSuffixList) {
    throw new CommandExit(EXIT.notExist, "Error: public_suffix_list.dat not found");
  }
  const { DNS_SYSTEM, MAIL_SYSTEM } = state.settings;
  const foreign = Object.entries(state.users).flatMap(([owner, user]) =>
    owner === account
      ? []
      : [
          ...Object.keys(user.webDomains),
          ...(DNS_SYSTEM === "" ? [] : user.dnsDomains),
          ...(MAIL_SYSTEM === "" ? [] : user.mailDomains),
        ],
  );
  for (const name of aliasWords(aliases)) {
    const base = baseDomain(name, state.settings.twoLabelSuffixes);
    if (foreign.includes(base)) {
      throw new CommandExit(EXIT.exists, `Error: Unable to add ${name}. ${base} belongs to a different user`);
    }
  }
}

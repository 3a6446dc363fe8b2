import { addAccessKey } from "./add-access-key";
import { addAlias } from "./add-alias";
import { addWebDomain } from "./add-web-domain";
import type { Command } from "./command";
import { deleteAlias } from "./delete-alias";
import { listWebDomain, listWebDomains } from "./list";
import { changeSysApi, restartOf, updateSysQueue } from "./sys";
import { updateUserCounters } from "./update-user-counters";

/** The commands that this panel has; every other name is a command that does not exist. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "v-list-web-domains": listWebDomains,
  "v-list-web-domain": listWebDomain,
  "v-add-web-domain-alias": addAlias,
  "v-delete-web-domain-alias": deleteAlias,
  "v-add-web-domain": addWebDomain,
  "v-add-access-key": addAccessKey,
  "v-change-sys-api": changeSysApi,
  "v-update-sys-queue": updateSysQueue,
  "v-update-user-counters": updateUserCounters,
  "v-restart-web": restartOf("apache2"),
  "v-restart-proxy": restartOf("nginx"),
};

export function commandNames(): string[] {
  return Object.keys(COMMANDS);
}

export function findCommand(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** Whether the first argument of a command is a user. */
export function userArgument(name: string): boolean {
  return findCommand(name)?.usage.startsWith("USER") ?? false;
}

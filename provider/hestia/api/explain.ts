import { HELD_ELSEWHERE, PanelError } from "../../core/errors";
import type { Account } from "./account";
import { exitCode, SUSPENDED } from "./exitCodes";
import { ALIAS_BYTES } from "./guard";

/** The failure for an account that has no such web domain. */
export function noWebDomain(panel: string, account: string, webDomain: string, view: Account): PanelError {
  const known = view.webDomains.map((one) => one.name);
  if (view.webDomain(`www.${webDomain}`) !== undefined) {
    return new PanelError({
      kind: "missing",
      panel,
      what: `no alias can be added to the web domain www.${webDomain} of account ${account}, since its name begins with www.`,
      cure:
        `Hestia cuts the www. off, and the account has no ${webDomain}. ` +
        "Give another web domain as webDomain, one without www. in front.",
    });
  }
  const shown = known.slice(0, 10).join(", ") + (known.length > 10 ? `, and ${known.length - 10} more` : "");
  return new PanelError({
    kind: "missing",
    panel,
    code: 3,
    codeName: "E_NOTEXIST",
    what: `account ${account} has no web domain ${webDomain}`,
    cure:
      known.length === 0
        ? `The panel lists none at all. ${ifDamaged(account)} Else correct account, or create it: v-add-web-domain ${account} ${webDomain}`
        : `It has ${shown}. Correct webDomain or account, or create it on the panel: v-add-web-domain ${account} ${webDomain}`,
  });
}

const ifDamaged = (account: string): string =>
  `If there should be some, /usr/local/hestia/data/users/${account}/web.conf on the panel is empty or damaged: ` +
  "bring it back from a backup, then run this again.";

/**
 * The failure for an account that lists no web domain at all although it is known to have had one: the panel lists
 * that for a damaged file as well.
 */
export function listsNothing(panel: string, account: string): PanelError {
  return new PanelError({
    kind: "unproved",
    panel,
    what: `the panel lists no web domain at all for account ${account}, which had one`,
    cure:
      `${ifDamaged(account)} If they were removed on purpose, take the resource out of the ` +
      "state: `pulumi state delete <urn>`.",
  });
}

/** What keeps a name from being added: another web domain of the account has it, or is it. */
export function heldBy(panel: string, name: string, holder: string, account: string): PanelError {
  if (name === holder) {
    return new PanelError({
      kind: "conflict",
      panel,
      what: `${name} is a web domain of account ${account} itself`,
      cure: "Leave it out of the program, or delete that web domain on the panel first.",
    });
  }
  return new PanelError({
    kind: "conflict",
    panel,
    what: `${name} is an alias of web domain ${holder} of account ${account}`,
    cure: HELD_ELSEWHERE,
  });
}

/** A web domain that is suspended serves nobody, and takes no further alias. */
export function suspended(panel: string, account: string, webDomain: string): PanelError {
  return new PanelError({
    kind: "rejected",
    panel,
    code: SUSPENDED,
    codeName: exitCode(SUSPENDED).name,
    what: `web domain ${webDomain} of account ${account} is suspended`,
    cure: exitCode(SUSPENDED).cure,
  });
}

/** The name is where it should be, and may not be taken over. */
export function notAccepted(panel: string, name: string): PanelError {
  return new PanelError({
    kind: "conflict",
    panel,
    what: `${name} is on this web domain already, and onExisting is "fail"`,
    cure:
      'Set onExisting to "adopt" to take it over. If it is this very resource, renamed or to be replaced, its ' +
      "`aliases` or `deleteBeforeReplace` option lets the engine know.",
  });
}

/** A write would put another web domain's aliases in the place of this one's. */
export function mistaken(panel: string, webDomain: string, other: string): PanelError {
  return new PanelError({
    kind: "rejected",
    panel,
    what: `the panel would replace the aliases of ${webDomain} by those of ${other}, whose name it takes for the same`,
    cure:
      "Hestia reads the name as a regular expression, in which a dot is any character. " +
      `Move ${other} to another account of the panel (v-change-domain-owner), or map the names to a web domain ` +
      "that no other is mistaken for.",
  });
}

/** The web domain would have more aliases than the panel can store. */
export function tooLong(panel: string): PanelError {
  return new PanelError({
    kind: "rejected",
    panel,
    what: `the web domain's aliases would be too long: the panel loses writes silently beyond ${ALIAS_BYTES} bytes`,
    cure: "Map further names to another web domain that serves the same site.",
  });
}

/** What is stored is not served: the web server has to load it first. */
export const WEB_SERVER = "web server";

/** Whether a name is stored and not served. */
export const isNotServed = (error: PanelError | undefined): boolean => error?.failure.subject === WEB_SERVER;

/** No restart could be brought. @param why nothing that would have brought it worked */
export const notLoaded = (panel: string, why: string): PanelError =>
  new PanelError({
    kind: "rejected",
    panel,
    subject: WEB_SERVER,
    what: `the change is stored and not served, since the web server was not restarted${why}`,
    cure: "Run v-restart-web and v-restart-proxy on the panel, or run the command again: it restarts.",
  });

/** An alias with a space in it keeps the names behind it out of the vhost files. */
export function cutOff(panel: string, account: string, webDomain: string, spoiler: string): PanelError {
  const quoted = JSON.stringify(spoiler);
  // The shell takes a space between quotes; at an end, and with other characters, the command does not find it.
  const isPlain = /^[\w*.-]+( [\w*.-]+)+$/.test(spoiler);
  return new PanelError({
    kind: "rejected",
    panel,
    subject: WEB_SERVER,
    what:
      `web domain ${webDomain} has the alias ${quoted}, which has a space in it: ` +
      "the panel serves neither it nor the aliases after it",
    cure: isPlain
      ? `Delete it on the panel, then run the command again: v-delete-web-domain-alias ${account} ${webDomain} '${spoiler}'`
      : byHand(account, webDomain),
  });
}

/** How to remove an alias that no call can delete. */
export const byHand = (account: string, webDomain: string): string =>
  "To remove it, take it out of ALIAS in the line of the web domain in " +
  `/usr/local/hestia/data/users/${account}/web.conf on the panel's server, then run: v-rebuild-web-domain ${account} ${webDomain}`;

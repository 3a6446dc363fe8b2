import { isPanelError, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { WebDomain } from "../api/account";
import { isInvalid } from "../api/exitCodes";
import { byHand, listsNothing, mistaken } from "../api/explain";
import { aliasBytes, LOST_BEYOND_BYTES, mistakenFor, takenBy } from "../api/guard";
import type { Turn, Work } from "./work";
import type { Remove } from "./writes";

/**
 * Deletes a resource's names, in every spelling that the panel has stored; a name that is not there takes no call.
 *
 * @param others removes of the same web domain that follow: what the panel takes along of theirs stays away
 * @returns the failure of the restart, where the names are gone and the web server did not take that
 * @throws PanelError when a name could not be deleted, or a neighbour not put back
 */
export async function remove(
  work: Work,
  write: Remove,
  last: boolean,
  others: readonly Remove[] = [],
): Promise<PanelError | undefined> {
  const { client, restart, recount } = write;
  const goners = write.names.filter((name) => !write.spares(name));
  const listed = work.view.webDomain(write.webDomain);
  if (goners.length > 0 && work.view.webDomains.length === 0) {
    throw listsNothing(client.panel, work.desk.account);
  }
  const stored = new Set(goners.flatMap((name) => listed?.spellings(name) ?? []));
  const calls = listed === undefined ? [] : callsFor(stored, listed);
  const other = listed !== undefined && calls.length > 0 ? mistakenFor(listed, work.view) : undefined;
  if (other !== undefined) throw mistaken(client.panel, write.webDomain, other.name);
  const wanted = new Set(stored);
  for (const { names, spares } of others) {
    for (const name of names.filter((one) => !spares(one)))
      for (const alias of listed?.spellings(name) ?? []) wanted.add(alias);
  }
  let failure: PanelError | undefined;
  for (const [index, alias] of calls.entries()) {
    const webDomain = work.view.webDomain(write.webDomain);
    if (webDomain === undefined || !webDomain.aliases.includes(alias)) continue;
    const turn: Turn = { client, webDomain, restart, recount, last: last && index === calls.length - 1 };
    try {
      failure = (await removeOne(work, turn, write.webDomain, alias, wanted)) ?? failure;
    } catch (error) {
      // A name that got there in another way, such as one that ends in a dot.
      if (isPanelError(error) && isInvalid(error.failure.code)) {
        throw new PanelError({ ...error.failure, cure: byHand(work.desk.account, webDomain.name) });
      }
      // Code 3 is "not there" among other things: what the list says now counts.
      if (!isPanelError(error, "missing")) throw error;
      if ((await work.look(client)).webDomain(write.webDomain)?.aliases.includes(alias) === true) {
        throw new PanelError({ ...error.failure, kind: "rejected" });
      }
    }
  }
  work.desk.expected.wrote(write.webDomain, goners, false, write.spares);
  return failure;
}

/** The names to call for: one that an earlier call takes along needs none of its own. */
function callsFor(stored: ReadonlySet<string>, webDomain: WebDomain): string[] {
  const taken = new Set<string>();
  return [...stored].filter((alias) => {
    if (taken.has(alias)) return false;
    for (const one of takenBy(alias, webDomain)) taken.add(one);
    return true;
  });
}

/** @param name the web domain as it is compared, which is what bookkeeping goes by; the panel's spelling is in the turn */
async function removeOne(work: Work, turn: Turn, name: string, alias: string, wanted: ReadonlySet<string>) {
  const { panel } = turn.client;
  const bytes = aliasBytes(turn.webDomain);
  if (bytes > LOST_BEYOND_BYTES) {
    throw new PanelError({
      kind: "rejected",
      panel,
      what: `${alias} was not deleted: the web domain's aliases come to ${bytes} bytes, and the panel answers OK and changes nothing beyond ${LOST_BEYOND_BYTES}`,
      cure:
        "Shorten the ALIAS value of this web domain by hand in " +
        `/usr/local/hestia/data/users/${work.desk.account}/web.conf on the panel, then run there ` +
        `\`v-rebuild-web-domain ${work.desk.account} ${turn.webDomain.name}\`.`,
    });
  }
  const taken = takenBy(alias, turn.webDomain);
  const neighbours = taken.filter((one) => one !== alias && !wanted.has(one));
  if (neighbours.length === 0) return work.remove(turn, alias, taken);

  const them = neighbours.join(", ");
  const hindrance = turn.webDomain.suspended
    ? `web domain ${name} is suspended`
    : work.desk.full.has(name)
      ? `web domain ${name} has reached its limit of aliases`
      : undefined;
  const why = `the panel takes ${alias} as a regular expression, which also deletes ${them}`;
  if (hindrance !== undefined) {
    throw new PanelError({
      kind: "rejected",
      panel,
      what: `${alias} was not deleted: ${why}, and that could not be put back because ${hindrance}`,
      cure: "Unsuspend it or raise the limit, then run the command again.",
    });
  }
  work.desk.report(`${alias} on ${panel}: ${why}; that is put back at once.`);
  work.desk.expected.wrote(name, neighbours.map(comparable), true);
  const first = await work.remove({ ...turn, last: false }, alias, taken);
  const webDomain = work.view.webDomain(name) ?? turn.webDomain;
  try {
    return (await work.add({ ...turn, webDomain }, neighbours)) ?? first;
  } catch (error) {
    if (!isPanelError(error)) throw error;
    // Whatever it was, it must not be taken for "the alias was not there".
    throw new PanelError({
      ...error.failure,
      kind: "rejected",
      what: `deleting ${alias} took ${them} along, and putting that back failed: ${error.failure.what}`,
      cure: `Add ${them} to web domain ${name} on the panel. ${error.failure.cure ?? ""}`.trim(),
    });
  }
}

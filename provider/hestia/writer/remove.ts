import { isPanelError, PanelError } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import type { WebDomain } from "../api/account";
import { isInvalid } from "../api/exitCodes";
import { byHand, listsNothing, mistaken } from "../api/explain";
import { aliasBytes, LOST_BEYOND_BYTES, mistakenFor, takenBy } from "../api/guard";
import type { Call, Calls } from "./calls";
import type { Ledger } from "./ledger";
import type { RemoveJob } from "./queue";

/** What a remove works with. */
interface Tools {
  readonly calls: Calls;
  readonly ledger: Ledger;
  /** Tells the user. */
  report(message: string): void;
}

/**
 * Deletes a job's names, in every spelling that the panel has stored; a name that is not there takes no call.
 *
 * @param others removes of the same web domain that follow: what the panel takes along of theirs stays away
 * @throws PanelError when a name could not be deleted, or a neighbour not put back
 */
export async function remove(
  tools: Tools,
  { write, names }: RemoveJob,
  last: boolean,
  others: readonly RemoveJob[] = [],
): Promise<void> {
  const { calls, ledger } = tools;
  const { client, restart, recount } = write;
  const leaving = names.filter((name) => !write.spares(name));
  const listed = calls.view.webDomain(write.webDomain);
  if (leaving.length > 0 && calls.view.webDomains.length === 0)
    throw listsNothing(client.panel, calls.account);
  const stored = new Set(leaving.flatMap((name) => listed?.spellings(name) ?? []));
  const toDelete = listed === undefined ? [] : deletesFor(stored, listed);
  const other = listed !== undefined && toDelete.length > 0 ? mistakenFor(listed, calls.view) : undefined;
  if (other !== undefined) throw mistaken(client.panel, write.webDomain, other.name);
  if (listed !== undefined) calls.owe(write);
  const wanted = new Set(stored);
  for (const one of others) {
    for (const name of one.names.filter((each) => !one.write.spares(each)))
      for (const alias of listed?.spellings(name) ?? []) wanted.add(alias);
  }
  for (const [index, alias] of toDelete.entries()) {
    const webDomain = calls.view.webDomain(write.webDomain);
    if (webDomain === undefined || !webDomain.aliases.includes(alias)) continue;
    const call: Call = { client, webDomain, restart, recount, last: last && index === toDelete.length - 1 };
    try {
      await removeOne(tools, call, write.webDomain, alias, wanted);
    } catch (error) {
      // A name that got there in another way, such as one that ends in a dot.
      if (isPanelError(error) && isInvalid(error.failure.code))
        throw new PanelError({ ...error.failure, cure: byHand(calls.account, webDomain.name) });
      // Code 3 is "not there" among other things: what the list says now counts.
      if (!isPanelError(error, "missing")) throw error;
      if ((await calls.look(client)).webDomain(write.webDomain)?.aliases.includes(alias) === true)
        throw new PanelError({ ...error.failure, kind: "rejected" });
    }
  }
  ledger.wrote(write, leaving, false, write.spares);
}

/** The aliases to delete: one that an earlier call takes along needs none of its own. */
function deletesFor(stored: ReadonlySet<string>, webDomain: WebDomain): string[] {
  const taken = new Set<string>();
  return [...stored].filter((alias) => {
    if (taken.has(alias)) return false;
    for (const one of takenBy(alias, webDomain)) taken.add(one);
    return true;
  });
}

/** @param name the web domain as it is compared, which is what bookkeeping goes by; the panel's spelling is in the call */
async function removeOne(
  { calls, ledger, report }: Tools,
  call: Call,
  name: string,
  alias: string,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { panel } = call.client;
  const bytes = aliasBytes(call.webDomain);
  if (bytes > LOST_BEYOND_BYTES) {
    throw new PanelError({
      kind: "rejected",
      panel,
      what: `${alias} was not deleted: the web domain's aliases come to ${bytes} bytes, and Hestia changes none beyond ${LOST_BEYOND_BYTES}`,
      cure:
        "Shorten the ALIAS value of this web domain by hand in " +
        `/usr/local/hestia/data/users/${calls.account}/web.conf on the panel, then run there ` +
        `\`v-rebuild-web-domain ${calls.account} ${call.webDomain.name}\`.`,
    });
  }
  const taken = takenBy(alias, call.webDomain);
  const neighbours = taken.filter((one) => one !== alias && !wanted.has(one));
  if (neighbours.length === 0) return calls.remove(call, alias, taken);

  const them = neighbours.join(", ");
  const isSuspended = call.webDomain.suspended;
  if (isSuspended || ledger.isFull(name)) {
    throw new PanelError({
      kind: "rejected",
      panel,
      what:
        `${alias} was not deleted: the panel would delete ${them} with it, and web domain ${name} ` +
        (isSuspended ? "is suspended, so that nothing can be put back" : "has no room to put that back"),
      cure: isSuspended
        ? "Unsuspend the web domain, then run the command again."
        : "Raise WEB_ALIASES in the account's package, then run the command again.",
    });
  }
  report(
    `${alias} on ${panel}: the panel takes it as a regular expression, which also deletes ${them}; that is put back at once.`,
  );
  ledger.wrote({ webDomain: name, restart: call.restart }, neighbours.map(comparable), true);
  // Nothing may load what it takes along as gone.
  await calls.remove({ ...call, meanwhile: "no", last: false }, alias, taken);
  const webDomain = calls.view.webDomain(name) ?? call.webDomain;
  try {
    await calls.add({ ...call, webDomain }, neighbours, alias);
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

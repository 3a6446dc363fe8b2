import { isPanelError, type PanelError } from "../core/errors";
import type { Account } from "./account";
import { heldBy, notAccepted, noWebDomain, tooLong } from "./explain";
import { ALIAS_BYTES, aliasBytes } from "./guard";
import type { Work } from "./work";
import type { Ensure } from "./writes";

/** What was done, and what of it was there before. */
export interface Ensured {
  readonly existed: readonly string[];
  /** The names are stored, and this is still wrong. */
  readonly failure: PanelError | undefined;
}

/**
 * What a write is missing on its web domain, as far as the account is known.
 *
 * @throws PanelError when it cannot or may not be written, which takes no call to find out
 */
export function judge(
  view: Account,
  write: Ensure,
  account: string,
): { existed: string[]; missing: string[] } {
  const { names } = write;
  const { panel } = write.client;
  const webDomain = view.webDomain(write.webDomain);
  if (webDomain === undefined) throw noWebDomain(panel, account, write.webDomain, view);
  const existed = names.filter((name) => webDomain.has(name));
  const missing = names.filter((name) => !webDomain.has(name));
  for (const name of missing) {
    const holder = view.holder(name);
    if (holder !== undefined) throw heldBy(panel, name, holder.name, account);
  }
  const unwanted = existed.find((name) => !write.accepts(name));
  if (unwanted !== undefined) throw notAccepted(panel, unwanted);
  const bytes = aliasBytes(webDomain, missing);
  if (missing.length > 0 && bytes > ALIAS_BYTES) throw tooLong(panel, bytes);
  return { existed, missing };
}

/**
 * Brings a resource's missing names to its web domain in one call. Where the panel says that one exists, or that
 * something is missing, the list decides what that means: both codes are ambiguous.
 *
 * @throws PanelError when nothing was written
 */
export async function ensure(work: Work, write: Ensure, last: boolean): Promise<Ensured> {
  const { client, names, restart } = write;
  const { account, full, expected } = work.desk;
  let found = judge(work.view, write, account);
  const { existed } = found;
  for (;;) {
    const { missing } = found;
    let failure: PanelError | undefined;
    try {
      const webDomain = work.view.webDomain(write.webDomain);
      if (missing.length > 0 && webDomain !== undefined) {
        failure = await work.add({ client, webDomain, restart, last }, missing);
      }
      expected.wrote(write.webDomain, names, true);
      return { existed, failure };
    } catch (error) {
      if (isPanelError(error) && error.failure.code === 8) full.add(write.webDomain);
      if (!isPanelError(error, "conflict", "missing")) throw error;
      found = judge(await work.look(client), write, account);
      // The same names are missing, and nobody in this account has them: the panel means somebody else.
      if (found.missing.length === missing.length) throw error;
    }
  }
}

import { isPanelError } from "../../core/errors";
import type { Account } from "../api/account";
import { heldBy, mistaken, notAccepted, noWebDomain, tooLong } from "../api/explain";
import { ALIAS_BYTES, aliasBytes, mistakenFor } from "../api/guard";
import type { Ensure, Write } from "./writes";

/** What a write finds. */
export interface Found {
  readonly existed: readonly string[];
  readonly missing: readonly string[];
}

/**
 * What a write is missing on its web domain, as far as the account is known.
 *
 * @param beside names that go to the same web domain before it
 * @throws PanelError when it cannot or may not be written, which takes no call to find out
 */
export function judge(view: Account, write: Ensure, account: string, beside: readonly string[] = []): Found {
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
  const other = missing.length > 0 ? mistakenFor(webDomain, view) : undefined;
  if (other !== undefined) throw mistaken(panel, webDomain.name, other.name);
  const isTooLong = aliasBytes(webDomain, [...beside, ...missing]) > ALIAS_BYTES;
  if (missing.length > 0 && isTooLong) throw tooLong(panel);
  return { existed, missing };
}

/** Whether a write that waits will take a call, as far as the account is known. */
export function needsCall(view: Account, write: Write, account: string): boolean {
  if (write.kind === "remove") {
    const webDomain = view.webDomain(write.webDomain);
    return write.names.some((name) => webDomain?.has(name) === true && !write.spares(name));
  }
  try {
    return judge(view, write, account).missing.length > 0;
  } catch (error) {
    if (isPanelError(error)) return false;
    throw error;
  }
}

import { type Failure, isPanelError, PanelError } from "../core/errors";
import { heldBy, noWebDomain } from "./explain";
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
 * Brings a resource's missing names to its web domain in one call. Where the panel says that one exists, or that
 * something is missing, the list decides what that means: both codes are ambiguous.
 *
 * @throws PanelError when nothing was written
 */
export async function ensure(work: Work, write: Ensure, last: boolean): Promise<Ensured> {
  const { client, names } = write;
  const { account, full, expected } = work.desk;
  const failed = (failure: Omit<Failure, "panel">) => new PanelError({ panel: client.panel, ...failure });
  let existed: readonly string[] | undefined;

  for (let missing: readonly string[] = names; ; ) {
    const webDomain = work.view.webDomain(write.webDomain);
    if (webDomain === undefined) throw noWebDomain(client.panel, account, write.webDomain, work.view);
    for (const name of names.filter((one) => !webDomain.has(one))) {
      const holder = work.view.holder(name);
      if (holder !== undefined) throw heldBy(client.panel, name, holder.name, account);
    }
    const present = names.filter((name) => webDomain.has(name));
    const unwanted = present.find((name) => !write.accepts(name));
    if (unwanted !== undefined) {
      throw failed({
        kind: "conflict",
        what: `${unwanted} is on this web domain already, and onExisting is "fail"`,
        cure: 'Set onExisting to "adopt" to take it over, or remove the alias on the panel first.',
      });
    }
    existed ??= present;
    const still = names.filter((name) => !webDomain.has(name));
    if (still.length === 0) {
      expected.wrote(write.webDomain, names, true);
      return { existed, failure: undefined };
    }
    const bytes = aliasBytes(webDomain, still);
    if (bytes > ALIAS_BYTES) {
      throw failed({
        kind: "rejected",
        what: `the web domain's aliases would come to ${bytes} bytes, and the panel loses writes silently beyond ${ALIAS_BYTES}`,
        cure: "Map further names to another web domain that serves the same site.",
      });
    }
    try {
      const failure = await work.add({ client, webDomain, restart: write.restart, last }, still);
      expected.wrote(write.webDomain, names, true);
      return { existed, failure };
    } catch (error) {
      if (isPanelError(error) && error.failure.code === 8) full.add(write.webDomain);
      if (!isPanelError(error, "conflict", "missing")) throw error;
      const looked = (await work.look(client)).webDomain(write.webDomain);
      const rest = names.filter((name) => looked?.has(name) !== true);
      const changed =
        looked === undefined || rest.length < missing.length || rest.some((name) => work.view.holder(name));
      // The same names are missing, and nobody in this account has them: the panel means somebody else.
      if (!changed) throw error;
      missing = rest;
    }
  }
}

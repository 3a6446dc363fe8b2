import { isPanelError, orPanelError, PanelError } from "../core/errors";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import type { WebsiteRef } from "./api/mappings";
import type { Website } from "./api/websites";
import type { Reason } from "./explain";

/** What keeps a website from serving domains that are mapped to it. */
interface Standing {
  /** It never will. */
  readonly never?: Reason;
  /** It does not now, and may again: that it is so, and what to tell the user of it. */
  readonly later?: { readonly what: string; readonly message: string };
}

const ANOTHER =
  "Give the id of the website that serves the customers: `enhance.listWebsites()` shows kind and status of each.";

/** Kinds that are no customer's site, in words. */
const SERVES_NOBODY: Readonly<Record<string, string>> = {
  serverHostname: "holds a server's own host names and serves no site",
  controlPanel: "is the control panel itself",
  phpMyAdmin: "is the panel's phpMyAdmin",
  roundcube: "is the panel's webmail",
  staging: "is a staging copy, which takes no domains of customers",
};

/** Judges a website by kind and status, both open sets: what is not known here is told and stops nothing. */
export function standingOf({ id, kind, status, suspendedBy }: Website): Standing {
  const never = (what: string, cure: string): Standing => ({
    never: { kind: "rejected", what: `website ${id} ${what}`, cure },
  });
  if (status === "deleted")
    return never(
      "was deleted, and serves nobody",
      `Restore it in the panel, with a token of the master organization. ${ANOTHER}`,
    );
  const why = Object.hasOwn(SERVES_NOBODY, kind) ? SERVES_NOBODY[kind] : undefined;
  if (why !== undefined) return never(`${why} (kind ${kind})`, ANOTHER);
  const later = (what: string, until: string): Standing => ({
    later: {
      what: `website ${id} ${what}`,
      message: `Website ${id} ${what}: domains that are mapped to it lead to no site until ${until}.`,
    },
  });
  if (suspendedBy) return later("is suspended", "it is unsuspended in the panel");
  if (status !== "active") return later(`has the status ${status}`, "it is active again");
  if (kind !== "normal") return later(`is of the kind ${kind}, which is not known here`, "it serves them");
  return {};
}

/**
 * Sees that a website serves what is to be mapped to it. What may serve again is told, once a run. A panel that does not
 * show the website stops nothing: the calls after this one tell what is wrong.
 *
 * @throws PanelError where it never will
 */
export async function verifyStanding(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  website: WebsiteRef,
): Promise<void> {
  const found = await orPanelError(access.website(client, website));
  if (isPanelError(found)) return;
  const { never, later } = standingOf(found);
  if (never !== undefined) throw new PanelError({ panel: client.panel, ...never });
  if (later !== undefined) session.reportOnce(later.message);
}

/** Why nothing that is mapped to a website is served. */
export function unusable(website: Website): string | undefined {
  const { never, later } = standingOf(website);
  // A kind that is not known here may serve them all the same.
  const isDown = website.status !== "active" || Boolean(website.suspendedBy);
  return never?.what ?? (isDown ? later?.what : undefined);
}

/** Tells of the same what is mapped already, once a run; it is no failure there. */
export function reportStanding(session: Session, panel: string, website: Website): void {
  const { never, later } = standingOf(website);
  if (later !== undefined) session.reportOnce(later.message);
  if (never !== undefined) session.reportOnce(`On ${panel} ${never.what}. ${never.cure}`);
}

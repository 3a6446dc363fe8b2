import { during } from "../core/errors";
import type { Session } from "../resource/session";
import { HestiaAccess } from "./access";
import { Aliases } from "./aliases";
import { describeWebDomain, type WebDomain } from "./api/account";
import { noWebDomain } from "./api/explain";
import { type HestiaLookupOptions, placeFrom } from "./place";

/** A web domain, with what DNS records for its aliases need. */
export interface HestiaWebDomain {
  readonly account: string;
  readonly webDomain: string;
  /** What A and AAAA records of aliases lead to: `hestia:publicAddresses`, or the panel's own addresses. */
  readonly addresses: readonly string[];
  /** Whether it is suspended, and serves nobody while it is. */
  readonly suspended: boolean;
}

export async function lookUpWebDomain(
  session: Session,
  options: HestiaLookupOptions,
): Promise<HestiaWebDomain> {
  const { account, webDomain, found } = await find(session, options);
  const addresses = session.the(HestiaAccess).addresses(options.connection, found);
  return { account, webDomain, addresses, suspended: found.suspended };
}

export async function lookUpAliases(session: Session, options: HestiaLookupOptions): Promise<string[]> {
  const { webDomain, found } = await find(session, options);
  return new Aliases(found, webDomain).names;
}

/** @throws PanelError where there is no such account or web domain */
async function find(session: Session, options: HestiaLookupOptions) {
  const access = session.the(HestiaAccess);
  const client = access.client(options.connection);
  const { account, webDomain } = placeFrom(access.settings(options.connection), options);
  const place = describeWebDomain({ account, webDomain });
  const found = await during({ operation: "look up", place }, async (): Promise<WebDomain> => {
    const view = await access.lists(client.panel, account).fresh(client);
    const known = view.webDomain(webDomain);
    if (known === undefined) throw noWebDomain(client.panel, account, webDomain, view);
    return known;
  });
  return { account, webDomain, found };
}

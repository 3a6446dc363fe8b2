import type { Place } from "../resource/claims";

/** What a web alias is told apart by. */
export interface WebAliasId {
  readonly account: string;
  readonly webDomain: string;
  readonly domain: string;
}

export const ID_FORMAT = "account/webDomain/domain";

export const formatId = ({ account, webDomain, domain }: WebAliasId): string =>
  `${account}/${webDomain}/${domain}`;

/** What holds aliases: a web domain of an account. */
export type WebDomainRef = Pick<WebAliasId, "account" | "webDomain">;

/** Where on a panel the alias has its names. */
export const placeOf = (panel: string, { account, webDomain }: WebDomainRef): Place<WebDomainRef> => ({
  panel,
  holder: `${account}/${webDomain}`,
  target: { account, webDomain },
});

/** The place as errors tell it. */
export const describePlace = (account: string, webDomain: string): string =>
  `account ${account}, web domain ${webDomain}`;

/** @returns undefined when the text is no id */
export function parseId(id: string): WebAliasId | undefined {
  const [account, webDomain, domain, ...rest] = id.split("/");
  if (!account || !webDomain || !domain || rest.length > 0) return undefined;
  return { account, webDomain, domain };
}

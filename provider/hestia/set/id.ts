import { webAliasFields } from "../schema";

/** Where a set has its names. */
export interface SetPlace {
  readonly account: string;
  readonly webDomain: string;
}

export const ID_FORMAT = "account/webDomain";

export const formatId = ({ account, webDomain }: SetPlace): string => `${account}/${webDomain}`;

/** @throws Error where the text is no id */
export function parseId(id: string): SetPlace {
  const [account, given, ...rest] = id.split("/");
  const webDomain = webAliasFields.webDomain.safeParse(given);
  if (account && webDomain.success && rest.length === 0) return { account, webDomain: webDomain.data };
  throw new Error(
    `"${id}" is no id of a set of web aliases; it looks like ${ID_FORMAT}, such as tenant1/network.example.com`,
  );
}

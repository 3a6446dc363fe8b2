import { z } from "zod";
import { domainsField } from "../../core/domainSet";
import { flag, onExisting, oneOf } from "../../core/inputs";
import { managedIn, UNMANAGED, type Unmanaged, unmanagedIn } from "../../core/unmanaged";
import { RESTARTS } from "../restart";
import { webAliasFields } from "../schema";
import type { Entries, Entry } from "./entries";

const { domain, account, webDomain, www, connection } = webAliasFields;
const restart = oneOf(RESTARTS);

/** Inputs of a set of web aliases, each by itself. */
export const webAliasesFields = {
  domains: domainsField(domain, { www }),
  account,
  webDomain,
  www,
  restart,
  onExisting,
  exclusive: flag,
  connection,
};

/** Inputs as `check` leaves them. */
export interface WebAliasesInputs {
  /** Names of the set; and names beside it, which a refresh saw and another resource declares. */
  readonly domains: Readonly<Record<string, Entry | Unmanaged>>;
  readonly account: string;
  readonly webDomain: string;
  /** host:port that the connection leads to. */
  readonly panel: string;
  readonly www?: z.infer<typeof www>;
  readonly restart?: z.infer<typeof restart>;
  readonly onExisting?: z.infer<typeof onExisting>;
  readonly exclusive?: boolean;
  readonly connection?: string;
}

const EntryField = z.union([
  z.literal(true),
  z.object({ www: z.union([z.literal(true), z.enum(["alone", "missing"])]) }),
]);

/** What the state keeps, as far as later operations read it; a `get` brings little or nothing. */
const State = z
  .object({
    domains: z.record(z.string(), z.union([EntryField, z.literal(UNMANAGED)])),
    account: z.string(),
    webDomain: z.string(),
    names: z.array(z.string()),
    adopted: z.array(z.string()),
    addresses: z.array(z.string()),
    panel: z.string(),
    www,
    restart,
    onExisting,
    exclusive: z.boolean(),
    connection: z.string(),
  })
  .partial();

/** A set as it was last seen. */
export type WebAliasesState = Omit<z.infer<typeof State>, "domains"> & {
  /** What of the set was there; undefined where nothing is known of it. */
  readonly domains: Entries | undefined;
  /** What else a refresh saw on the web domain. */
  readonly unmanaged: readonly string[];
};

export function readState(properties: unknown): WebAliasesState {
  const { domains, ...state } = State.parse(properties);
  return { ...state, domains: domains && managedIn(domains), unmanaged: unmanagedIn(domains ?? {}) };
}

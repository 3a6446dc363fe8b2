import { z } from "zod";
import { domainsField } from "../../core/domainSet";
import { flag, onExisting } from "../../core/inputs";
import { managedIn, UNMANAGED, type Unmanaged, unmanagedIn } from "../../core/unmanaged";
import { domainFields } from "../schema";
import type { Entries, Entry } from "./entries";

const { domain, organizationId, websiteId, kind, documentRoot, forceHttps, connection } = domainFields;

/** Inputs of a set of domains, each by itself. */
export const domainsFields = {
  domains: domainsField(domain, { kind, documentRoot, forceHttps }),
  organizationId,
  websiteId,
  onExisting,
  exclusive: flag,
  connection,
};

/** Inputs as `check` leaves them. */
export interface DomainsInputs {
  /** Names of the set; and names beside it, which a refresh saw and another resource declares. */
  readonly domains: Readonly<Record<string, Entry | Unmanaged>>;
  readonly organizationId: string;
  readonly websiteId: string;
  /** host:port that the connection leads to. */
  readonly panel: string;
  readonly onExisting?: z.infer<typeof onExisting>;
  readonly exclusive?: boolean;
  readonly connection?: string;
}

const EntryField = z.union([
  z.literal(true),
  z.object({
    kind: z.string().optional(),
    documentRoot: z.string().optional(),
    forceHttps: z.union([z.boolean(), z.literal("pending")]).optional(),
  }),
]);

/** What the state keeps, as far as later operations read it; a `get` brings little or nothing. */
const State = z
  .object({
    domains: z.record(z.string(), z.union([EntryField, z.literal(UNMANAGED)])),
    organizationId: z.string(),
    websiteId: z.string(),
    names: z.array(z.string()),
    adopted: z.array(z.string()),
    addresses: z.array(z.string()),
    panel: z.string(),
    onExisting,
    exclusive: z.boolean(),
    connection: z.string(),
  })
  .partial();

/** A set as it was last seen. */
export type DomainsState = Omit<z.infer<typeof State>, "domains"> & {
  /** What of the set was there; undefined where nothing is known of it. */
  readonly domains: Entries | undefined;
  /** What else a refresh saw on the website. */
  readonly unmanaged: readonly string[];
};

export function readState(properties: unknown): DomainsState {
  const { domains, ...state } = State.parse(properties);
  return { ...state, domains: domains && managedIn(domains), unmanaged: unmanagedIn(domains ?? {}) };
}

import { z } from "zod";
import { connectionName, flagOr, hostname, onExisting, oneOf } from "../core/inputs";
import { RESTARTS } from "./api/restart";

/** An account name; the panel's are case sensitive. */
const account = z
  .string("is not text; give the account's user name")
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,28}[A-Za-z0-9])?$/,
    "is no account name: at most 30 letters, digits, dots, hyphens, underscores, with a letter or digit at both ends",
  );

/** Hestia strips a leading www from a web domain when it adds and not when it deletes. */
const webDomain = hostname().transform((name) =>
  name.startsWith("www.") && name.split(".").length > 2 ? name.slice(4) : name,
);

const www = flagOr("auto");
const restart = oneOf(RESTARTS);

/** Inputs of a web alias, each by itself. */
export const webAliasFields = {
  domain: hostname({ wildcard: true }),
  account,
  webDomain,
  www,
  restart,
  onExisting,
  connection: connectionName,
};

/** Inputs as `check` leaves them. */
export interface WebAliasInputs {
  readonly domain: string;
  readonly account: string;
  readonly webDomain: string;
  readonly www: boolean;
  /** Every name that the alias owns: what previews show to come and go. */
  readonly names: readonly string[];
  /** host:port that the connection leads to. */
  readonly panel: string;
  readonly restart?: z.infer<typeof restart>;
  readonly onExisting?: z.infer<typeof onExisting>;
  readonly connection?: string;
}

const dnsRecord = z.object({ name: z.string(), type: z.enum(["A", "AAAA"]), value: z.string() });

/** What the state keeps, as far as later operations read it; a `get` brings little or nothing. */
const State = z
  .object({
    domain: z.string(),
    account: z.string(),
    webDomain: z.string(),
    www: z.boolean(),
    names: z.array(z.string()),
    adopted: z.boolean(),
    panel: z.string(),
    requiredDnsRecords: z.array(dnsRecord).catch([]),
    restart,
    onExisting,
    connection: z.string(),
  })
  .partial();
export type WebAliasState = z.infer<typeof State>;

export const readState = (properties: unknown): WebAliasState => State.parse(properties);

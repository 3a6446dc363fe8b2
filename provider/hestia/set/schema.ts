import { z } from "zod";
import { flag, onExisting, oneOf } from "../../core/inputs";
import { domainsField } from "../../resource/domainSet";
import { type SetInputs, setStateReader } from "../../resource/set";
import { RESTARTS } from "../api/restart";
import { webAliasFields } from "../schema";
import type { Entry } from "./entries";

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

/** Where a set has its names. */
export interface SetPlace {
  readonly account: string;
  readonly webDomain: string;
}

/** Inputs as `check` leaves them. */
export interface WebAliasesInputs extends SetInputs<Entry>, SetPlace {
  readonly www?: z.infer<typeof www>;
  readonly restart?: z.infer<typeof restart>;
}

const EntryField = z.union([
  z.literal(true),
  z.object({ www: z.union([z.literal(true), z.enum(["alone", "missing"])]) }),
]);

/** Reads a set as it was last seen. */
export const readState = setStateReader<
  Entry,
  { account: z.ZodString; webDomain: z.ZodString; www: typeof www; restart: typeof restart }
>(EntryField, { account: z.string(), webDomain: z.string(), www, restart });
export type WebAliasesState = ReturnType<typeof readState>;

import { z } from "zod";
import { flag, onExisting } from "../../core/inputs";
import { domainsField } from "../../resource/domainSet";
import { type SetInputs, setStateReader } from "../../resource/set";
import type { WebsiteRef } from "../api/mappings";
import { domainFields } from "../schema";
import type { Entry } from "./entries";

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
export interface DomainsInputs extends SetInputs<Entry>, WebsiteRef {}

const EntryField = z.union([
  z.literal(true),
  z.object({
    kind: z.string().optional(),
    documentRoot: z.string().optional(),
    forceHttps: z.union([z.boolean(), z.literal("pending")]).optional(),
  }),
]);

/** Reads a set as it was last seen. */
export const readState = setStateReader<Entry, { organizationId: z.ZodString; websiteId: z.ZodString }>(
  EntryField,
  { organizationId: z.string(), websiteId: z.string() },
);
export type DomainsState = ReturnType<typeof readState>;

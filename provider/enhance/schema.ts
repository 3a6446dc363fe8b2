import { z } from "zod";
import { connectionName, flag, hostname, onExisting, oneOf } from "../core/inputs";
import { uuid } from "./api/ids";
import { KINDS } from "./api/mappings";
import type { Target } from "./id";

const NO_FOLDER = new Set(["", ".", ".."]);

/** Relative to the website's home; the panel's own default is public_html (Enhance wire facts, section 3). */
const documentRoot = z
  .string("is not text; give a folder such as public_html")
  .transform((text) => text.trim().replace(/\/+$/, ""))
  .refine(
    (text) =>
      text === text.trim() && !/\0/.test(text) && !text.split("/").some((part) => NO_FOLDER.has(part)),
    "is a folder below the website's home, without a leading slash, such as public_html",
  );

/** Inputs of a domain, each by itself. */
export const domainFields = {
  domain: hostname(),
  organizationId: uuid,
  websiteId: uuid,
  serverId: uuid,
  kind: oneOf(KINDS),
  documentRoot,
  forceHttps: flag,
  www: flag,
  onExisting,
  connection: connectionName,
};

const Common = {
  domain: z.string(),
  organizationId: z.string().optional(),
  websiteId: z.string().optional(),
  serverId: z.string().optional(),
  kind: z.string().optional(),
  documentRoot: z.string().optional(),
  forceHttps: z.boolean().optional(),
  www: z.boolean().optional(),
  onExisting: onExisting.optional(),
  connection: z.string().optional(),
  names: z.array(z.string()),
  panel: z.string(),
};

/** Inputs as `check` leaves them. */
const Inputs = z.object({ ...Common, kind: oneOf(KINDS).optional() });
export type DomainInputs = z.infer<typeof Inputs>;
export const readInputs = (properties: unknown): DomainInputs => Inputs.parse(properties);

/** What the state keeps, as far as later operations read it; a `get` brings little or nothing. */
const State = z
  .object({
    ...Common,
    adopted: z.boolean(),
    domainId: z.string(),
    mappingKind: z.string().optional(),
    dnsStatus: z.string().optional(),
    certificate: z
      .object({ issuer: z.string(), issued: z.string(), expires: z.string(), names: z.array(z.string()) })
      .optional(),
    requiredDnsRecords: z.array(
      z.object({ name: z.string(), type: z.enum(["A", "AAAA"]), value: z.string() }),
    ),
  })
  .partial();
export type DomainState = z.infer<typeof State>;
export const readState = (properties: unknown): DomainState => State.parse(properties);

/** What the inputs of a checked resource map the domain to. */
export function targetOf({
  organizationId,
  websiteId,
  serverId,
}: Pick<DomainInputs, "organizationId" | "websiteId" | "serverId">): Target {
  if (websiteId !== undefined && organizationId !== undefined)
    return { scope: "website", organizationId, websiteId };
  if (serverId !== undefined) return { scope: "server", serverId };
  throw new Error("the inputs name neither a website nor a server");
}

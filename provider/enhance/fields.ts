import { z } from "zod";
import { connectionName, flag, hostname, onExisting, oneOf } from "../core/inputs";
import { domainsField } from "../resource/domainSet";
import { type Field, type Kind, parsersOf } from "../resource/fields";
import { uuid } from "./api/ids";
import { KINDS } from "./api/mappings";

const NO_FOLDER = new Set(["", ".", ".."]);

/**
 * Relative to the website's home; the panel's own default is public_html (docs/panels/enhance.md#changing-a-mapping).
 */
const folder = z
  .string("is not text; give a folder such as public_html")
  .transform((text) => text.trim().replace(/\/+$/, ""))
  .refine(
    (text) =>
      text === text.trim() && !/\0/.test(text) && !text.split("/").some((part) => NO_FOLDER.has(part)),
    "is a folder below the website's home, without a leading slash, such as public_html",
  );

const domain = hostname();

const website = {
  organizationId: {
    parse: uuid,
    change: "replace",
    setting: true,
    required: "give the organization that owns the website as an argument",
  },
  websiteId: { parse: uuid, change: "replace", setting: true, required: "give the website as an argument" },
} satisfies Kind["fields"];
/** What can be declared of a domain of a website. */
const options = {
  kind: { parse: oneOf(KINDS), change: "update", option: true },
  documentRoot: { parse: folder, change: "update", option: true },
  forceHttps: { parse: flag, change: "update", option: true },
  certificate: { parse: oneOf(["request"]), change: "update", option: true },
} satisfies Kind["fields"];
const existing = { parse: onExisting, change: "no call", setting: true } satisfies Field;
const connection = { parse: connectionName, change: "update" } satisfies Field;

/** A setting that concerns panels, so that no resource has it as an input. */
const SETTINGS = { detectDrift: flag };

export const DOMAIN = {
  isSet: false,
  title: "an Enhance domain",
  idFormat: "organizationId/websiteId/domain or servers/serverId/domain",
  missing: "there is no such domain",
  fields: {
    domain: { parse: domain, change: "replace" },
    ...website,
    serverId: { parse: uuid, change: "replace", setting: true },
    ...options,
    www: { parse: flag, change: "update" },
    onExisting: existing,
    connection,
  },
  settings: SETTINGS,
  details: ["domainId", "mappingKind", "dnsStatus", "certificate"],
} satisfies Kind;

export const DOMAINS = {
  isSet: true,
  title: "a set of Enhance domains",
  idFormat: "organizationId/websiteId",
  missing: "there is no such website",
  fields: {
    domains: { parse: domainsField(domain, parsersOf(options)), change: "update" },
    ...website,
    onExisting: existing,
    exclusive: { parse: flag, change: "no call" },
    connection,
  },
  settings: SETTINGS,
} satisfies Kind;

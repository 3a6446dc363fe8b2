import { z } from "zod";
import { addresses, connectionName, flag, flagOr, hostname, onExisting, oneOf } from "../core/inputs";
import { domainsField } from "../resource/domainSet";
import type { Field, Kind } from "../resource/fields";
import { RESTARTS } from "./api/restart";

/** What an account name is; the panel's are case sensitive. */
const accountName = z
  .string("is not text; give the account's user name")
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,28}[A-Za-z0-9])?$/,
    "is no account name: at most 30 letters, digits, dots, hyphens, underscores, with a letter or digit at both ends",
  );

/** Hestia strips a leading www from a web domain when it adds and not when it deletes. */
const webDomainName = hostname().transform((name) =>
  name.startsWith("www.") && name.split(".").length > 2 ? name.slice(4) : name,
);

const domain = hostname({ wildcard: true });
const www = flagOr("auto");
const restart = oneOf(RESTARTS);

const place = {
  account: { parse: accountName, change: "replace", setting: true, required: "give it as an argument" },
  webDomain: { parse: webDomainName, change: "replace", setting: true, required: "give it as an argument" },
} satisfies Kind["fields"];
const writes = {
  restart: { parse: restart, change: "no call", setting: true },
  onExisting: { parse: onExisting, change: "no call", setting: true },
} satisfies Kind["fields"];
const connection = { parse: connectionName, change: "update" } satisfies Field;

/** Settings that concern accounts and panels, so that no resource has them as inputs. */
export const SETTINGS = { updateCounters: flag, publicAddresses: addresses, detectDrift: flag };

export const WEB_ALIAS = {
  isSet: false,
  title: "a web alias",
  idFormat: "account/webDomain/domain",
  exampleId: "tenant1/network.example.com/acme.com",
  missing: "there is no such alias",
  fields: {
    domain: { parse: domain, change: "replace" },
    ...place,
    www: { parse: www, change: "update", setting: true, option: true },
    ...writes,
    connection,
  },
  settings: SETTINGS,
} satisfies Kind;

export const WEB_ALIASES = {
  isSet: true,
  title: "a set of web aliases",
  idFormat: "account/webDomain",
  exampleId: "tenant1/network.example.com",
  missing: "there is no such web domain",
  fields: {
    domains: { parse: domainsField(domain, { www }), change: "update" },
    ...place,
    www: { parse: www, change: "update", setting: true },
    ...writes,
    exclusive: { parse: flag, change: "no call" },
    connection,
  },
  settings: SETTINGS,
} satisfies Kind;

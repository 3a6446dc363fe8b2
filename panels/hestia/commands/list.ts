import { checkDomain, checkUserName } from "../names";
import type { HestiaWebDomain } from "../state";
import { type Command, checkArgs, requireUser, requireWebDomain } from "./command";

/** Fields of a web domain in the order in which the commands print them. */
type Fields = Record<string, string>;

/** A web domain in the list of all of an account, all its fields strings (docs/panels/hestia.md#lists). */
function fieldsOfAll(account: string, name: string, webDomain: HestiaWebDomain): Fields {
  return fieldsOf(account, name, webDomain, { secured: {}, served: {} });
}

/** The list of one has more: about TLS behind SSL, the others before SUSPENDED. What is not switched on is empty. */
function fieldsOfOne(account: string, name: string, webDomain: HestiaWebDomain): Fields {
  return fieldsOf(account, name, webDomain, {
    secured: { SSL_FORCE: "no", SSL_HSTS: "" },
    served: {
      FASTCGI_CACHE: "",
      FASTCGI_DURATION: "",
      REDIRECT: "",
      REDIRECT_CODE: "",
      CUSTOM_DOCROOT: "",
    },
  });
}

function fieldsOf(
  account: string,
  name: string,
  webDomain: HestiaWebDomain,
  more: { secured: Fields; served: Fields },
): Fields {
  return {
    IP: webDomain.ip,
    IP6: webDomain.ip6,
    DOCUMENT_ROOT: `/home/${account}/web/${name}/public_html/`,
    U_DISK: "1",
    U_BANDWIDTH: "0",
    TPL: "default",
    ALIAS: webDomain.alias,
    STATS: "",
    STATS_USER: "",
    SSL: webDomain.ssl,
    ...more.secured,
    SSL_HOME: "same",
    LETSENCRYPT: "no",
    FTP_USER: "",
    FTP_PATH: "",
    AUTH_USER: "",
    BACKEND: "PHP-8_2",
    PROXY: "default",
    PROXY_EXT: "css,htm,html,js,jpg,jpeg,png,svg,txt,webp,woff2",
    ...more.served,
    SUSPENDED: webDomain.suspended ? "yes" : "no",
    TIME: webDomain.time,
    DATE: webDomain.date,
  };
}

/** The commands print their JSON by hand: an empty account is `{` and `}` on two lines. */
function printJson(entries: readonly (readonly [name: string, fields: Record<string, string>])[]): string {
  const objects = entries.map(([name, fields]) => {
    const lines = Object.entries(fields).map(([key, value]) => `        "${key}": ${JSON.stringify(value)}`);
    return `    ${JSON.stringify(name)}: {\n${lines.join(",\n")}\n    }`;
  });
  return objects.length === 0 ? "{\n}" : `{\n${objects.join(",\n")}\n}`;
}

function printTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}

/** Format plain: one line a web domain, in the order of the JSON. */
function printPlain(name: string, fields: Fields): string {
  return [name, ...Object.values(fields)].join("\t");
}

const NOT_IN_PLAIN = ["FASTCGI_CACHE", "FASTCGI_DURATION", "REDIRECT", "REDIRECT_CODE", "CUSTOM_DOCROOT"];

/** The plain list of one lacks some fields; LETSENCRYPT has a comma before it, and no tab behind it. */
function plainOfOne(name: string, fields: Fields): string {
  const shown = Object.entries(fields).filter(([key]) => key !== "FTP_USER" && !NOT_IN_PLAIN.includes(key));
  const { LETSENCRYPT, FTP_USER } = fields;
  const glued = { LETSENCRYPT: `,${LETSENCRYPT}${FTP_USER}` };
  return printPlain(name, { ...Object.fromEntries(shown), ...glued });
}

const TABLE_HEAD = [
  ["DOMAIN", "IP", "TPL", "SSL", "DISK", "BW", "SPND", "DATE"],
  ["------", "--", "---", "---", "----", "--", "----", "----"],
];

export const listWebDomains: Command = {
  usage: "USER [FORMAT]",
  minimumArgs: 1,
  async run({ state, args, command, look }) {
    checkArgs(command, this, args);
    const [account = "", format = "shell"] = args;
    checkUserName(account);
    await look();
    const user = requireUser(state, account);
    const entries = Object.entries(user.webDomains).map(
      ([name, webDomain]) => [name, fieldsOfAll(account, name, webDomain)] as const,
    );
    if (format === "json") return printJson(entries);
    if (format === "plain") return entries.map(([name, fields]) => printPlain(name, fields)).join("\n");
    if (format !== "shell") return "";
    const rows = entries.map(([name, fields]) => [
      name,
      ...["IP", "TPL", "SSL", "U_DISK", "U_BANDWIDTH", "SUSPENDED", "DATE"].map((key) => fields[key] ?? ""),
    ]);
    return printTable([...TABLE_HEAD, ...rows]);
  },
};

export const listWebDomain: Command = {
  usage: "USER DOMAIN [FORMAT]",
  minimumArgs: 2,
  async run({ state, args, command, look }) {
    checkArgs(command, this, args);
    const [account = "", name = "", format = "shell"] = args;
    checkUserName(account);
    checkDomain(name);
    await look();
    requireUser(state, account);
    const { name: stored, read: webDomain } = requireWebDomain(state, account, name);
    const fields = fieldsOfOne(account, stored, webDomain);
    if (format === "json") return printJson([[stored, fields]]);
    if (format === "plain") return plainOfOne(stored, fields);
    if (format !== "shell") return "";
    return Object.entries({ DOMAIN: stored, ...fields, ALIAS: webDomain.alias.replaceAll(",", " ") })
      .filter(([, value]) => value !== "")
      .map(([key, value]) => `${`${key}:`.padEnd(17)}${value}`)
      .join("\n");
  },
};

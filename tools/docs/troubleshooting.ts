import { adviceFor } from "../../provider/enhance/api/cures";
import { exitCode } from "../../provider/hestia/api/exitCodes";
import type { Cause } from "./causes";
import * as causes from "./causes";
import { messagesInSource } from "./messages";

/** A cell of a table: what would end it, and what would begin an element of HTML, stands for itself. */
const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

/** In one line, with a full stop, and without what the source adds in some cases only. */
const sentence = (text: string): string => {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/(?<=\w)…(?=[ .]|$)|(?<=[.!?]) ?…$/g, "")
    .trim();
  return line === "" || /[.!?…]$/.test(line) ? line : `${line}.`;
};

/** Rows of messages: how they begin, why they appear, and what the source says to do. */
let made: Readonly<Record<keyof typeof causes, string>> | undefined;
export function messages(): Readonly<Record<keyof typeof causes, string>> {
  made ??= makeMessages();
  return made;
}

function makeMessages(): Readonly<Record<keyof typeof causes, string>> {
  const all = messagesInSource();
  const known = Object.values(causes).flat();
  const open = all.filter(({ what }) => known.filter(({ begins }) => what.startsWith(begins)).length !== 1);
  if (open.length > 0)
    throw new Error(
      `tools/docs/causes.ts has not one cause for each of: ${open.map(({ file, what }) => `${file}: ${what}`).join("; ")}`,
    );
  const rowOf = ({ begins, seen, cause, cure }: Cause): string[] => {
    const matching = all.filter(({ what }) => what.startsWith(begins));
    if (matching.length === 0) throw new Error(`no message begins with: ${begins}`);
    const cures = [...new Set(matching.map((one) => sentence(one.cure)))].filter((one) => one !== "");
    const toDo = cure === undefined ? cures.join(" Or: ") : sentence(cure);
    if (toDo === "") throw new Error(`nothing says what to do about: ${begins}`);
    return [(seen ?? begins).replace(/[ :]*…*$/, ""), sentence(cause), toDo];
  };
  const head = ["the message has", "cause", "what to do"];
  return {
    CONNECTION: table(head, causes.CONNECTION.map(rowOf)),
    HESTIA: table(head, causes.HESTIA.map(rowOf)),
    ENHANCE: table(head, causes.ENHANCE.map(rowOf)),
    PROGRAM: table(head, causes.PROGRAM.map(rowOf)),
  };
}

const EXIT_CODES = [-1, ...Array.from({ length: 21 }, (_, index) => index + 1), 405];
/** What to do about a code of which there is nothing more to say. */
const ANY = exitCode(99).cure;

/** The exit codes of Hestia, as errors have them. */
export const exitCodes = (): string =>
  table(
    ["code", "the message has", "what to do"],
    EXIT_CODES.flatMap((value) => {
      const { name, meaning, cure } = exitCode(value);
      const code = name === "none" ? `${value}` : `${value} (${name})`;
      return cure === ANY ? [] : [[code, meaning, sentence(cure)]];
    }).concat([["another", "", ANY]]),
  );

const CALL = {
  panel: "panel.example.com",
  purpose: "map the domain",
  path: "orgs/…",
  setToken: "`pulumi config set --secret enhance:apiToken`",
  rateKey: "`enhance:requestsPerSecond`",
} as const;

const ANSWERS: readonly { shown: string; method?: "GET" | "POST"; told: Parameters<typeof adviceFor>[1] }[] =
  [
    {
      shown: "HTTP 400, `invalid_argument`, `invalid_syntax`",
      told: { status: 400, code: "invalid_argument" },
    },
    { shown: "HTTP 400, another code", told: { status: 400 } },
    { shown: "`resourceOutOfQuota`", told: { status: 400, code: "resourceOutOfQuota" } },
    { shown: "HTTP 401, `no_session_token`", told: { status: 401, code: "no_session_token" } },
    { shown: "HTTP 401, `invalid_session_token`", told: { status: 401, code: "invalid_session_token" } },
    {
      shown: "HTTP 403, `unauthorized`, of a list",
      method: "GET",
      told: { status: 403, code: "unauthorized" },
    },
    { shown: "HTTP 403, `unauthorized`, of a write", told: { status: 403, code: "unauthorized" } },
    { shown: "HTTP 403, `only_mo_allowed`", told: { status: 403, code: "only_mo_allowed" } },
    {
      shown: "HTTP 404, `not_found` (org), (website)",
      told: { status: 404, code: "not_found", subject: "website" },
    },
    { shown: "HTTP 404, `not_found` (domain)", told: { status: 404, code: "not_found", subject: "domain" } },
    { shown: "HTTP 404, `not_found` (server)", told: { status: 404, code: "not_found", subject: "server" } },
    { shown: "HTTP 404, an id in the address is malformed", told: { status: 404 } },
    { shown: "HTTP 409, `already_exists`", told: { status: 409, code: "already_exists" } },
    { shown: "HTTP 429", told: { status: 429 } },
    { shown: "HTTP 500 and above, of a list", method: "GET", told: { status: 500 } },
    { shown: "HTTP 500 and above, of a write", told: { status: 500 } },
  ];

/** What Enhance answers, and what errors then say to do. */
export const answers = (): string =>
  table(
    ["the message has", "what to do"],
    ANSWERS.map(({ shown, method = "POST", told }) => {
      const { cure = "", forExisting = "" } = adviceFor({ ...CALL, method, creates: method !== "GET" }, told);
      return [shown, sentence(`${cure} ${forExisting}`)];
    }),
  );

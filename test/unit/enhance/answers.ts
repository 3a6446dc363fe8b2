import type { Failure } from "../../../provider/core/errors";
import type { Answer } from "../../../provider/core/http";
import type { Call } from "../../../provider/enhance/api/answer";

const answer = (status: number, type: string, body: string, headers: object = {}): Answer => ({
  status,
  headers: new Map([["content-type", type], ...Object.entries(headers)]),
  text: body,
});
export const json = (status: number, body: unknown) =>
  answer(status, "application/json", JSON.stringify(body));
export const text = (status: number, body: string) => answer(status, "text/plain; charset=utf-8", body);
export const html = (status: number) => answer(status, "text/html", "<html><body>nginx</body></html>");

/** Unless the call is given, a create of a mapping. */
export type Case = [
  what: string,
  answer: Answer,
  failure: Partial<Failure>,
  cure: RegExp,
  call?: Partial<Call>,
];

const READ = { method: "GET", creates: false } as const;
const OF_SERVER = { path: "servers/1/domains" };

const WRONG_URL = /^enhance:apiUrl must lead to the panel itself, by https, and end in \/api\//;
const TOKEN_OR_ROLE =
  /token is wrong, has expired, may not be used from this address, or its role does not suffice.*owns the website, not the reseller/;

/** What panels answer (docs/panels/enhance.md#errors), and what it is taken for. */
export const answers: Case[] = [
  ["the page of the panel's UI, for want of /api", html(200), { kind: "protocol" }, WRONG_URL],
  [
    "a redirect",
    answer(301, "", "", { location: "https://panel.example.com/login" }),
    { kind: "protocol", what: "the answer is a redirect to https://panel.example.com/login" },
    WRONG_URL,
  ],
  [
    "a value that is refused",
    json(400, { code: "invalid_argument", detail: "domain", message: "invalid domain name" }),
    { kind: "rejected", code: "invalid_argument", detail: "invalid domain name (domain)", subject: "domain" },
    /^Correct the value that the panel names/,
  ],
  [
    "field case 7: a quota that is used up",
    json(400, { code: "resourceOutOfQuota", detail: "domainAliases" }),
    { kind: "rejected", code: "resourceOutOfQuota", detail: "domainAliases" },
    /^Raise the quota in the website's subscription or its plan\. .*quota of the reseller above/,
  ],
  [
    "field case 7: a quota that is used up, named by the kind alone",
    json(422, { code: "invalid_argument", detail: "resourceOutOfQuota" }),
    { kind: "rejected", code: "invalid_argument" },
    /^Raise the quota in the website's subscription/,
  ],
  [
    "field case 7: a quota that is used up, named by the resource alone",
    json(402, { code: "payment_required", detail: "subdomains" }),
    { kind: "rejected" },
    /^Raise the quota in the website's subscription/,
  ],
  [
    "field case 7: a possible quota, by an unknown code",
    json(400, { code: "no_room" }),
    { kind: "rejected", code: "no_room" },
    /^Check the value .*If that is in order, a quota is used up: of the website's subscription, or of the reseller above it/,
  ],
  [
    "field case 7: a change that is refused, which uses up no quota",
    json(400, { code: "invalid_argument" }),
    { kind: "rejected" },
    /^Correct the value that the panel names\.$/,
    { creates: false },
  ],
  [
    "an error whose optional parts are null",
    json(400, { code: "invalid_syntax", detail: null, message: null }),
    { kind: "rejected", code: "invalid_syntax" },
    /^Correct the value/,
  ],
  ["an error without a body", text(400, ""), { kind: "rejected" }, /^Check the value/],
  [
    "no token",
    json(401, { code: "no_session_token" }),
    { kind: "refused", code: "no_session_token" },
    /pulumi config set --secret enhance:apiToken/,
  ],
  [
    "a session that is over",
    json(401, { code: "invalid_session_token" }),
    { kind: "refused", code: "invalid_session_token" },
    /session of a browser: make a token under Settings > Access Tokens/,
  ],
  ["a 401 with nothing in it", text(401, ""), { kind: "refused" }, /Set a valid token/],
  [
    "a bad token, or a role that does not suffice",
    json(403, { code: "unauthorized" }),
    { kind: "refused", code: "unauthorized" },
    TOKEN_OR_ROLE,
    READ,
  ],
  [
    "field case 7: a bad token, or an insufficient role, for a server, which has no owner",
    json(403, { code: "unauthorized" }),
    { kind: "refused", code: "unauthorized" },
    /^The token is wrong((?!owns).)*testConnection\(\) tells these apart\.$/,
    { ...READ, ...OF_SERVER },
  ],
  [
    "field case 7: an insufficient role for a write, since a list was accepted before",
    json(403, { code: "unauthorized" }),
    { kind: "refused", code: "unauthorized" },
    /^The token is good, .* its role does not suffice .*: it needs Owner, SuperAdmin, Sysadmin .* or Support in .*a quota is used up/,
  ],
  [
    "field case 7: a role that does not suffice for a delete, which uses up no quota",
    json(403, { code: "unauthorized" }),
    { kind: "refused", code: "unauthorized" },
    /^The token is good, .*or access to the website\.$/,
    { creates: false },
  ],
  [
    "field case 7: a role that does not suffice to add a name to a server",
    json(403, { code: "unauthorized" }),
    { kind: "refused", code: "unauthorized" },
    /it needs a role in the master organization: Owner, SuperAdmin or Sysadmin \(System Administrator\)\.$/,
    OF_SERVER,
  ],
  [
    "what is the master organization's alone",
    json(403, { code: "only_mo_allowed", message: "master org only" }),
    { kind: "refused", code: "only_mo_allowed", detail: "master org only" },
    /System Administrator.*or map to a website \(enhance:organizationId and enhance:websiteId\)/,
  ],
  ["a page in front of the panel that refuses every request", html(403), { kind: "protocol" }, WRONG_URL],
  ...["org", "website"].map(
    (subject): Case => [
      `no such ${subject}`,
      json(404, { code: "not_found", detail: subject }),
      { kind: "missing", code: "not_found", subject },
      new RegExp(`^There is no such ${subject}, or not in this organization: check organizationId`),
    ],
  ),
  [
    "field case 7: no such server, which is no matter of owners",
    json(404, { code: "not_found", detail: "server" }),
    { kind: "missing", code: "not_found", subject: "server" },
    /^There is no such server: correct serverId\. `enhance\.listServers\(\)` shows the ids\.$/,
    { ...READ, ...OF_SERVER },
  ],
  [
    "no such domain",
    json(404, { code: "not_found", detail: "domain" }),
    { kind: "missing", subject: "domain" },
    /^Somebody removed it a moment ago: run the command again, which looks first\.$/,
  ],
  [
    "a malformed id, which does not show what exists",
    text(404, "UUID parsing failed: invalid length: found 4"),
    { kind: "rejected", what: "an id in the address is malformed" },
    /each is a UUID of this very panel/,
  ],
  ["a path that the API does not have", text(404, ""), { kind: "protocol" }, WRONG_URL],
  ["a page that is not found", html(404), { kind: "protocol" }, WRONG_URL],
  [
    "a name that is taken",
    json(409, { code: "already_exists", detail: "domain" }),
    { kind: "conflict", code: "already_exists" },
    /^A panel holds a domain once/,
  ],
  [
    "a name that is taken, by another status",
    json(422, { code: "already_exists" }),
    { kind: "conflict", code: "already_exists" },
    /^A panel holds a domain once/,
  ],
  ["a conflict by another code", json(409, { code: "busy" }), { kind: "conflict", code: "busy" }, /./],
  [
    "too many calls",
    json(429, { code: "too_many_requests" }),
    { kind: "rejected", code: "too_many_requests" },
    /^Lower enhance:requestsPerSecond/,
  ],
  ["a front whose panel does not answer", html(502), { kind: "unclear" }, /GET \/api\/status tells/],
  [
    "an error of the panel itself",
    json(500, { code: "already_exists", message: "internal" }),
    { kind: "unclear", code: "already_exists", detail: "internal" },
    /GET \/api\/status tells/,
  ],
];

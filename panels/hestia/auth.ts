import { basename } from "node:path/posix";
import { checkAccessKey } from "./access-key";
import { ApiError, EXIT } from "./exit";
import type { HestiaRequest } from "./log";
import { commandArgs, type PhpField, text } from "./request";
import { phpTrim } from "./shell";
import { findUser, type HestiaState } from "./state";

/** An accepted call: what to run, and in which of the two ways to answer. */
export interface AcceptedCall {
  answers: "legacy" | "access-key";
  auth: "hash" | "password" | "access-key";
  command: string;
  args: string[];
}

const FAILED = "Error: authentication failed";
const NO_DATA =
  "Error: data received is null or invalid, check https://hestiacp.com/docs/server-administration/rest-api.html";

/**
 * Decides which way the caller came, fills that in on the log entry, and lets it in or throws `ApiError`
 * (docs/panels/hestia.md#authentication).
 */
export function authenticate(
  state: HestiaState,
  fields: ReadonlyMap<string, PhpField> | undefined,
  request: HestiaRequest,
): AcceptedCall {
  if (!fields) throw new ApiError(405, NO_DATA, { alwaysText: true });
  request.returncode = fields.get("returncode") === "yes";
  const key = accessKeyFields(fields);
  if (key) {
    request.auth = "access-key";
    return acceptAccessKey(state, fields, key, request.remote);
  }
  if (!fields.has("user") && !fields.has("hash")) throw new ApiError(405, NO_DATA, { alwaysText: true });
  const hash = text(fields, "hash");
  request.auth = isEmpty(hash) ? "password" : "hash";
  return acceptLegacy(state, fields, request.auth, request.remote);
}

/** access_key and secret_key, or a hash of the form `20 characters:40 characters`; the access key wins. */
function accessKeyFields(fields: ReadonlyMap<string, PhpField>): { id: string; secret: string } | undefined {
  if (!fields.has("access_key")) {
    const [id = "", secret = "", ...more] = text(fields, "hash").split(":");
    if (more.length === 0 && Buffer.byteLength(id) === 20 && Buffer.byteLength(secret) === 40) {
      return { id, secret };
    }
    return undefined;
  }
  if (!fields.has("secret_key")) return undefined;
  return { id: phpTrim(text(fields, "access_key")), secret: phpTrim(text(fields, "secret_key")) };
}

function acceptLegacy(
  state: HestiaState,
  fields: ReadonlyMap<string, PhpField>,
  auth: "hash" | "password",
  remote: string,
): AcceptedCall {
  const { settings } = state;
  if (settings.API !== "yes") {
    throw new ApiError(EXIT.disabled, "Error: API Disabled", { prefix: "Error: API has been disabled" });
  }
  checkAddress(settings.API_ALLOWED_IP, remote, []);
  if (auth === "password") checkPassword(state, fields, remote);
  else if (settings.DEMO_MODE === "yes") throw new ApiError(EXIT.password, FAILED);
  else if (!state.apiKeys.includes(basename(text(fields, "hash")))) refuse(state, remote, "api", FAILED);
  return { answers: "legacy", auth, ...commandOf(fields) };
}

function checkPassword(state: HestiaState, fields: ReadonlyMap<string, PhpField>, remote: string): void {
  const root = state.settings.ROOT_USER;
  // Another user's name is refused before anything is looked at or written to auth.log.
  if (text(fields, "user") !== root) throw new ApiError(EXIT.forbidden, FAILED);
  if (!fields.has("password")) throw new ApiError(EXIT.password, FAILED);
  const password = text(fields, "password");
  const known = findUser(state, root)?.password;
  // An empty one is refused by the check of the password and, since that gave no hash, by the check of the hash.
  if (password === "") recordFailure(state, remote, root);
  if (password === "" || password !== known) refuse(state, remote, root, FAILED);
}

function acceptAccessKey(
  state: HestiaState,
  fields: ReadonlyMap<string, PhpField>,
  key: { id: string; secret: string },
  remote: string,
): AcceptedCall {
  const { settings } = state;
  if (!/^[1-9]\d*$/.test(settings.API_SYSTEM))
    throw new ApiError(EXIT.disabled, "Error: API has been disabled");
  checkAddress(settings.API_ALLOWED_IP, remote, ["0.0.0.0"]);
  // The command is checked before the key is.
  const { command, args } = commandOf(fields);
  if (isEmpty(key.id) || isEmpty(key.secret)) {
    throw new ApiError(EXIT.password, "Error: Authentication failed");
  }
  const { user, userArg } = checkAccessKey(state, key, command, (code, message) => {
    recordFailure(state, remote, basename(key.id));
    throw new ApiError(code, message);
  });
  if (user !== settings.ROOT_USER) {
    if (Number(settings.API_SYSTEM) < 2) throw new ApiError(EXIT.apiDisabled, "Error: API has been disabled");
    if (userArg && args[0] !== user) {
      throw new ApiError(
        EXIT.forbidden,
        `Error: Key ${key.id} - the "user" argument doesn\\'t match the key\\'s user`,
      );
    }
  }
  return { answers: "access-key", auth: "access-key", command, args };
}

function commandOf(fields: ReadonlyMap<string, PhpField>): { command: string; args: string[] } {
  const command = phpTrim(text(fields, "cmd"));
  const args = commandArgs(fields);
  if (isEmpty(command)) throw new ApiError(EXIT.invalid, "Error: Command not provided");
  if (!/^[a-zA-Z0-9_-]+$/.test(command))
    throw new ApiError(EXIT.invalid, `Error: ${command} command invalid`);
  return { command, args };
}

/** API_ALLOWED_IP is a list of whole addresses, without ranges. */
function checkAddress(allowed: string, remote: string, everyone: readonly string[]): void {
  if (allowed === "allow-all") return;
  const list = allowed.split(",");
  if (list.includes(remote) || everyone.some((address) => list.includes(address))) return;
  throw new ApiError(EXIT.forbidden, "Error: IP is not allowed to connect with API");
}

function refuse(state: HestiaState, remote: string, name: string, message: string): never {
  recordFailure(state, remote, name);
  throw new ApiError(EXIT.password, message);
}

/**
 * A line in auth.log, which fail2ban counts: at `banAfter` lines of one address it is banned
 * (docs/panels/hestia.md#failed-logins).
 */
function recordFailure(state: HestiaState, remote: string, name: string): void {
  state.authLog.push({ remote, name });
  const { banAfter } = state.settings;
  const failures = state.authLog.filter((line) => line.remote === remote).length;
  if (banAfter > 0 && failures >= banAfter && !state.banned.includes(remote)) state.banned.push(remote);
}

/** PHP's empty(): "0" is empty too. */
function isEmpty(value: string): boolean {
  return value === "" || value === "0";
}

import { basename } from "node:path/posix";
import { commandNames, userArgument } from "./commands";
import { DEMO_REFUSAL } from "./commands/command";
import { ApiError, EXIT } from "./exit";
import { findUser, type HestiaState } from "./state";

type Refuse = (code: number, message: string) => never;

/**
 * `v-check-access-key`: the key, its secret, its permission, then its user, in this order; each refusal but that of the
 * demonstration mode is a line in auth.log. Of an id with a path only the last part counts
 * (docs/panels/hestia.md#authentication).
 * @returns the key's user, and whether the command names a user in its first argument
 */
export function checkAccessKey(
  state: HestiaState,
  given: { id: string; secret: string },
  command: string,
  refuse: Refuse,
): { user: string; userArg: boolean } {
  if (state.settings.DEMO_MODE === "yes") throw new ApiError(EXIT.args, `Error: ${DEMO_REFUSAL}`);
  const key = { id: basename(given.id), secret: given.secret };
  if (!/^[A-Za-z0-9]{20}$/.test(key.id)) {
    refuse(EXIT.password, `Error: invalid access_key_id format :: ${key.id}`);
  }
  const known = Object.hasOwn(state.accessKeys, key.id) ? state.accessKeys[key.id] : undefined;
  if (!known) return refuse(EXIT.password, `Error: key ${key.id} doesn't exist`);
  if (!/^[\w=.-]{40}$/.test(key.secret)) refuse(EXIT.password, "Error: invalid secret_access_key format");
  if (known.secret !== key.secret) refuse(EXIT.password, `Error: Invalid secret key for key ${key.id}`);

  if (!commandNames().includes(command)) refuse(EXIT.forbidden, `Error: Command ${command} not found`);
  const allowed = known.permissions.flatMap((name) => state.profiles[name]?.commands ?? []);
  const everything = known.permissions.length === 0 && known.user === state.settings.ROOT_USER;
  if (!everything && !allowed.includes(command)) {
    refuse(EXIT.forbidden, `Error: Key ${key.id} don't have permission to run the command ${command}`);
  }

  const user = findUser(state, known.user);
  if (!user) return refuse(EXIT.password, `Error: user ${known.user} doesn't exist`);
  if (user.suspended) refuse(EXIT.password, `Error: user ${known.user} is suspended`);
  return { user: known.user, userArg: userArgument(command) };
}

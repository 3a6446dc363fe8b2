import { commandNames, userArgument } from "./commands";
import { EXIT } from "./exit";
import { findUser, type HestiaState } from "./state";

type Refuse = (code: number, message: string) => never;

/**
 * `v-check-access-key`: the key, its secret, its permission, then its user, in this order; each refusal is a line in
 * auth.log (Hestia 1.10 wire facts, section 4).
 * @returns the key's user, and whether the command names a user in its first argument
 */
export function checkAccessKey(
  state: HestiaState,
  key: { id: string; secret: string },
  command: string,
  refuse: Refuse,
): { user: string; userArg: boolean } {
  if (state.settings.DEMO_MODE === "yes") {
    refuse(
      EXIT.args,
      "Error: ERROR: Unable to perform operation due to security restrictions that are in place.",
    );
  }
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

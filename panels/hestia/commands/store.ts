import { CommandExit, EXIT } from "../exit";
import type { HestiaUser, HestiaWebDomain } from "../state";
import { vhostNames } from "../vhost";
import type { CommandContext } from "./command";

/** Linux's limit for one argument of a program, its closing NUL included. */
export const MAX_ARGUMENT_BYTES = 131_072;

/** Bytes of a web.conf line without its ALIAS value. */
const LINE_WITHOUT_ALIAS = 420;

/** A web.conf line that is itself over the limit can no longer be parsed: 2 (docs/panels/hestia.md#size-limits). */
export function checkLine(name: string, webDomain: HestiaWebDomain): void {
  if (Buffer.byteLength(webDomain.alias) + LINE_WITHOUT_ALIAS < MAX_ARGUMENT_BYTES) return;
  const line = `DOMAIN='${name}' IP='${webDomain.ip}' IP6='${webDomain.ip6}' ALIAS='${webDomain.alias}'`;
  throw new CommandExit(EXIT.invalid, `Error: Invalid object format: ${line}`);
}

/**
 * Writes the vhost files, then the WHOLE ALIAS value over whatever web.conf holds by now
 * (docs/panels/hestia.md#concurrent-writes). The value before and the value after go into one argument of sed: together
 * over the limit, web.conf silently keeps its line (docs/panels/hestia.md#size-limits).
 *
 * @param webDomain undefined where the command found none of exactly the name that it was given: then nothing is written
 */
export async function storeAliases(
  context: CommandContext,
  webDomain: HestiaWebDomain | undefined,
  alias: string,
): Promise<void> {
  if (webDomain) webDomain.vhost = vhostNames(alias);
  await context.yield();
  if (!webDomain) return;
  const sed = `1 s/ALIAS='${escapeStar(webDomain.alias)}'/ALIAS='${escapeStar(alias)}'/g`;
  if (!context.losesWrite && Buffer.byteLength(sed) < MAX_ARGUMENT_BYTES) webDomain.alias = alias;
}

function escapeStar(value: string): string {
  return value.replaceAll("*", "\\*");
}

/**
 * U_WEB_ALIASES, by one a call: read, then a replacement of the value that was read, which finds nothing if another
 * call was faster (docs/panels/hestia.md#the-alias-counter). The moment between is short on a real panel, so calls that
 * go in step are spread.
 */
export async function countCall(context: CommandContext, user: HestiaUser, step: 1 | -1): Promise<void> {
  for (let turn = context.seq % 4; turn > 0; turn--) await context.yield();
  const old = user.aliasCounter;
  await context.yield();
  if (user.aliasCounter === old) user.aliasCounter = Math.max(0, old + step);
}

import { readDefault } from "../../core/defaults";
import { ConfigurationError, during } from "../../core/errors";
import { comparable } from "../../core/hostnames";
import { quoted } from "../../core/text";
import { HestiaAccess } from "../../hestia/access";
import { Aliases } from "../../hestia/aliases";
import type { WebDomain } from "../../hestia/api/account";
import { noWebDomain } from "../../hestia/api/explain";
import { WEB_ALIAS } from "../../hestia/fields";
import type { Session } from "../../resource/session";
import type { PanelRef } from "../context";
import { inOrder, type MappedName, type MappedPlace, type PlaceOptions } from "./place";

/**
 * The web domains of an account that options and settings name, with their aliases: one, or where none is named all. An
 * account that an option names stands for all of its web domains.
 */
export async function readHestia(
  session: Session,
  panel: PanelRef,
  options: PlaceOptions,
): Promise<MappedPlace[]> {
  const access = session.the(HestiaAccess);
  const settings = access.settings(panel.connection);
  const client = access.client(panel.connection);
  const setting = (property: "account" | "webDomain") => {
    const { value, problem } = readDefault(settings, property, WEB_ALIAS.fields[property].parse);
    if (problem !== undefined) throw new ConfigurationError(`${property} ${problem.reason}`);
    return value;
  };
  const given = (property: "account" | "webDomain", option: string) => {
    if (options[property] === undefined) return undefined;
    const parsed = WEB_ALIAS.fields[property].parse.safeParse(options[property]);
    if (parsed.success) return parsed.data;
    throw new ConfigurationError(`${option} ${parsed.error.issues[0]?.message}`);
  };
  const account = given("account", "--account") ?? setting("account");
  if (account === undefined)
    throw new ConfigurationError(
      `${settings.key("account")} is not set: give --account, or ${settings.howToSet("account")}`,
    );
  const only =
    given("webDomain", "--web-domain") ?? (options.account === undefined ? setting("webDomain") : undefined);
  const view = await during({ operation: "list", place: `account ${account}` }, () =>
    access.lists(client.panel, account).fresh(client),
  );
  const one = only === undefined ? undefined : view.webDomain(only);
  if (only !== undefined && one === undefined) throw noWebDomain(client.panel, account, only, view);
  const isDefault = (webDomain: string) =>
    account === readDefault(settings, "account", WEB_ALIAS.fields.account.parse).value &&
    webDomain === readDefault(settings, "webDomain", WEB_ALIAS.fields.webDomain.parse).value;
  return (one === undefined ? view.webDomains : [one]).map((found): MappedPlace => {
    const webDomain = comparable(found.name);
    return {
      panel,
      host: client.panel,
      target: { account, webDomain },
      id: `${account}/${webDomain}`,
      title: `${account}/${webDomain}`,
      args: {
        ...(panel.connection === undefined ? {} : { connection: panel.connection }),
        ...(isDefault(webDomain) ? {} : { account, webDomain }),
      },
      addresses: access.addresses(panel.connection, found),
      unusable: found.suspended ? `web domain ${webDomain} is suspended` : undefined,
      names: inOrder(namesOf(found, webDomain)),
    };
  });
}

function namesOf(found: WebDomain, webDomain: string): MappedName[] {
  const isReachable = WEB_ALIAS.fields.webDomain.parse.safeParse(webDomain).data === webDomain;
  const nowhere = isReachable
    ? undefined
    : `is on ${webDomain}, and no resource leads to a web domain of such a name`;
  const aliases = new Aliases(found, webDomain);
  const removable = new Set(aliases.removable);
  const own = [webDomain, `www.${webDomain}`]
    .filter((name, index) => index === 0 || found.has(name))
    .map((name) => ({ name, kind: "web domain", isOwn: true, unfit: "is the web domain's own" }));
  const mapped = aliases.names
    .filter((name) => name !== webDomain)
    .map((name) => ({
      name,
      kind: "alias",
      isOwn: false,
      unfit: nowhere ?? unfitness(name, found, removable.has(name)),
    }));
  return [...own, ...mapped];
}

function unfitness(name: string, found: WebDomain, isRemovable: boolean): string | undefined {
  const parsed = WEB_ALIAS.fields.domain.parse.safeParse(name);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  if (!found.isInVhost(name))
    return `is stored and not served: the panel loads no alias behind ${quoted(found.withSpace ?? "")}`;
  if (isRemovable) return undefined;
  const stored = found.spellings(name).map(quoted).join(" and ");
  return `is stored as ${stored}, which the panel's delete command refuses or does not find`;
}

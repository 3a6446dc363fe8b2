import { canonicalHostname } from "../core/hostnames";
import type { Place } from "../resource/claims";
import { UUID } from "./api/ids";

/** What a domain is mapped to. */
export type Target =
  | { readonly scope: "website"; readonly organizationId: string; readonly websiteId: string }
  | { readonly scope: "server"; readonly serverId: string };

export const ID_FORMAT = "organizationId/websiteId/domain or servers/serverId/domain";

const targetPath = (target: Target): string =>
  target.scope === "website" ? `${target.organizationId}/${target.websiteId}` : `servers/${target.serverId}`;

export const formatId = (target: Target, domain: string): string => `${targetPath(target)}/${domain}`;

/** Where on a panel the domain is mapped. */
export const placeOf = (panel: string, target: Target): Place<Target> => ({
  panel,
  holder: targetPath(target),
  target,
});

/** The place in words, as errors tell it. */
export const describe = (target: Target): string =>
  target.scope === "website"
    ? `organization ${target.organizationId}, website ${target.websiteId}`
    : `server ${target.serverId}`;

/** @throws Error where the text is no id */
export function parseId(id: string): { target: Target; domain: string } {
  const [first = "", second = "", third = "", ...rest] = id.split("/");
  const domain = canonicalHostname(third);
  const [one, two] = [first.toLowerCase(), second.toLowerCase()];
  const valid = domain.ok && rest.length === 0 && UUID.test(two);
  if (valid && one === "servers") return { target: { scope: "server", serverId: two }, domain: domain.name };
  if (valid && UUID.test(one)) {
    return { target: { scope: "website", organizationId: one, websiteId: two }, domain: domain.name };
  }
  throw new Error(`"${id}" is no id of an Enhance domain; it looks like ${ID_FORMAT}`);
}

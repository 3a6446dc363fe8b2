import { describe as describeTarget, type Target } from "../id";
import { UUID } from "../ids";
import type { WebsiteRef } from "../mappings";

export const ID_FORMAT = "organizationId/websiteId";

export const formatId = ({ organizationId, websiteId }: WebsiteRef): string =>
  `${organizationId}/${websiteId}`;

/** @throws Error where the text is no id */
export function parseId(id: string): WebsiteRef {
  const [organizationId = "", websiteId = "", ...rest] = id.toLowerCase().split("/");
  if (UUID.test(organizationId) && UUID.test(websiteId) && rest.length === 0)
    return { organizationId, websiteId };
  throw new Error(`"${id}" is no id of a set of Enhance domains; it looks like ${ID_FORMAT}`);
}

/** The website as something that domains can be mapped to. */
export const targetOf = ({ organizationId, websiteId }: WebsiteRef): Target => ({
  scope: "website",
  organizationId,
  websiteId,
});

/** The website in words, as errors tell it. */
export const describe = (website: WebsiteRef): string => describeTarget(targetOf(website));

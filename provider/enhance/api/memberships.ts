import { z } from "zod";
import type { EnhanceClient } from "./client";

/** An organization that the token is a member of. */
export interface EnhanceMembership {
  readonly organizationId: string;
  readonly name: string;
  readonly isMaster: boolean;
  readonly roles: readonly string[];
}

const Memberships = z.object({
  memberships: z.array(
    z
      .object({
        orgId: z.string(),
        orgName: z.string(),
        isMasterOrg: z.boolean(),
        roles: z.array(z.string()),
      })
      .transform(({ orgId, orgName, isMasterOrg, roles }) => ({
        organizationId: orgId,
        name: orgName,
        isMaster: isMasterOrg,
        roles,
      })),
  ),
});

/** The path of the call that shows what a token is. */
export const MEMBERSHIPS = "login/memberships";

/** What the token is; the panel answers this to every token that is good, whichever role it has. Asked for once a run. */
export const getMemberships = (client: EnhanceClient): Promise<EnhanceMembership[]> =>
  client.token.memberships(async () => {
    const request = { method: "GET", path: MEMBERSHIPS, purpose: "tell what the token is" } as const;
    return (await client.json(request, Memberships)).memberships;
  });

import type { Caller } from "./auth";
import { inTree } from "./find";
import type { EnhanceOperationId } from "./operation-ids";
import { Refusal, unauthorized } from "./refusal";
import type { EnhanceRole, EnhanceState } from "./state";

/** Who may call an operation. */
export interface EnhanceAccessRule {
  /** Any of these roles, in the organization concerned or in one above it. */
  roles: readonly EnhanceRole[];
  /** Lets SiteAccess in as well, for the websites of its token. */
  sites: boolean;
  /** For members of the master organization only. */
  masterOrg: boolean;
}

const ADMINS = ["Owner", "SuperAdmin", "Sysadmin"] as const;

/** Support manages customers and their websites, mappings included (docs/panels/enhance.md#roles). */
const WEBSITE_MANAGERS = [...ADMINS, "Support"] as const;

/** Reads of an organization and its websites. */
export const READ: EnhanceAccessRule = { roles: WEBSITE_MANAGERS, sites: true, masterOrg: false };
/** Reads of what lies outside of a website. */
export const READ_ORG: EnhanceAccessRule = { ...READ, sites: false };
export const ADMIN: EnhanceAccessRule = { roles: ADMINS, sites: false, masterOrg: false };
/** Changes of a website: those who manage websites, and members with access to it. */
export const WRITE: EnhanceAccessRule = { ...READ };
/** The primary domain is for superadmins and owners. */
export const OWN: EnhanceAccessRule = { roles: ["Owner", "SuperAdmin"], sites: false, masterOrg: false };
export const MASTER: EnhanceAccessRule = { ...ADMIN, masterOrg: true };

/** What a call is about: the organization that owns it, the website if there is one. */
export interface Concern {
  orgId?: string;
  websiteId?: string | undefined;
}

/** Throws the panel's 403 for a caller that may not (docs/panels/enhance.md#errors). */
export function checkAccess(
  state: EnhanceState,
  caller: Caller,
  operation: { id: EnhanceOperationId; access: EnhanceAccessRule },
  { orgId, websiteId }: Concern,
): void {
  const rule = { ...operation.access, ...state.settings.access[operation.id] };
  if (rule.masterOrg && !caller.isMaster) {
    // A server is the master organization's; elsewhere the refusal is the common one, with a text.
    if (orgId === undefined) throw new Refusal(403, "only_mo_allowed", undefined, "master org only");
    throw unauthorized("Only a reseller or the MO may do this");
  }
  if (orgId !== undefined && !inTree(state, orgId, caller.org.id)) throw unauthorized();
  if (hasRole(caller, rule.roles)) return;
  if (rule.sites && hasRole(caller, ["SiteAccess"])) {
    if (websiteId === undefined || caller.token.websites.includes(websiteId)) return;
  }
  throw unauthorized();
}

export function hasRole(caller: Caller, roles: readonly EnhanceRole[]): boolean {
  return caller.token.roles.some((role) => roles.includes(role));
}

import type { Operation } from "../operation";
import type { EnhanceOperationId } from "../operation-ids";
import { matchPath } from "../path";
import { getLoginMemberships, orchdStatus, orchdVersion } from "./connection";
import { createWebsiteMappedDomain } from "./create-mapping";
import { getDomainAuthNs, getWebsiteDomainDnsQuery, getWebsiteDomainMappingDnsStatus } from "./dns";
import { checkDomain, deleteDomain, getDomains } from "./domains";
import {
  createWebsiteDomainLetsencryptCerts,
  createWebsiteMailDomainLetsencryptCerts,
  performLetsEncryptPreflightCheck,
} from "./letsencrypt";
import {
  deleteWebsiteDomainMapping,
  getWebsiteDomainMapping,
  getWebsiteDomainMappings,
  updateWebsiteDomainMapping,
} from "./mappings";
import { getOrg, getSubscription } from "./orgs";
import { updateWebsitePrimaryDomain } from "./primary";
import { createServerDomain, deleteServerDomain, getServerHostnameWebsite } from "./server-domains";
import { getServerInfo, getServers } from "./servers";
import { getWebsiteDomainSslCert, setWebsiteDomainForceSsl, uploadWebsiteDomainSslCert } from "./ssl";
import { getWebsite, getWebsiteServerDomains, getWebsites } from "./websites";

const OPERATIONS: Readonly<Record<EnhanceOperationId, Operation>> = {
  orchdVersion,
  orchdStatus,
  getLoginMemberships,
  getOrg,
  getSubscription,
  getWebsites,
  getWebsite,
  getWebsiteServerDomains,
  getWebsiteDomainMappings,
  createWebsiteMappedDomain,
  getWebsiteDomainMapping,
  updateWebsiteDomainMapping,
  deleteWebsiteDomainMapping,
  updateWebsitePrimaryDomain,
  getWebsiteDomainMappingDnsStatus,
  getWebsiteDomainDnsQuery,
  getDomains,
  deleteDomain,
  getDomainAuthNs,
  checkDomain,
  getWebsiteDomainSslCert,
  uploadWebsiteDomainSslCert,
  setWebsiteDomainForceSsl,
  createWebsiteDomainLetsencryptCerts,
  performLetsEncryptPreflightCheck,
  createWebsiteMailDomainLetsencryptCerts,
  getServers,
  getServerInfo,
  getServerHostnameWebsite,
  createServerDomain,
  deleteServerDomain,
};

export interface OperationMatch {
  id: EnhanceOperationId;
  operation: Operation;
  /** Parameters of the path, not yet checked. */
  params: Record<string, string>;
}

const ROUTES = Object.entries(OPERATIONS) as [EnhanceOperationId, Operation][];

/** The operation of a path below /api, "method" where the path has others only, or undefined for an unknown path. */
export function findOperation(method: string, path: string): OperationMatch | "method" | undefined {
  const matches = ROUTES.flatMap(([id, operation]): OperationMatch[] => {
    const params = matchPath(operation.path, path);
    return params ? [{ id, operation, params }] : [];
  });
  if (matches.length === 0) return undefined;
  return matches.find((match) => match.operation.method === method) ?? "method";
}

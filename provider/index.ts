export type { DnsRecord } from "./core/dns";
export type { Certificate as EnhanceCertificate } from "./enhance/certificate";
export { EnhanceDomain, type EnhanceDomainArgs, type EnhanceDomainState } from "./enhance/domain";
export * as enhance from "./enhance/functions";
export type { EnhanceLookupOptions, EnhanceServer, EnhanceWebsite } from "./enhance/lookups";
export type { DnsStatus as EnhanceDnsStatus, MappingKind as EnhanceMappingKind } from "./enhance/mappings";
export type { EnhanceMembership } from "./enhance/memberships";
export {
  type EnhanceDomainOptions,
  type EnhanceDomainSeen,
  EnhanceDomains,
  type EnhanceDomainsArgs,
  type EnhanceDomainsState,
} from "./enhance/set/domains";
export type { EnhanceConnectionReport, EnhanceTestOptions } from "./enhance/testConnection";
export * as hestia from "./hestia/functions";
export type { HestiaPermission } from "./hestia/permissions";
export type { Restart as HestiaRestart } from "./hestia/restart";
export {
  HestiaWebAliases,
  type HestiaWebAliasesArgs,
  type HestiaWebAliasesState,
  type HestiaWebAliasOptions,
} from "./hestia/set/webAliases";
export type { HestiaConnectionReport, HestiaTestOptions } from "./hestia/testConnection";
export { HestiaWebAlias, type HestiaWebAliasArgs, type HestiaWebAliasState } from "./hestia/webAlias";

export {
  MappedDomain,
  type MappedDomainArgs,
  type MappedDomainOnEnhance,
  type MappedDomainOnHestia,
  type MappedDomainReady,
} from "./component/mappedDomain";
export type { DnsRecord } from "./core/dns";
export type { Certificate as EnhanceCertificate } from "./enhance/api/certificate";
export type {
  DnsStatus as EnhanceDnsStatus,
  MappingKind as EnhanceMappingKind,
} from "./enhance/api/mappings";
export type { EnhanceMembership } from "./enhance/api/memberships";
export type { CertificateRequest as EnhanceCertificateRequest } from "./enhance/certificateRequests";
export { EnhanceDomain, type EnhanceDomainArgs, type EnhanceDomainState } from "./enhance/domain";
export {
  type EnhanceDomainOptions,
  type EnhanceDomainSeen,
  EnhanceDomains,
  type EnhanceDomainsArgs,
  type EnhanceDomainsState,
} from "./enhance/domains";
export * as enhance from "./enhance/functions";
export type {
  EnhanceLookupOptions,
  EnhanceMapping,
  EnhanceMappingsOptions,
  EnhanceServer,
  EnhanceWebsite,
} from "./enhance/lookups";
export type { EnhanceConnectionReport, EnhanceTestOptions } from "./enhance/testConnection";
export type { HestiaPermission } from "./hestia/api/permissions";
export type { Restart as HestiaRestart } from "./hestia/api/restart";
export * as hestia from "./hestia/functions";
export type { HestiaWebDomain } from "./hestia/lookups";
export type { HestiaLookupOptions } from "./hestia/place";
export type { HestiaConnectionReport, HestiaTestOptions } from "./hestia/testConnection";
export { HestiaWebAlias, type HestiaWebAliasArgs, type HestiaWebAliasState } from "./hestia/webAlias";
export {
  HestiaWebAliases,
  type HestiaWebAliasesArgs,
  type HestiaWebAliasesState,
  type HestiaWebAliasOptions,
} from "./hestia/webAliases";
export {
  type DomainDns,
  DomainReady,
  type DomainReadyArgs,
  type DomainReadyState,
} from "./ready/domainReady";
export type { SiteCertificate } from "./ready/handshake";
export type { DnsVerdict } from "./ready/judge";
export type { OutputOptions } from "./resource/functions";

export type { DnsRecord } from "./core/dns";
export * as hestia from "./hestia/functions";
export type { Restart as HestiaRestart } from "./hestia/restart";
export type { HestiaConnectionReport, HestiaPermission, HestiaTestOptions } from "./hestia/testConnection";
export { HestiaWebAlias, type HestiaWebAliasArgs, type HestiaWebAliasState } from "./hestia/webAlias";

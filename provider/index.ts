export type { DnsRecord } from "./hestia/names";
export type { Restart as HestiaRestart } from "./hestia/restart";
export { HestiaWebAlias, type HestiaWebAliasArgs, type HestiaWebAliasState } from "./hestia/webAlias";

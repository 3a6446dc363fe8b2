import type { EnhanceAccessRule } from "./access";
import type { EnhanceOperationId } from "./operation-ids";
import type { EnhanceDnsStatus } from "./state";

/** Status and code of a refusal that nobody has published: a test sets what it wants to survive. */
export interface EnhanceRefusal {
  status: number;
  code: string;
}

/** How this panel answers where versions differ or nobody knows (docs/panels/enhance.md#what-nobody-has-published). */
export interface EnhanceSettings {
  version: string;
  status: "initialising" | "updating" | "initialisingServers" | "ready";
  /** Operations whose answer is a bare word as text/plain; the others send JSON. */
  bareWords: EnhanceOperationId[];
  /** The answer to a name that is on the panel already. */
  duplicate: EnhanceRefusal;
  /** The answer to a mapping that the subscription has no room for. */
  quotaExceeded: EnhanceRefusal;
  /** The answer to a mapping to a website that takes none: staging sites are no customer's address. */
  stagingMapping: EnhanceRefusal;
  /** The answer to the removal of a primary or preview mapping. */
  protectedMapping: EnhanceRefusal;
  /** What a mapping of `www.x` meets where `x` is mapped. */
  wwwBeside: "refused" | "accepted";
  /** PATCH answers 204 and the mapping keeps its kind. */
  keepsKind: boolean;
  /** The answer to one mapping holds `cert` as well. */
  certOnGetOne: boolean;
  /** GET /v2/domains/{id}/ssl holds the private key. */
  sslKey: boolean;
  /** `websiteId` of a domain check is null, not left out, where there is none to tell. */
  nullWebsiteId: boolean;
  /** What becomes of the domain of a removed mapping: gone, or kept by its organization without a website. */
  unmappedDomains: "dropped" | "kept";
  /** Names that nobody may add. */
  prohibited: string[];
  /** The DNS status of a new mapping. */
  newDomainDns: EnhanceDnsStatus;
  /** Changes to who may call what, by operation. */
  access: Partial<Record<EnhanceOperationId, Partial<EnhanceAccessRule>>>;
  serverDomains: {
    /** `hostnames`: 9.9 to 12.25; `legacy`: 7.3 to 9.4; `guide`: what the WordPress guide's client expects. */
    shape: "hostnames" | "legacy" | "guide";
    /** The answer to a body of another shape. */
    wrongBody: 400 | 415 | 422;
  };
}

export function defaultSettings(): EnhanceSettings {
  return {
    version: "12.25.8",
    status: "ready",
    bareWords: ["getWebsiteDomainMappingDnsStatus"],
    duplicate: { status: 409, code: "already_exists" },
    quotaExceeded: { status: 400, code: "resourceOutOfQuota" },
    stagingMapping: { status: 400, code: "invalid_argument" },
    protectedMapping: { status: 400, code: "invalid_argument" },
    wwwBeside: "refused",
    keepsKind: false,
    certOnGetOne: false,
    sslKey: true,
    nullWebsiteId: false,
    unmappedDomains: "dropped",
    prohibited: ["prohibited.example"],
    newDomainDns: "Unknown",
    access: {},
    serverDomains: { shape: "hostnames", wrongBody: 400 },
  };
}

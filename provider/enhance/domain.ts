import * as pulumi from "@pulumi/pulumi";
import type { DnsRecord } from "../core/dns";
import { type ResourceClass, registered, withoutStacks } from "../resource/register";
import type { Certificate } from "./api/certificate";
import type { DnsStatus, MappingKind } from "./api/mappings";
import type { CertificateRequest } from "./certificateRequests";
import { enhanceSettings } from "./settings";

/** Arguments of an {@link EnhanceDomain}. */
export interface EnhanceDomainArgs {
  /** The customer's domain, such as `acme.com`; compared and sent in lower case and punycode. A change replaces. */
  domain: pulumi.Input<string>;
  /**
   * The organization that owns the website: the customer's, not the reseller's above it. A change replaces.
   * @default the stack's `enhance:organizationId`, or `WU_ENHANCE_ORG_ID`
   */
  organizationId?: pulumi.Input<string>;
  /**
   * The website that serves the domain. A change replaces.
   * @default the stack's `enhance:websiteId`, or `WU_ENHANCE_WEBSITE_ID`, where neither names a server first
   */
  websiteId?: pulumi.Input<string>;
  /**
   * A server, in place of a website. Panels of today take its domains for the server's own host names, which serve no
   * customer's site. A change replaces.
   * @default the stack's `enhance:serverId`, or `WU_ENHANCE_SERVER_ID`, where neither names a website first
   */
  serverId?: pulumi.Input<string>;
  /**
   * What the domain is to the website. Website only.
   * @default not managed; a new one is an alias
   */
  kind?: pulumi.Input<MappingKind>;
  /**
   * Folder below the website's home, such as `public_html`. Website only.
   * @default not managed
   */
  documentRoot?: pulumi.Input<string>;
  /**
   * Whether visitors are sent to https; true is applied once the panel has a real certificate. Website only.
   * @default not managed
   */
  forceHttps?: pulumi.Input<boolean>;
  /**
   * `"request"`: asks the panel for a certificate where it has none, once its own check finds that one can be issued. Where it
   * cannot, a later `pulumi up` asks again: after 5 minutes, and after twice the time with each further one, up to a day.
   * Website only.
   * @default not requested; the panel issues one by itself once DNS leads to it
   */
  certificate?: pulumi.Input<"request">;
  /** Server: whether `www.<domain>` is added as well. Website: the panel serves www anyway, so it cannot be false. */
  www?: pulumi.Input<boolean>;
  /**
   * What to do when exactly this mapping is on the panel already: take it over, or fail.
   * @default the stack's `enhance:onExisting`, or "adopt"
   */
  onExisting?: pulumi.Input<"adopt" | "fail">;
  /**
   * A named connection of `enhance:connections`, where the stack works with several panels. Another way in to the same panel
   * takes no call.
   * @default the stack's own
   */
  connection?: pulumi.Input<string>;
}

/** What {@link EnhanceDomain.get} needs beside the id. */
export interface EnhanceDomainState {
  /** A named connection of `enhance:connections`. */
  connection?: pulumi.Input<string>;
}

const CLASS: ResourceClass = {
  type: "enhance:Domain",
  handler: "enhanceDomain",
  family: enhanceSettings,
  outputs: [
    "domain",
    "organizationId",
    "websiteId",
    "serverId",
    "kind",
    "documentRoot",
    "forceHttps",
    "names",
    "domainId",
    "mappingKind",
    "dnsStatus",
    "certificate",
    "certificateRequest",
    "requiredDnsRecords",
    "adopted",
    "panel",
  ],
  place: ["connection", "organizationId", "websiteId", "serverId"],
  madeOf: {
    names: ["domain", "www"],
    drift: ["domain", "www"],
    certificate: ["domain", "certificate"],
    certificateRequest: ["domain"],
    requiredDnsRecords: ["domain", "www"],
    organizationId: ["connection"],
    websiteId: ["connection"],
    serverId: ["connection"],
    panel: ["connection"],
  },
};

/**
 * A customer's domain on an Enhance panel, mapped to a website (or added to a server).
 *
 * The id is `organizationId/websiteId/domain`, or `servers/serverId/domain`. Destroying it removes the mapping, also one
 * that was adopted; the `retainOnDelete` option keeps it.
 */
export class EnhanceDomain extends pulumi.CustomResource {
  declare readonly domain: pulumi.Output<string>;
  declare readonly organizationId: pulumi.Output<string | undefined>;
  declare readonly websiteId: pulumi.Output<string | undefined>;
  declare readonly serverId: pulumi.Output<string | undefined>;
  /** As the panel has it, where it is declared. */
  declare readonly kind: pulumi.Output<MappingKind | undefined>;
  /** As the panel has it, where it is declared. */
  declare readonly documentRoot: pulumi.Output<string | undefined>;
  /** As the panel has it, where it is declared. */
  declare readonly forceHttps: pulumi.Output<boolean | undefined>;
  /** Every name that this resource owns and that is on the panel. */
  declare readonly names: pulumi.Output<string[]>;
  /** The panel's id of the domain. */
  declare readonly domainId: pulumi.Output<string>;
  /** What the panel has the domain as; none on a server. */
  declare readonly mappingKind: pulumi.Output<string | undefined>;
  /** Where the DNS pointed at the last look: on create and update, and on a refresh until it is `Resolved`. */
  declare readonly dnsStatus: pulumi.Output<DnsStatus | undefined>;
  /** The certificate, once the panel has a real one; never a key. */
  declare readonly certificate: pulumi.Output<Certificate | undefined>;
  /** How a requested certificate stands: `"issued"`, or how often it was asked for in vain, why, and when that may be done again. */
  declare readonly certificateRequest: pulumi.Output<"issued" | CertificateRequest | undefined>;
  /** The DNS records that lead the domain and its www name to the website's addresses, as the panel knows those. */
  declare readonly requiredDnsRecords: pulumi.Output<DnsRecord[]>;
  /** Whether the mapping was there before the resource was created; for information only. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** host:port of the panel. */
  declare readonly panel: pulumi.Output<string>;

  /** @throws pulumi.RunError where it cannot work, such as with a credential in clear in the stack's configuration */
  constructor(name: string, args: EnhanceDomainArgs, opts?: pulumi.CustomResourceOptions) {
    const registration = registered(CLASS, name, args, opts);
    const restoreStacks = withoutStacks();
    try {
      super(...registration);
    } catch (error) {
      throw restoreStacks(error);
    }
    restoreStacks();
  }

  /**
   * Looks up a domain that something else manages; it fails where there is none.
   *
   * @param id `organizationId/websiteId/domain` or `servers/serverId/domain`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: EnhanceDomainState = {},
    opts?: pulumi.CustomResourceOptions,
  ): EnhanceDomain {
    return new EnhanceDomain(name, state as EnhanceDomainArgs, { ...opts, id });
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Domains } from "../resource/declaration";
import { type ResourceClass, registered, withoutStacks } from "../resource/register";
import type { MappingKind } from "./api/mappings";
import type { CertificateRequest } from "./certificateRequests";
import { enhanceSettings } from "./settings";

/** What may be said of one name of an {@link EnhanceDomains}; what is left open is not managed. */
export interface EnhanceDomainOptions {
  /** What the domain is to the website. @default the panel makes an alias, and what is there stays */
  kind?: pulumi.Input<MappingKind>;
  /** Folder below the website's home, such as `public_html`. */
  documentRoot?: pulumi.Input<string>;
  /** Whether visitors are sent to https; true is applied once the panel has a real certificate. */
  forceHttps?: pulumi.Input<boolean>;
  /** `"request"`: asks the panel for a certificate where it has none, as for an `EnhanceDomain`. */
  certificate?: pulumi.Input<"request">;
}

/** One name as an {@link EnhanceDomains} has seen it on the panel. */
export interface EnhanceDomainSeen {
  readonly kind?: string;
  readonly documentRoot?: string;
  /** `"pending"` where it is declared and waits for a certificate. */
  readonly forceHttps?: boolean | "pending";
  /** How a requested certificate stands: `"issued"`, or how often it was asked for in vain, why, and when that may be done again. */
  readonly certificate?: "issued" | CertificateRequest;
}

/** Arguments of an {@link EnhanceDomains}. */
export interface EnhanceDomainsArgs {
  /**
   * The customers' domains: a list (or a `Set`, or another iterable) of names, or an object of names and options, where
   * `true`, or undefined, stands for none. Compared and sent in lower case and punycode. The panel serves www with each of
   * them. An update touches only the names that changed.
   */
  domains: Domains<EnhanceDomainOptions>;
  /**
   * The organization that owns the website: the customer's, not the reseller's above it. A change replaces the set.
   * @default the stack's `enhance:organizationId`, or `WU_ENHANCE_ORG_ID`
   */
  organizationId?: pulumi.Input<string>;
  /**
   * The website that serves the domains. A change replaces the set.
   * @default the stack's `enhance:websiteId`, or `WU_ENHANCE_WEBSITE_ID`
   */
  websiteId?: pulumi.Input<string>;
  /**
   * What to do when a name is mapped to the website already: take it over, or fail.
   * @default the stack's `enhance:onExisting`, or "adopt"
   */
  onExisting?: pulumi.Input<"adopt" | "fail">;
  /**
   * Whether domains that are on the website and that nobody declares go: a preview shows them first. Never a primary or
   * preview domain, nor what another resource of the program declares.
   * @default false
   */
  exclusive?: pulumi.Input<boolean>;
  /**
   * A named connection of `enhance:connections`, where the stack works with several panels. Another way in to the same panel
   * takes no call.
   * @default the stack's own
   */
  connection?: pulumi.Input<string>;
}

/** What {@link EnhanceDomains.get} needs beside the id. */
export interface EnhanceDomainsState {
  /** A named connection of `enhance:connections`. */
  connection?: pulumi.Input<string>;
}

const CLASS: ResourceClass = {
  type: "enhance:Domains",
  handler: "enhanceDomains",
  family: enhanceSettings,
  outputs: ["domains", "organizationId", "websiteId", "names", "adopted", "failed", "addresses", "panel"],
  place: ["connection", "organizationId", "websiteId"],
  madeOf: {
    domains: ["domains"],
    names: ["domains"],
    drift: ["domains"],
    adopted: ["domains"],
    failed: ["domains"],
    organizationId: ["connection"],
    websiteId: ["connection"],
    panel: ["connection"],
  },
};

/**
 * Many customers' domains on one website of an Enhance panel, in one resource: one entry of the state, few lists.
 *
 * The id is `organizationId/websiteId`. A name that fails leaves the others to land; what did not is told, and is a
 * difference until it is mended. Destroying the set removes its names from the panel, also those that were adopted.
 */
export class EnhanceDomains extends pulumi.CustomResource {
  /** The names that are there: `true`, or what of their options is declared, as the panel has it. */
  declare readonly domains: pulumi.Output<Record<string, true | EnhanceDomainSeen>>;
  declare readonly organizationId: pulumi.Output<string>;
  declare readonly websiteId: pulumi.Output<string>;
  /** Every name that this resource owns and that is on the panel. */
  declare readonly names: pulumi.Output<string[]>;
  /** Names that were there before; for information only. */
  declare readonly adopted: pulumi.Output<string[]>;
  /** Names that are not as declared, each with the reason. */
  declare readonly failed: pulumi.Output<Record<string, string>>;
  /** The website's addresses, which the names' A and AAAA records have to lead to. */
  declare readonly addresses: pulumi.Output<string[]>;
  /** host:port of the panel. */
  declare readonly panel: pulumi.Output<string>;

  /** @throws pulumi.RunError where it cannot work, such as with a credential in clear in the stack's configuration */
  constructor(name: string, args: EnhanceDomainsArgs, opts?: pulumi.CustomResourceOptions) {
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
   * Looks up the domains of a website, without its primary and preview; it fails where there is no such website.
   *
   * @param id `organizationId/websiteId`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: EnhanceDomainsState = {},
    opts?: pulumi.CustomResourceOptions,
  ): EnhanceDomains {
    return new EnhanceDomains(name, state as EnhanceDomainsArgs, { ...opts, id });
  }
}

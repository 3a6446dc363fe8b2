import * as pulumi from "@pulumi/pulumi";
import type { DnsRecord } from "../core/dns";
import { EnhanceDomain, type EnhanceDomainArgs } from "../enhance/domain";
import { HestiaWebAlias, type HestiaWebAliasArgs } from "../hestia/webAlias";
import { DomainReady, type DomainReadyArgs } from "../ready/domainReady";
import { runError } from "../resource/functions";

/** Where a domain goes on a Hestia panel; what is left open comes from the settings. */
export type MappedDomainOnHestia = Omit<HestiaWebAliasArgs, "domain" | "www">;

/** Where a domain goes on an Enhance panel; what is left open comes from the settings. */
export type MappedDomainOnEnhance = Omit<EnhanceDomainArgs, "domain" | "www">;

/** How a {@link MappedDomain} waits for its names. */
export type MappedDomainReady = Omit<DomainReadyArgs, "domains" | "requiredDnsRecords" | "addresses">;

/** Arguments of a {@link MappedDomain}. */
export interface MappedDomainArgs {
  /** The customer's domain, such as `acme.com`. */
  domain: pulumi.Input<string>;
  /** The panel that serves it, with the arguments of a `HestiaWebAlias` or an `EnhanceDomain`; `{ hestia: {} }` takes all from the settings. */
  on:
    | { readonly hestia: MappedDomainOnHestia; readonly enhance?: undefined }
    | { readonly enhance: MappedDomainOnEnhance; readonly hestia?: undefined };
  /** As the resource of the panel has it: on Hestia also `"auto"`; an Enhance website serves www anyway. */
  www?: pulumi.Input<boolean | "auto">;
  /**
   * Waits until the names lead to the panel and have certificates, with the arguments of a `DomainReady`. For many domains
   * make one `DomainReady` for all of them instead: each that waits holds one of the engine's places for work.
   * @default false
   */
  ready?: false | MappedDomainReady;
}

/** The component's type, which is a part of its children's URNs: it never changes. */
const TYPE = "pulumi-mapped-domains:index:MappedDomain";

/**
 * A customer's domain on one panel, whichever it is.
 *
 * Its children have the component's name, and are known by the URNs that they have without the component as well: moving a
 * `HestiaWebAlias` or an `EnhanceDomain` into a `MappedDomain` of the same name keeps its state, and makes no call.
 */
export class MappedDomain extends pulumi.ComponentResource {
  /** The mapping on the panel. */
  readonly mapping: HestiaWebAlias | EnhanceDomain;
  /** Every name that is mapped and on the panel. */
  readonly names: pulumi.Output<string[]>;
  /** The DNS records that lead the names to the panel. */
  readonly requiredDnsRecords: pulumi.Output<DnsRecord[]>;
  /** What waits for the names; undefined where nothing does. */
  readonly wait: DomainReady | undefined;
  /** Whether the names were ready when they were last looked at; undefined where nothing looks. */
  readonly ready: pulumi.Output<boolean | undefined>;

  /** @throws pulumi.RunError where it cannot work: `on` has not exactly one panel, or what the panel's resource refuses */
  constructor(name: string, args: MappedDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super(TYPE, name, {}, opts);
    const child: pulumi.CustomResourceOptions = {
      parent: this,
      aliases: [{ parent: opts?.parent ?? pulumi.rootStackResource }],
    };
    this.mapping = mappingOf(name, args, child);
    this.names = this.mapping.names;
    this.requiredDnsRecords = this.mapping.requiredDnsRecords;
    const { names, requiredDnsRecords } = this;
    const { ready = false } = args;
    this.wait =
      ready === false
        ? undefined
        : new DomainReady(name, { ...ready, domains: names, requiredDnsRecords }, child);
    this.ready = this.wait === undefined ? pulumi.output(undefined) : this.wait.ready;
    this.registerOutputs({ names, requiredDnsRecords, ready: this.ready });
  }
}

function mappingOf(
  name: string,
  { domain, on, www }: MappedDomainArgs,
  opts: pulumi.CustomResourceOptions,
): HestiaWebAlias | EnhanceDomain {
  const { hestia, enhance } = on ?? {};
  const names = { domain, ...(www === undefined ? {} : { www }) };
  if (hestia !== undefined && enhance === undefined)
    return new HestiaWebAlias(name, { ...hestia, ...names }, opts);
  if (enhance !== undefined && hestia === undefined)
    return new EnhanceDomain(
      name,
      { ...enhance, ...(names as Pick<EnhanceDomainArgs, "domain" | "www">) },
      opts,
    );
  throw runError(`MappedDomain ${name}: give one panel as \`on\`: { hestia: {…} } or { enhance: {…} }`);
}

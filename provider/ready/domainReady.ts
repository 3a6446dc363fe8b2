import * as pulumi from "@pulumi/pulumi";
import type { DnsRecord } from "../core/dns";
import { registeredWithoutNames } from "../resource/register";
import type { SiteCertificate } from "./handshake";
import type { DnsVerdict } from "./judge";

/** A list of things that other resources' outputs have lists of. */
type Lists<T> = pulumi.Input<readonly pulumi.Input<T | readonly T[]>[]>;

/** Arguments of a {@link DomainReady}. */
export interface DomainReadyArgs {
  /**
   * The names that are waited for: names, lists of names such as the output `names` of a mapping, or both. Of a wildcard,
   * `*.acme.com`, a name below it is looked at.
   */
  domains: Lists<string>;
  /**
   * The records that lead the names to their sites: the output `requiredDnsRecords` of a mapping, or a list with that of each.
   * Either these or `addresses`.
   */
  requiredDnsRecords?: Lists<DnsRecord>;
  /** The addresses that all names have to lead to, such as the output `addresses` of a set. */
  addresses?: Lists<string>;
  /**
   * What is waited for: `"dns"`, that the names lead to their addresses and to no others; `"https"`, that the web servers
   * there have a certificate for each which a browser accepts, too.
   * @default "https"
   */
  waitFor?: pulumi.Input<"dns" | "https">;
  /** The port of the sites. @default 443 */
  port?: pulumi.Input<number>;
  /**
   * The resolvers that are asked, such as `"1.1.1.1"` or `"ns1.acme.com:53"`.
   * @default the system's
   */
  resolvers?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Seconds from one look to the next, at least 10. @default 300 */
  checkInterval?: pulumi.Input<number>;
  /** Seconds after which the wait fails; with 0 there is one look. @default 3600 */
  timeout?: pulumi.Input<number>;
}

/** What {@link DomainReady.get} looks at. */
export type DomainReadyState = Omit<DomainReadyArgs, "checkInterval" | "timeout">;

/** What DNS says of a name. */
export interface DomainDns {
  status: DnsVerdict;
  /** The addresses that it leads to. */
  addresses: string[];
}

const MADE_OF = ["domains", "requiredDnsRecords", "addresses"];

const CLASS = {
  type: "domains:Ready",
  handler: "domainReady",
  outputs: ["domains", "ready", "dns", "certificates", "waiting"],
  madeOf: {
    domains: ["domains"],
    requiredDnsRecords: ["requiredDnsRecords"],
    addresses: ["addresses"],
    dns: MADE_OF,
    certificates: MADE_OF,
    waiting: MADE_OF,
  },
};

/**
 * Waits until domains lead to their sites, and until these have certificates for them: for any number of domains in one
 * resource. Give it `dependsOn` of the DNS records that are made from `requiredDnsRecords`.
 *
 * The id is `ready`. Destroying it changes nothing anywhere.
 */
export class DomainReady extends pulumi.CustomResource {
  /** The names that are waited for. */
  declare readonly domains: pulumi.Output<Record<string, true>>;
  /** Whether all of them were ready when they were last looked at. */
  declare readonly ready: pulumi.Output<boolean>;
  /** What DNS says, by name. */
  declare readonly dns: pulumi.Output<Record<string, DomainDns>>;
  /** The certificates of the names that have one which browsers accept. */
  declare readonly certificates: pulumi.Output<Record<string, SiteCertificate>>;
  /** What is waited for of each name that is not ready, and what to do about it. */
  declare readonly waiting: pulumi.Output<Record<string, string>>;

  /** @throws pulumi.RunError where it cannot work */
  constructor(name: string, args: DomainReadyArgs, opts?: pulumi.CustomResourceOptions) {
    super(...registeredWithoutNames(CLASS, name, args, opts));
  }

  /**
   * Looks at domains once, in every run, and never waits.
   *
   * @param id `ready`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: DomainReadyState,
    opts?: pulumi.CustomResourceOptions,
  ): DomainReady {
    // The engine reads in previews as well, and not where it does not know the id: so it waits for what is to be looked at.
    const known = pulumi.all([id, state]).apply(([one]) => one);
    return new DomainReady(name, state, { ...opts, id: pulumi.unsecret(known) });
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { DnsRecord } from "../core/dns";
import { type ResourceClass, registered, withoutStacks } from "../resource/register";
import type { Restart } from "./api/restart";
import { hestiaSettings } from "./settings";

/** Arguments of a {@link HestiaWebAlias}. */
export interface HestiaWebAliasArgs {
  /**
   * The customer's domain, such as `acme.com`. Compared and sent in lower case and punycode; `*.acme.com` is allowed.
   * A change replaces the alias.
   */
  domain: pulumi.Input<string>;
  /**
   * The panel's account that owns the web domain. A change replaces the alias.
   * @default the stack's `hestia:account`, or `WU_HESTIA_ACCOUNT`
   */
  account?: pulumi.Input<string>;
  /**
   * The web domain, already on the panel, that serves the site. A change replaces the alias.
   * @default the stack's `hestia:webDomain`, or `WU_HESTIA_WEB_DOMAIN`
   */
  webDomain?: pulumi.Input<string>;
  /**
   * Whether `www.<domain>` is mapped as well. `"auto"` maps it beside a name that can be registered (acme.com,
   * acme.co.uk, acme.eu.org), and not beside a deeper one or a host of a platform (acme.github.io); it is decided once, when
   * the alias is created.
   * @default the stack's `hestia:www`, or false; left open, an existing alias keeps what it has
   */
  www?: pulumi.Input<boolean | "auto">;
  /**
   * What the web server does after the write: the panel's own values, and `"graceful"` for a configuration test and
   * a reload in place of a full restart. Of writes that queue up, the last carries it.
   * @default the stack's `hestia:restart`, or `WU_HESTIA_RESTART`, or "yes"
   */
  restart?: pulumi.Input<Restart>;
  /**
   * What to do when exactly this mapping is on the panel already: take it over, or fail.
   * @default the stack's `hestia:onExisting`, or "adopt"
   */
  onExisting?: pulumi.Input<"adopt" | "fail">;
  /**
   * A named connection of `hestia:connections`, where the stack works with several panels. Another way in to the same panel
   * takes no call.
   * @default the stack's own
   */
  connection?: pulumi.Input<string>;
}

/** What {@link HestiaWebAlias.get} needs beside the id. */
export interface HestiaWebAliasState {
  /** A named connection of `hestia:connections`. */
  connection?: pulumi.Input<string>;
}

const CLASS: ResourceClass = {
  type: "hestia:WebAlias",
  handler: "hestiaWebAlias",
  family: hestiaSettings,
  outputs: [
    "domain",
    "account",
    "webDomain",
    "www",
    "names",
    "adopted",
    "loaded",
    "panel",
    "requiredDnsRecords",
  ],
  place: ["connection", "account", "webDomain"],
  madeOf: {
    www: ["domain"],
    names: ["domain", "www"],
    drift: ["domain", "www"],
    requiredDnsRecords: ["domain", "www"],
    account: ["connection"],
    webDomain: ["connection"],
    panel: ["connection"],
  },
};

/**
 * A customer's domain as an alias of a HestiaCP web domain.
 *
 * The id is `account/webDomain/domain`. Destroying it removes the alias from the panel, also one that was adopted;
 * the `retainOnDelete` option keeps it.
 */
export class HestiaWebAlias extends pulumi.CustomResource {
  declare readonly domain: pulumi.Output<string>;
  declare readonly account: pulumi.Output<string>;
  declare readonly webDomain: pulumi.Output<string>;
  /** Whether this alias owns the www name too. */
  declare readonly www: pulumi.Output<boolean>;
  /** Every name that this resource owns and that is on the panel. */
  declare readonly names: pulumi.Output<string[]>;
  /** Whether names were there before the resource was created; for information only. */
  declare readonly adopted: pulumi.Output<boolean>;
  /**
   * `false` where names are stored and not served, since the web server could not be restarted or the panel leaves them out of
   * its configuration; not set otherwise. It is a difference until an update has the web server load them.
   */
  declare readonly loaded: pulumi.Output<false | undefined>;
  /** host:port of the panel. */
  declare readonly panel: pulumi.Output<string>;
  /** The DNS records that lead the names to `hestia:publicAddresses`, else to the addresses that the panel has. */
  declare readonly requiredDnsRecords: pulumi.Output<DnsRecord[]>;

  /** @throws pulumi.RunError where it cannot work, such as with a credential in clear in the stack's configuration */
  constructor(name: string, args: HestiaWebAliasArgs, opts?: pulumi.CustomResourceOptions) {
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
   * Looks up an alias that something else manages; it fails where there is none.
   *
   * @param id `account/webDomain/domain`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: HestiaWebAliasState = {},
    opts?: pulumi.CustomResourceOptions,
  ): HestiaWebAlias {
    return new HestiaWebAlias(name, state as HestiaWebAliasArgs, { ...opts, id });
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Domains } from "../resource/declaration";
import { type ResourceClass, registered, withoutStacks } from "../resource/register";
import type { Restart } from "./api/restart";
import { hestiaSettings } from "./settings";

/** What may be said of one name of a {@link HestiaWebAliases}. */
export interface HestiaWebAliasOptions {
  /** Whether `www.<domain>` is mapped as well; `"auto"` beside a name that can be registered. @default the set's `www` */
  www?: pulumi.Input<boolean | "auto">;
}

/** Arguments of a {@link HestiaWebAliases}. */
export interface HestiaWebAliasesArgs {
  /**
   * The customers' domains: a list (or a `Set`, or another iterable) of names, or an object of names and options, where
   * `true`, or undefined, stands for none. Compared and sent in lower case and punycode; `*.acme.com` is allowed. An update
   * touches only the names that changed.
   */
  domains: Domains<HestiaWebAliasOptions>;
  /**
   * The panel's account that owns the web domain. A change replaces the set.
   * @default the stack's `hestia:account`, or `WU_HESTIA_ACCOUNT`
   */
  account?: pulumi.Input<string>;
  /**
   * The web domain, already on the panel, that serves the site. A change replaces the set.
   * @default the stack's `hestia:webDomain`, or `WU_HESTIA_WEB_DOMAIN`
   */
  webDomain?: pulumi.Input<string>;
  /**
   * Whether each name's www name is mapped as well, where its options do not say. Names that cannot have one, such as
   * `*.acme.com`, go without. Left open or `"auto"`, it is decided once for each name.
   * @default the stack's `hestia:www`, or false
   */
  www?: pulumi.Input<boolean | "auto">;
  /**
   * What the web server does after the last write.
   * @default the stack's `hestia:restart`, or `WU_HESTIA_RESTART`, or "yes"
   */
  restart?: pulumi.Input<Restart>;
  /**
   * What to do when a name is on the web domain already: take it over, or fail.
   * @default the stack's `hestia:onExisting`, or "adopt"
   */
  onExisting?: pulumi.Input<"adopt" | "fail">;
  /**
   * Whether aliases that are on the web domain and that nobody declares go: a preview shows them first. Never the web
   * domain's own www name, nor what another resource of the program declares.
   * @default false
   */
  exclusive?: pulumi.Input<boolean>;
  /**
   * A named connection of `hestia:connections`, where the stack works with several panels. Another way in to the same panel
   * takes no call.
   * @default the stack's own
   */
  connection?: pulumi.Input<string>;
}

/** What {@link HestiaWebAliases.get} needs beside the id. */
export interface HestiaWebAliasesState {
  /** A named connection of `hestia:connections`. */
  connection?: pulumi.Input<string>;
}

const CLASS: ResourceClass = {
  type: "hestia:WebAliases",
  handler: "hestiaWebAliases",
  family: hestiaSettings,
  outputs: ["domains", "account", "webDomain", "names", "adopted", "failed", "loaded", "addresses", "panel"],
  place: ["connection", "account", "webDomain"],
  madeOf: {
    domains: ["domains", "www"],
    names: ["domains", "www"],
    drift: ["domains", "www"],
    adopted: ["domains", "www"],
    failed: ["domains", "www"],
    account: ["connection"],
    webDomain: ["connection"],
    panel: ["connection"],
  },
};

/**
 * Many customers' domains as aliases of one HestiaCP web domain, in one resource: one entry of the state, one list, few
 * writes.
 *
 * The id is `account/webDomain`. A name that fails leaves the others to land; what did not is told, and is a difference
 * until it is mended. Destroying the set removes its names from the panel, also those that were adopted.
 */
export class HestiaWebAliases extends pulumi.CustomResource {
  /** The names that are there: `true`, or with `www` where the www name is the set's as well. */
  declare readonly domains: pulumi.Output<Record<string, true | { www: true | "alone" | "missing" }>>;
  declare readonly account: pulumi.Output<string>;
  declare readonly webDomain: pulumi.Output<string>;
  /** Every name that this resource owns and that is on the panel. */
  declare readonly names: pulumi.Output<string[]>;
  /** Names that were there before; for information only. */
  declare readonly adopted: pulumi.Output<string[]>;
  /** Names that are not as declared, each with the reason. */
  declare readonly failed: pulumi.Output<Record<string, string>>;
  /** `hestia:publicAddresses`, else the web domain's addresses on the panel, which the names' A and AAAA records have to lead to. */
  declare readonly addresses: pulumi.Output<string[]>;
  /**
   * `false` where names are stored and not served, since the web server could not be restarted or the panel leaves them out of
   * its configuration; not set otherwise. It is a difference until an update has the web server load them.
   */
  declare readonly loaded: pulumi.Output<false | undefined>;
  /** host:port of the panel. */
  declare readonly panel: pulumi.Output<string>;

  /** @throws pulumi.RunError where it cannot work, such as with a credential in clear in the stack's configuration */
  constructor(name: string, args: HestiaWebAliasesArgs, opts?: pulumi.CustomResourceOptions) {
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
   * Looks up all aliases of a web domain; it fails where there is no such web domain.
   *
   * @param id `account/webDomain`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: HestiaWebAliasesState = {},
    opts?: pulumi.CustomResourceOptions,
  ): HestiaWebAliases {
    return new HestiaWebAliases(name, state as HestiaWebAliasesArgs, { ...opts, id });
  }
}

import type * as pulumi from "@pulumi/pulumi";
import type { SettingsFamily } from "../core/settings";
import { domainAndWww, domainsOfSet, namesOfSet, registration } from "./declaration";
import { refuseUnusable } from "./refusals";
import { keepSecrets, type MadeOf } from "./secrecy";

/** What a resource's class tells the engine. */
export interface ResourceClass {
  /** Behind `pulumi-nodejs:dynamic/`. */
  readonly type: string;
  /** What the host module calls it. */
  readonly handler: string;
  readonly family: SettingsFamily;
  readonly outputs: readonly string[];
  /** The inputs that name a place on a panel. */
  readonly place: readonly string[];
  /** What is made of which arguments, and so is as secret as they are. */
  readonly madeOf: MadeOf;
}

/**
 * What the constructor of a dynamic resource hands to the engine.
 *
 * @throws pulumi.RunError where it cannot work, such as with a credential in clear in the stack's configuration
 */
export function registered(
  resource: ResourceClass,
  name: string,
  args: { readonly domain?: unknown; readonly domains?: unknown },
  opts: pulumi.CustomResourceOptions | undefined,
): [type: string, name: string, props: pulumi.Inputs, opts: pulumi.CustomResourceOptions | undefined] {
  const { type, family, outputs, madeOf } = resource;
  refuseUnusable(family, opts);
  const domains = outputs.includes("domains") ? { domains: domainsOfSet(args.domains) } : undefined;
  const names = domains === undefined ? domainAndWww(args) : namesOfSet(domains.domains);
  const kept = keepSecrets({ ...args, ...domains }, madeOf, opts);
  const properties = registration(name, resource, kept.args, opts, names);
  return [`pulumi-nodejs:dynamic/${type}`, name, properties, kept.opts];
}

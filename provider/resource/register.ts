import type * as pulumi from "@pulumi/pulumi";
import type { SettingsFamily } from "../core/settings";
import { domainAndWww, domainsOfSet, namesOfSet, registration } from "./declaration";
import { refuseUnusable } from "./refusals";
import { keepSecrets, type MadeOf } from "./secrecy";

/** What the class of any resource tells the engine. */
interface AnyClass {
  /** Behind `pulumi-nodejs:dynamic/`. */
  readonly type: string;
  /** What the host module calls it. */
  readonly handler: string;
  readonly outputs: readonly string[];
  /** What is made of which arguments, and so is as secret as they are. */
  readonly madeOf: MadeOf;
}

/** What the class of a resource on a panel tells the engine. */
export interface ResourceClass extends AnyClass {
  readonly family: SettingsFamily;
  /** The inputs that name a place on a panel. */
  readonly place: readonly string[];
}

type Registered = [
  type: string,
  name: string,
  props: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions | undefined,
];

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
): Registered {
  const { type, family, outputs, madeOf } = resource;
  refuseUnusable(family, opts);
  const domains = outputs.includes("domains") ? { domains: domainsOfSet(args.domains) } : undefined;
  const names = domains === undefined ? domainAndWww(args) : namesOfSet(domains.domains);
  const kept = keepSecrets({ ...args, ...domains }, madeOf, opts);
  const properties = registration(name, resource, kept.args, opts, names);
  return [`pulumi-nodejs:dynamic/${type}`, name, properties, kept.opts];
}

/**
 * Has errors keep no stack until the returned function is called, which gives one to an error without. The SDK keeps a stack of
 * each of the four promises that it makes of a property. They take most of the time of a program with hundreds of resources, and only
 * PULUMI_DEBUG_PROMISE_LEAKS shows them. Where in the program a resource is made, the SDK finds out all the same; only a registration
 * that fails in the SDK itself, later on, does not tell.
 */
export function withoutStacks(): (error?: unknown) => unknown {
  const { stackTraceLimit } = Error;
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) Error.stackTraceLimit = 0;
  return function restore(error) {
    Error.stackTraceLimit = stackTraceLimit;
    if (error instanceof Error && error.stack?.includes("\n    at ") !== true)
      Error.captureStackTrace(error, restore);
    return error;
  };
}

/**
 * The same for a resource that has no names on a panel: it claims none, whatever it is given.
 *
 * @throws pulumi.RunError where it cannot work
 */
export function registeredWithoutNames(
  resource: AnyClass,
  name: string,
  args: object,
  opts: pulumi.CustomResourceOptions | undefined,
): Registered {
  const { type, madeOf } = resource;
  refuseUnusable(undefined, opts);
  const kept = keepSecrets(args, madeOf, opts);
  const properties = registration(name, resource, kept.args, opts, { own: [], releasable: [] });
  return [`pulumi-nodejs:dynamic/${type}`, name, properties, kept.opts];
}

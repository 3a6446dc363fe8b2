import * as pulumi from "@pulumi/pulumi";
import { isLater } from "./declaration";

/**
 * The inputs and outputs that are made of arguments, each with those arguments. An argument can stand there itself: what
 * a check makes of a list is no list any more, and has nothing of the secrets in it.
 */
export type MadeOf = Readonly<Record<string, readonly string[]>>;

/**
 * Keeps what is made of a secret argument a secret. The engine knows the inputs that are registered as secrets, whatever
 * a check makes of them later, so each gets a place there; and the options name such outputs.
 */
export function keepSecrets<Args extends object>(
  args: Args,
  madeOf: MadeOf,
  opts: pulumi.CustomResourceOptions | undefined,
): { args: Args; opts: pulumi.CustomResourceOptions | undefined } {
  const given: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(args));
  const places: Record<string, unknown> = {};
  const secretOutputs = [...(opts?.additionalSecretOutputs ?? [])];
  for (const [property, sources] of Object.entries(madeOf)) {
    const value = given[property];
    const isMade = value === undefined || value === "auto" || sources.includes(property);
    const later = sources.map((source) => given[source]).filter(holdsLater);
    if (!isMade || later.length === 0) continue;
    places[property] = anySecret(later).then((secret) => {
      if (!secret) return value;
      // The SDK reads the options when all properties are there.
      secretOutputs.push(property);
      return pulumi.secret(value ?? null);
    });
  }
  if (Object.keys(places).length === 0) return { args, opts };
  return { args: { ...args, ...places }, opts: { ...opts, additionalSecretOutputs: secretOutputs } };
}

/** Whether something is, or has in it, what only an output or a promise will tell: nothing else can be a secret. */
function holdsLater(value: unknown): boolean {
  if (isLater(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsLater);
}

async function anySecret(values: readonly unknown[]): Promise<boolean> {
  const secrets = await Promise.all(values.map((value) => pulumi.isSecret(pulumi.output(value))));
  return secrets.includes(true);
}

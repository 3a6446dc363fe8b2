import * as pulumi from "@pulumi/pulumi";
import type { Elsewhere } from "./claims";
import { DECLARATION, ELSEWHERE, OWN_PROVIDER, PROVIDER } from "./dynamic";
import { comparable } from "./hostnames";

/** The package whose host module every state names. */
export const PACKAGE = "pulumi-mapped-domains";

let declarations = 0;

/** What the constructors of one run of a program have found out. */
class Program {
  /** How many declarations have a name. */
  readonly declared = new Map<string, number>();
  /** Declarations with names that only an output, or a promise, will tell. */
  readonly open = new Set<string>();
  /** What is in order, such as the credentials of a namespace. */
  readonly checked = new Set<string>();
  /** Settles when the constructors of the present turn have run, of which a program has all or most in one. */
  #turn: Promise<void> | undefined;

  endOfTurn(): Promise<void> {
    this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = undefined;
        resolve();
      });
    });
    return this.#turn;
  }
}

const programs = new WeakMap<object, Program>();
const noMonitor = {};

/** With the Automation API one process runs many programs, also at once; each talks to a monitor of its own. */
export function program(): Program {
  const monitor = pulumi.runtime.getMonitor() ?? noMonitor;
  const known = programs.get(monitor) ?? new Program();
  programs.set(monitor, known);
  return known;
}

/** The names of a declaration, as far as they are known when it is constructed. */
export interface DeclaredNames {
  /** What the resource maps. */
  readonly own: readonly unknown[];
  /** What it may have mapped before, and could let go; all that there are where it may be any. */
  readonly letsGo: readonly string[] | "any";
}

/**
 * The properties with which a resource is registered: its arguments, a place for each output, and the provider text.
 * The text is a constant without path or version, so that neither an upgrade nor another package manager shows as
 * a change, and it is what the engine writes into the state of each resource twice.
 */
export function registration(
  name: string,
  handler: string,
  args: object,
  outputs: readonly string[],
  opts: pulumi.CustomResourceOptions | undefined,
  names: DeclaredNames,
): pulumi.Inputs {
  const places = Object.fromEntries(outputs.map((output) => [output, undefined]));
  const provider = { [PROVIDER]: `exports.handler=()=>require("${PACKAGE}/host").${handler}` };
  // A resource that is only looked up is not declared here: it claims nothing.
  if (opts?.id !== undefined) return { ...places, ...args, ...provider };
  declarations += 1;
  const declaration = `${name}#${declarations}`;
  const hidden = {
    [DECLARATION]: declaration,
    [ELSEWHERE]: elsewhere(declaration, names),
    [OWN_PROVIDER]: hasOwnProvider(opts) ? true : undefined,
  };
  return { ...places, ...args, ...provider, ...hidden };
}

/** The package of all dynamic resources, as the engine knows it. */
const DYNAMIC = "pulumi-nodejs";

/** Whether the program gives the resource a provider of its own, by an option or by a parent's. */
function hasOwnProvider(opts: pulumi.CustomResourceOptions | undefined): boolean {
  // The SDK leaves it out of its types.
  const own = opts?.provider as { getPackage(): string } | undefined;
  return (
    own?.getPackage() === DYNAMIC || opts?.parent?.getProvider(`${DYNAMIC}:dynamic:Resource`) !== undefined
  );
}

/** The names of a resource with one domain: it may let go of its www name and live on. */
export function domainAndWww({ domain, www }: { domain: unknown; www?: unknown }): DeclaredNames {
  const wwwName = typeof domain === "string" ? `www.${domain}` : "";
  return { own: www === true ? [domain, wwwName] : [domain], letsGo: [wwwName] };
}

/** The names of a set, which may let go of any. */
export function namesOfSet(domains: unknown): DeclaredNames {
  const isRecord = typeof domains === "object" && domains !== null && !isLater(domains);
  const names = Array.isArray(domains) ? domains : isRecord ? Object.keys(domains) : [domains];
  return { own: names, letsGo: "any" };
}

/**
 * The names of a set as they are registered. `true` becomes the "no options" that it stands for: in the state it is a
 * name without its www name, and with the `ignoreChanges` option the engine sends what is in the state.
 */
export function domainsOfSet(domains: unknown): unknown {
  if (isLater(domains)) return outputOf(domains).apply(domainsOfSet);
  if (typeof domains !== "object" || domains === null || Array.isArray(domains)) return domains;
  return Object.fromEntries(Object.entries(domains).map(([name, said]) => [name, optionsOf(said)]));
}

const optionsOf = (said: unknown): unknown =>
  isLater(said) ? outputOf(said).apply(optionsOf) : said === true ? {} : said;

export const isLater = (value: unknown): boolean =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const outputOf = (value: unknown): pulumi.Output<unknown> => pulumi.output(value);

/** What the program's other resources declare, of what this one may let go. */
async function elsewhere(
  declaration: string,
  { own, letsGo }: DeclaredNames,
): Promise<Elsewhere | undefined> {
  const run = program();
  const { declared, open } = run;
  const mine = new Set(own.filter((name) => typeof name === "string").map(comparable));
  for (const name of mine) declared.set(name, (declared.get(name) ?? 0) + 1);
  if (mine.size < own.length) open.add(declaration);
  await run.endOfTurn();
  const candidates = letsGo === "any" ? [...declared.keys()] : letsGo.map(comparable);
  const names = candidates.filter((name) => (declared.get(name) ?? 0) > (mine.has(name) ? 1 : 0));
  const unknown = letsGo === "any" ? [...open].filter((other) => other !== declaration) : [];
  return names.length + unknown.length === 0 ? undefined : { names, unknown };
}

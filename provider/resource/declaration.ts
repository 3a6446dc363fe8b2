import { setImmediate } from "node:timers/promises";
import { types } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { comparable } from "../core/hostnames";
import type { Elsewhere } from "./claims";
import { DECLARATION, type Declaration, PROVIDER, type ProgramFacts, type Properties } from "./dynamic";
import { Session } from "./session";

/** The package whose host module every state names. */
export const PACKAGE = "pulumi-mapped-domains";

/** Of so many places a constructor tells: an input of some 10 kB. */
const MOST_PLACES = 100;

let declarations = 0;

/** What the constructors of one run of a program have found out. */
class Program {
  /** How many declarations have a name. */
  readonly declared = new Map<string, number>();
  /** Declarations with names that only an output, a promise, or the state will tell. */
  readonly open = new Set<string>();
  /** What is in order, such as the credentials of a namespace. */
  readonly checked = new Set<string>();
  /**
   * How many declarations of names tell their checks of themselves, by the provider that the program gives them: each has a host
   * process of its own.
   */
  readonly declarations = new Map<unknown, number>();
  /** Namespaces of panels with an exclusive set that was registered with what was known of the program by then. */
  readonly exclusive = new Set<string>();
  /** Places at which resources are declared, by the namespace of their panels' settings, each once and with its number. */
  readonly #places = new Map<string, { all: Properties[]; numbers: Map<string, number> }>();
  /** For what the program asks panels: its calls share their bounds, lists, and refusals. */
  readonly session = configuredSession();
  /** Settles when the constructors of the present turn have run, of which a program has all or most in one. */
  #turn: Promise<void> | undefined;

  /** @returns the place's number */
  notePlace(namespace: string, place: Properties): number {
    const { all, numbers } = this.#places.get(namespace) ?? { all: [], numbers: new Map<string, number>() };
    this.#places.set(namespace, { all, numbers });
    const key = JSON.stringify(place);
    const number = numbers.get(key) ?? all.push(place) - 1;
    numbers.set(key, number);
    return number;
  }

  /**
   * A place, and others of those that were noted about the same time. The engine checks resources in another order than that of
   * their constructors, so that each has to tell of as many as can be looked at ahead.
   */
  placesAround(namespace: string, number: number): Properties[] {
    const first = number - (number % MOST_PLACES);
    return this.#places.get(namespace)?.all.slice(first, first + MOST_PLACES) ?? [];
  }

  endOfTurn(): Promise<void> {
    this.#turn ??= setImmediate().then(() => {
      this.#turn = undefined;
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

/** A session of the program itself, for what it asks a panel outside of any resource; where no engine runs, a new one. */
export const programSession = (): Session =>
  pulumi.runtime.getMonitor() === undefined ? configuredSession() : program().session;

function configuredSession(): Session {
  const session = new Session();
  session.configure({ get: (key) => pulumi.runtime.getConfig(key) });
  return session;
}

/** What of a resource's class its registration needs. */
interface Registered {
  readonly handler: string;
  readonly outputs: readonly string[];
  /** Of a resource that has names on a panel. */
  readonly family?: { readonly namespace: string };
  /** The inputs that name a place on a panel. */
  readonly place?: readonly string[];
}

/** The names of a declaration, as far as they are known when it is constructed. */
interface DeclaredNames {
  /** What the resource maps. */
  readonly own: readonly unknown[];
  /** What it may have mapped before, and could release. */
  readonly releasable: readonly string[] | "any";
}

/**
 * The properties with which a resource is registered: its arguments, a place for each output, and the provider text.
 * The text is a constant without path or version, so that neither an upgrade nor another package manager shows as
 * a change, and it is what the engine writes into the state of each resource twice.
 */
export function registration(
  name: string,
  { handler, outputs, family, place = [] }: Registered,
  args: object,
  opts: pulumi.CustomResourceOptions | undefined,
  names: DeclaredNames,
): pulumi.Inputs {
  const places = Object.fromEntries(outputs.map((output) => [output, undefined]));
  const provider = { [PROVIDER]: `exports.handler=()=>require("${PACKAGE}/host").${handler}` };
  // A resource that is only looked up is not declared here: it claims nothing.
  if (opts?.id !== undefined) return { ...places, ...args, ...provider };
  declarations += 1;
  const id = `${name}#${declarations}`;
  const elsewhere = noteNames(id, names, keepsNames(opts));
  const facts = family && notePlace(family.namespace, placeIn(args, place), isExclusive(args), opts);
  const told = (): Declaration => ({
    id,
    ignored: opts?.ignoreChanges ?? [],
    isOwnProvider: ownProvider(opts) !== undefined,
    elsewhere: elsewhere(),
    program: facts?.(),
  });
  const declaration = program()
    .endOfTurn()
    .then(() => JSON.stringify(told()));
  return { ...places, ...args, ...provider, [DECLARATION]: declaration };
}

/** A name, all of a set, or one of a set: with or without quotes. Options of a name lie deeper. */
const NAMES = /^(?:domain|domains(?:\.[^.[]+|\[[^\]]*\])?)$/;

/** Whether the engine takes names from the state in place of the program's. */
const keepsNames = (opts: pulumi.CustomResourceOptions | undefined): boolean =>
  opts?.ignoreChanges?.some((path) => NAMES.test(path)) === true;

/** The inputs that name a place, as far as the program gives them as text; undefined where one is not known yet. */
function placeIn(args: object, place: readonly string[]): Properties | undefined {
  const given = Object.entries(args).filter(([input, value]) => place.includes(input) && value !== undefined);
  return given.every(([, value]) => typeof value === "string") ? Object.fromEntries(given) : undefined;
}

/**
 * Notes a resource and its place.
 *
 * @returns what is known of the program when all constructors of the present turn have run
 */
function notePlace(
  namespace: string,
  place: Properties | undefined,
  hasOthersGo: boolean,
  opts: pulumi.CustomResourceOptions | undefined,
): () => ProgramFacts {
  const run = program();
  const number = place === undefined ? 0 : run.notePlace(namespace, place);
  // With this option the engine sends the inputs of the last run, and these facts with none of them.
  const counted = opts?.ignoreChanges?.includes("*") === true ? 0 : 1;
  const provider = ownProvider(opts);
  run.declarations.set(provider, (run.declarations.get(provider) ?? 0) + counted);
  if (run.exclusive.delete(namespace)) warnOfLate();
  return () => {
    if (hasOthersGo) run.exclusive.add(namespace);
    return {
      isPreview: pulumi.runtime.isDryRun(),
      declarations: run.declarations.get(provider) ?? 0,
      places: run.placesAround(namespace, number),
    };
  };
}

/** The package of all dynamic resources, as the engine knows it. */
const DYNAMIC = "pulumi-nodejs";

/** The provider of its own that the program gives a resource, by an option or by a parent's. */
function ownProvider(opts: pulumi.CustomResourceOptions | undefined): unknown {
  // The SDK leaves it out of its types.
  const own = opts?.provider as { getPackage(): string } | undefined;
  if (own?.getPackage() === DYNAMIC) return own;
  return opts?.parent?.getProvider(`${DYNAMIC}:dynamic:Resource`);
}

const isExclusive = (args: { exclusive?: unknown }): boolean =>
  args.exclusive !== undefined && args.exclusive !== false;

/** An exclusive set takes for undeclared what the program declares only after it has been registered. */
function warnOfLate(): void {
  void pulumi.log.warn(
    "This program makes resources after an exclusive set, in an `await` or an `apply`: the set removes their names where it is " +
      "updated first. Make all of them before the program first waits, or make the set last.",
  );
}

/** The names of a resource with one domain: it may release its www name and live on. */
export function domainAndWww({ domain, www }: { domain?: unknown; www?: unknown }): DeclaredNames {
  const wwwName = typeof domain === "string" ? `www.${domain}` : "";
  return { own: www === true ? [domain, wwwName] : [domain], releasable: [wwwName] };
}

/**
 * The names of a set: a list or another iterable of names, or an object of names and options, where `true`, or nothing,
 * stands for no options.
 */
export type Domains<Options> = pulumi.Input<
  | readonly pulumi.Input<string>[]
  | ReadonlySet<pulumi.Input<string>>
  | IterableIterator<pulumi.Input<string>>
  | Readonly<Record<string, pulumi.Input<true | Options | undefined>>>
>;

/** The names of a set, which may release any; as `domainsOfSet` makes them. */
export function namesOfSet(domains: unknown): DeclaredNames {
  const isRecord = typeof domains === "object" && domains !== null && !isLater(domains);
  const names = Array.isArray(domains) ? domains : isRecord ? Object.keys(domains) : [domains];
  return { own: names, releasable: "any" };
}

/**
 * The names of a set as they are registered. An iterable becomes a list, and what the engine would be sent as an object
 * without anything in it becomes words, which `check` refuses: a set without names is one whose names go. `true` becomes the
 * "no options" that it stands for: in the state it is a name without its www name, and with the `ignoreChanges` option the
 * engine sends what is in the state.
 */
export function domainsOfSet(domains: unknown): unknown {
  if (isLater(domains)) return onceKnown(domains, domainsOfSet);
  if (isIterable(domains)) {
    const list = [...domains];
    const areNames = list.every((one) => typeof one === "string" || isLater(one));
    return Array.isArray(domains) || (areNames && !types.isMap(domains)) ? list : nameOfKind(domains);
  }
  if (!isPlainObject(domains)) return nameOfKind(domains);
  return Object.fromEntries(Object.entries(domains).map(([name, said]) => [name, optionsOf(said)]));
}

function optionsOf(said: unknown): unknown {
  if (isLater(said)) return onceKnown(said, optionsOf);
  if (said === true || said === undefined) return {};
  return isPlainObject(said) || Array.isArray(said) ? said : nameOfKind(said);
}

type Later = pulumi.Output<unknown> | Promise<unknown>;

export const isLater = (value: unknown): value is Later =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

/** Not by `pulumi.output`, which makes a plain object of whatever it finds. */
const onceKnown = (value: Later, then: (known: unknown) => unknown): unknown =>
  value instanceof Promise ? value.then(then) : value.apply(then);

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

/** Whether an object is no instance of a class; the prototype of another realm's object is not ours. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a function or an instance of a class is, in words; any other value as it is. */
function nameOfKind(value: unknown): unknown {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return value;
  const kind = `an instance of ${value.constructor?.name || "a class"}`;
  return types.isMap(value) ? `${kind}, of which Object.fromEntries makes an object` : kind;
}

/** A name as its check will have it: spaces around it go. */
const comparableText = (name: string): string => comparable(name.trim());

/**
 * Notes the names of a declaration.
 *
 * @param hasOthers whether it may also have names that the program does not tell
 * @returns when all constructors of the present turn have run, what the program's other resources declare, of what this one may
 * release
 */
function noteNames(
  declaration: string,
  { own, releasable }: DeclaredNames,
  hasOthers: boolean,
): () => Elsewhere | undefined {
  const { declared, open } = program();
  const texts = own.filter((name) => typeof name === "string");
  const mine = new Set(texts.map(comparableText));
  for (const name of mine) declared.set(name, (declared.get(name) ?? 0) + 1);
  if (hasOthers || mine.size < own.length) open.add(declaration);
  return () => {
    const candidates = releasable === "any" ? [...declared.keys()] : releasable.map(comparableText);
    const names = candidates.filter((name) => (declared.get(name) ?? 0) > (mine.has(name) ? 1 : 0));
    const unknown = releasable === "any" ? [...open].filter((other) => other !== declaration) : [];
    return names.length + unknown.length === 0 ? undefined : { names, unknown };
  };
}

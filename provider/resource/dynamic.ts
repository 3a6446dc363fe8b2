import { PartialSuccess } from "../core/errors";
import type { Problem } from "../core/settings";
import { parseJson, printable, quoted } from "../core/text";
import { Checks } from "./checks";
import { Claims, type Elsewhere } from "./claims";
import { Told } from "./failures";
import { Foresight } from "./foresight";
import type { HostConfig, Session } from "./session";

/** Plain property values, as the engine sends and keeps them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The text that stands for a value which is not known before the update, whatever the property's type. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The property under which the engine keeps a dynamic resource's provider text. */
export const PROVIDER = "__provider";

/**
 * Travels from a resource's constructor to its `check` and no further: a {@link Declaration} as JSON. It shows neither in
 * previews nor in the state. It is one text, since the SDK takes its time for each property and each value within one.
 */
export const DECLARATION = "__declaration";

/** What the constructors of a program know of it as a whole. */
export interface ProgramFacts {
  /** Whether this is a preview: nothing that is found out now is found out by an update. */
  readonly isPreview: boolean;
  /** How many resources with names on panels the program has declared by now. */
  readonly declarations: number;
  /** Places that resources of this panel family are declared at, by the inputs that name them: some, where there are many. */
  readonly places: readonly Properties[];
}

/** What a constructor tells of a declaration; of a resource with the option `ignoreChanges: ["*"]` it arrives only at first. */
export interface Declaration {
  /** Tells one declaration from another, which the engine does not say. */
  readonly id?: string | undefined;
  /** What the option `ignoreChanges` names. */
  readonly ignored: readonly string[];
  /** What the program's other resources declare, as far as this one might release it. */
  readonly elsewhere?: Elsewhere | undefined;
  /** True where the program gives the resource a provider of its own. */
  readonly isOwnProvider?: boolean;
  readonly program?: ProgramFacts | undefined;
}

/** What a check found, and the inputs as they will stand in the state. */
export interface Checked {
  readonly inputs: Properties;
  readonly problems: readonly Problem[];
}

export interface Diff {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** A resource's whole life in plain data. */
export interface Lifecycle {
  /** False where it has no names on a panel, so that there is nothing to claim. @default true */
  readonly hasNames?: boolean;
  /**
   * Validates, canonicalises and fills in what the engine's preview should show; where drift is to be detected, looks at the
   * panel.
   *
   * @param olds the inputs of the last run; empty for a resource that is new or about to be replaced
   */
  check(olds: Properties, news: Properties, declaration: Declaration): Promise<Checked>;
  /** The id of the resource that checked inputs, or those of the state, stand for. */
  idOf(inputs: Properties): string;
  /** Compares what is declared with what was last seen; calls no panel. */
  diff(id: string, olds: Properties, news: Properties): Diff;
  create(news: Properties): Promise<{ id: string; outputs: Properties }>;
  /**
   * Looks at the panel.
   *
   * @returns undefined when the thing is gone for certain; inputs as they would have to be declared for what is
   * there, so that the next preview shows drift where it would show a declared change
   */
  read(
    id: string,
    olds: Properties,
  ): Promise<{ id: string; outputs: Properties; inputs?: Properties } | undefined>;
  update(id: string, olds: Properties, news: Properties): Promise<Properties>;
  delete(id: string, olds: Properties): Promise<void>;
}

/** What the dynamic host calls. */
export interface DynamicHandler {
  configure(request: { config: HostConfig }): void;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: readonly Problem[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
  create(news: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** Puts a lifecycle on the dynamic host. */
export function dynamicHandler(session: Session, lifecycle: Lifecycle): DynamicHandler {
  // The claims that nobody looks at.
  const claims = lifecycle.hasNames === false ? new Claims() : session.claims;
  const resourceOf = (inputs: Properties) => ({ panel: String(inputs.panel), id: lifecycle.idOf(inputs) });
  return withHostErrors(session.the(Told), {
    configure: ({ config }) => session.configure(config),
    async check(olds, news) {
      const declaration = readDeclaration(news[DECLARATION]);
      const { id, elsewhere } = declaration;
      if (elsewhere !== undefined) claims.announce(elsewhere);
      if (declaration.isOwnProvider === true) session.source.isOwnProvider = true;
      const before = plain(olds);
      const { inputs, problems } = await lifecycle.check(before, plain(news), declaration);
      if (problems.length === 0 && id !== undefined) {
        if (Object.keys(before).length > 0) claims.noteStored(resourceOf(before), id);
        else claims.noteComing(resourceOf(inputs), id);
      }
      if (id !== undefined && declaration.program !== undefined) {
        const checks = session.the(Checks);
        checks.note(id, declaration.program.declarations);
        if (checks.areAllDone) await session.the(Foresight).tell();
      }
      if (problems.length === 0) return { inputs: withoutUnset(inputs), failures: [] };
      // Outside a preview the engine takes no unknown, and where it meets one it tells that in place of the failures.
      return { inputs: plain(news), failures: problems.map((problem) => shown(problem, news)) };
    },
    async diff(id, olds, news) {
      return lifecycle.diff(id, plain(olds), plain(news));
    },
    async create(news) {
      claims.beginCreate(resourceOf(news));
      const { id, outputs } = await lifecycle.create(plain(news));
      return { id, outs: withoutUnset(outputs) };
    },
    async read(id, props) {
      const found = await lifecycle.read(id, plain(props));
      if (found === undefined) return {};
      const { inputs } = found;
      const known = { id: found.id, props: withoutUnset(found.outputs) };
      return { ...known, ...(inputs === undefined ? {} : { inputs: withoutUnset(inputs) }) };
    },
    async update(id, olds, news) {
      try {
        return { outs: withoutUnset(await lifecycle.update(id, plain(olds), plain(news))) };
      } finally {
        claims.ended(resourceOf(olds));
      }
    },
    async delete(id, props) {
      const resource = { panel: String(props.panel), id };
      claims.beginDelete(resource, texts(props.names));
      try {
        await lifecycle.delete(id, plain(props));
      } finally {
        claims.ended(resource);
      }
    },
  });
}

/** Errors as the host passes them on; every operation has the properties with the provider text as its last argument. */
function withHostErrors(told: Told, handler: DynamicHandler): DynamicHandler {
  const forHostOf =
    <Args extends readonly unknown[], T>(operation: (...args: [...Args, Properties]) => Promise<T>) =>
    (...args: [...Args, Properties]): Promise<T> =>
      operation(...args).catch((error: unknown) => {
        const properties = args.at(-1) as Properties;
        throw forHost(told.once(error), properties[PROVIDER]);
      });
  return {
    configure: handler.configure,
    check: forHostOf(handler.check),
    diff: forHostOf(handler.diff),
    create: forHostOf(handler.create),
    read: forHostOf(handler.read),
    update: forHostOf(handler.update),
    delete: forHostOf(handler.delete),
  };
}

/** Of a resource without one nothing is known. The engine hands on what our own constructors wrote. */
function readDeclaration(text: unknown): Declaration {
  const declared = typeof text === "string" ? parseJson(text) : undefined;
  return { ignored: [], ...(declared as Partial<Declaration> | undefined) };
}

const texts = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);

function plain(properties: Properties): Properties {
  const { [PROVIDER]: _provider, [DECLARATION]: _declaration, ...rest } = properties;
  return rest;
}

/**
 * The engine would print `property domain value {<nil>} has a problem` of a property that the program does not give, and
 * all of a set's names where one of them is wrong, and what does not show in a text, or steers a terminal, as it is; without a
 * property it prints the reason alone.
 */
function shown({ property, reason: text }: Problem, news: Properties): Problem {
  const value = news[property];
  const reason = printable(text);
  const isFitToShow = typeof value === "string" ? quoted(value) === `"${value}"` : typeof value !== "object";
  if (property === "" || (value !== undefined && isFitToShow)) return { property, reason };
  return { property: "", reason: property === "connection" ? reason : `${property} ${reason}` };
}

/** Without what is not set: the host cannot send it, and the state should keep no empty places. */
export function withoutUnset(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** An error with its message for the user, no stack, and partial work with what it needs. */
function forHost(error: unknown, provider: unknown): Error {
  const failure = new Error(printable(error instanceof Error ? error.message : String(error)));
  // The host prints `${error}: ${error.stack}` beside the engine's own report, which has the message.
  failure.toString = () => "pulumi-mapped-domains";
  failure.stack = "an operation failed, its resource's error says why";
  if (!(error instanceof PartialSuccess)) return failure;
  // Without the provider text among the properties, refresh and destroy could not load a handler.
  return Object.assign(failure, {
    id: error.id,
    properties: { ...withoutUnset(error.outputs), [PROVIDER]: provider },
    reasons: error.reasons.map(printable),
  });
}

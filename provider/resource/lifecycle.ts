import { isDeepStrictEqual } from "node:util";
import { readDefault } from "../core/defaults";
import { during, orPartialSuccess, PanelError, PartialSuccess } from "../core/errors";
import { onExisting } from "../core/inputs";
import { joinLimited } from "../core/text";
import { Checks } from "./checks";
import type { Place } from "./claims";
import { Draft, isKnown } from "./draft";
import { DriftDetection, Drifts } from "./drift";
import {
  type Checked,
  type Declaration,
  type Diff,
  type Lifecycle,
  type Properties,
  UNKNOWN,
} from "./dynamic";
import { laterStrays, notAllChecked, removedStrays, reportEmptied } from "./exclusive";
import { Failures } from "./failures";
import { type Kind, propertiesOf } from "./fields";
import { awaitReleases, keeps, planRemovals } from "./handOver";
import { Looks } from "./looks";
import { hasMoved, moved, verifyDestination } from "./moves";
import {
  type Applied,
  type Context,
  connectionIn,
  type Entries,
  type Listing,
  type Outcome,
  type Panel,
} from "./panel";
import type { Session } from "./session";
import { allNames, Many, placeOf, type Result, type Shape, Single, type Stored } from "./shape";

/** In place of a name, where an error is about all of a set's, or about some. */
const THE_SET = "the set";
const NAMES_OF_THE_SET = "names of the set";

/** What an operation works on. */
interface Work<Target, Options> {
  readonly context: Context;
  readonly target: Target;
  /** The inputs, or of a delete what the state has of them. */
  readonly inputs: Properties;
  /** host:port that the connection leads to. */
  readonly host: string;
  /** As it was last seen on this panel. */
  readonly before?: Stored<Options> | undefined;
}

/** Changes that are to be made at a place. */
interface Changes<Options> {
  readonly ensure: Entries<Options>;
  readonly remove: readonly string[];
}

/** The life of a mapping: of one domain or of many, on any panel. */
export class MappingLifecycle<
  Target extends object,
  Options extends object,
  Seen,
  Listed extends Listing<Seen>,
> implements Lifecycle
{
  private readonly shape: Shape<Options>;
  private readonly drift: DriftDetection<Target, Options, Seen, Listed>;

  constructor(
    private readonly session: Session,
    private readonly panel: Panel<Target, Options, Seen, Listed>,
    kind: Kind,
  ) {
    this.shape = kind.isSet ? new Many(panel, kind) : new Single(panel, kind);
    this.drift = new DriftDetection(session, panel, kind);
  }

  /**
   * Fills in where the names go, settles what is left open of each domain, and claims the names for this run. What it works
   * out becomes inputs of the state, since a preview shows inputs: what is mapped where is there to be read.
   */
  async check(olds: Properties, news: Properties, declaration: Declaration): Promise<Checked> {
    const { panel, shape, session } = this;
    const { rest, ignored } = shape.given(olds, news);
    const draft = new Draft(shape.kind, rest, panel.access, ignored !== undefined);
    const { inputs, problems } = draft;
    panel.fillTarget(draft);
    draft.judgeDefaults();

    const identity = propertiesOf(shape.kind, ({ change }) => change === "replace");
    const isSame = identity.every((property) => inputs[property] === olds[property]);
    const stored = shape.stored(olds);
    const before = isSame ? stored : undefined;
    const decided: Record<string, Properties | typeof UNKNOWN> = {};
    const entries: Record<string, Options> = {};
    for (const [domain, said] of Object.entries(ignored ?? shape.said(draft))) {
      const known = before?.entries?.[domain];
      const now = said === UNKNOWN ? UNKNOWN : panel.decide(said, domain, draft, known);
      decided[domain] = now;
      // Without its www name decided, nothing is known of what stands on the panel.
      if (domain !== UNKNOWN && now !== UNKNOWN && now.www !== UNKNOWN)
        entries[domain] = panel.optionsIn({ ...inputs, ...now });
    }
    shape.keep(draft, decided, entries);
    panel.judge(entries, draft);

    const place = this.#placeIn(inputs);
    if (problems.length > 0 || place === undefined) return { inputs, problems };
    const notice = panel.notice(place.panel, place.target);
    if (notice !== undefined) session.reportOnce(notice);
    const areNamesKnown = shape.areNamesKnown(inputs);
    if (areNamesKnown) this.#claim(draft, place, allNames(panel, entries), declaration.id, before);
    if (problems.length === 0 && Object.keys(olds).length === 0) this.#announce(inputs);
    // With the option `ignoreChanges: ["*"]` the constructor's word does not arrive, and nothing is to be changed.
    if (problems.length === 0 && areNamesKnown && declaration.id !== undefined) {
      const id = this.idOf(inputs);
      const isHere = before !== undefined && before.panel === inputs.panel;
      await this.drift.detect({
        ...{ draft, place, id, entries, isHere, declaration },
        last: stored,
        lastDrift: olds.drift,
      });
    }
    return { inputs, problems };
  }

  idOf(inputs: Properties): string {
    const target = this.panel.targetIn(inputs);
    const place = target === undefined ? "" : this.panel.formatTarget(target);
    return this.shape.kind.isSet ? place : `${place}/${inputs.domain}`;
  }

  diff(id: string, olds: Properties, news: Properties): Diff {
    const { panel, shape, session } = this;
    const state = shape.stored(olds, news);
    const entries = shape.declared(news);
    const names = allNames(panel, entries);
    if (shape.kind.isSet && news.domains !== UNKNOWN && news.panel === state.panel)
      reportEmptied(
        session,
        panel.sentence.set(this.#identity(id).target),
        state.names ?? [],
        new Set(names),
      );

    const replaces = propertiesOf(shape.kind, ({ change }) => change === "replace").filter(
      (property) => news[property] !== olds[property],
    );
    const isOption = (property: string) => shape.kind.fields[property]?.option === true;
    const kept = [...Object.keys(shape.kind.fields), "panel"].filter(
      (property) => property !== "domains" && !isOption(property) && !replaces.includes(property),
    );
    const have = new Set(state.names);
    const changes =
      replaces.length > 0 ||
      Object.values(news).includes(UNKNOWN) ||
      kept.some((property) => news[property] !== olds[property]) ||
      names.length !== have.size ||
      names.some((name) => !have.has(name)) ||
      state.loaded === false ||
      (news.drift !== undefined && session.the(Drifts).has(news.panel, id)) ||
      this.#differs(entries, state);
    if (state.loaded === false) this.#reportNotServed(id, state);
    this.#reportRetries(entries, state);
    if (changes && replaces.length === 0) this.#announce(news);
    // A panel holds a name once: with the old mapping still there, the new one would be refused.
    const isHeld = news.panel === olds.panel && names.some((name) => have.has(name));
    return { changes, replaces, deleteBeforeReplace: isHeld };
  }

  async create(news: Properties): Promise<{ id: string; outputs: Properties }> {
    const work = this.#begin("create", news);
    const changes = { ensure: this.shape.declared(news), remove: [] };
    return { id: this.idOf(news), outputs: await this.#ensure(work, changes) };
  }

  async read(id: string, olds: Properties) {
    const { panel, session, shape } = this;
    const { target, domain } = this.#identity(id);
    const state = shape.stored(olds);
    const { panel: host } = panel.access.client(state.connection);
    if (hasMoved(state, host)) {
      session.report(moved.notLookedAt(domain ?? panel.sentence.set(target), state, host));
      return { id, outputs: olds };
    }
    const context = this.#context("read", target, domain ?? THE_SET);
    const listing = await during(context, () =>
      panel.look(state.connection, target, state.panel !== undefined),
    );
    const known = this.#known(state, domain) ?? (listing === undefined ? {} : this.#found(listing, domain));
    const entries: Record<string, Options> = {};
    for (const [one, options] of listing === undefined ? [] : Object.entries(known)) {
      const has = (name: string) => listing?.has(name) === true;
      const seen = panel.observed(one, options, { has, seen: listing?.get(one), before: options });
      if (seen !== undefined) entries[one] = seen;
    }
    const names = allNames(panel, entries);
    const isNone = names.length === 0 && (domain !== undefined || Object.keys(known).length > 0);
    if (listing === undefined || isNone) {
      // A lookup brings no outputs, and the engine takes an empty answer of a dynamic provider for a find.
      if (state.panel !== undefined) return undefined;
      throw this.#notFound(host, context);
    }
    const owned = new Set(names);
    const isLoaded = state.loaded !== false && names.every((name) => listing.canServe?.(name) ?? true);
    const wereAdopted = Array.isArray(state.adopted) ? state.adopted : [];
    const seen = domain === undefined ? undefined : names.flatMap((name) => listing.get(name) ?? [])[0];
    const result: Result<Options> = {
      target,
      domain,
      entries,
      names,
      adopted: wereAdopted.filter((name) => owned.has(name)),
      // Which names are not served is known from what failed.
      failed: isLoaded
        ? {}
        : Object.fromEntries(
            Object.entries(state.failed ?? {}).filter(([one]) => Object.hasOwn(entries, one)),
          ),
      isLoaded,
      details: await this.#details(state.connection, target, domain, seen, state.properties),
      addresses: await panel.addresses(state.connection, target, listing),
    };
    const inputs = shape.inputs(result, host, state.properties);
    return { id: this.idOf(inputs), outputs: shape.outputs(inputs, result, state), inputs };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
    const { panel, session, shape } = this;
    const begun = this.#begin("update", news);
    const { target, host } = begun;
    const before = shape.stored(olds, news);
    const declared = shape.declared(news);
    if (hasMoved(before, host)) {
      const removal = (all: readonly string[]) => panel.removalByHand(target, all);
      const stillDeclared = new Set(allNames(panel, declared));
      const ensured = await orPartialSuccess(this.#ensure(begun, { ensure: declared, remove: [] }));
      const { names } = ensured instanceof PartialSuccess ? ensured.outputs : ensured;
      // What the new panel does not have yet, nobody should remove from the old one.
      const isOpen = (name: string) =>
        stillDeclared.has(name) && !(Array.isArray(names) && names.includes(name));
      const subject = begun.context.domain ?? panel.sentence.set(target);
      session.report(moved.goes(subject, before, host, isOpen, removal));
      if (ensured instanceof PartialSuccess) throw ensured;
      return ensured;
    }
    const work = { ...begun, before };
    const done = new Map<string, Outcome<Seen>>();
    const removeNow = async (names: readonly string[]) => {
      const { outcomes } = await this.#apply(work, { ensure: {}, remove: names });
      for (const [name, outcome] of outcomes) done.set(name, outcome);
    };
    const place = placeOf(panel, host, target);
    const stay = new Set(allNames(panel, declared));
    const strays = await this.#straysToRemove(id, place, news);
    const goes = [...new Set([...(before.names ?? []), ...strays])].filter((name) => !stay.has(name));
    const next = "Run `pulumi up` again: it looks anew.";
    const remove = await planRemovals(session, place, goes, { next, removeNow });
    const had = new Set(before.names);
    // The state does not tell what is served, nor what a check has found to be otherwise.
    const isStateOutdated = before.loaded === false || news.drift !== undefined;
    const open = Object.entries(declared).filter(
      ([domain, options]) => isStateOutdated || !this.#isDone(domain, options, before.entries?.[domain], had),
    );
    return this.#ensure(work, { ensure: Object.fromEntries(open), remove }, done);
  }

  /** What an update takes off the panel that its check has found beside an exclusive set; the state knows none of it. */
  async #straysToRemove(id: string, place: Place<Target>, news: Properties): Promise<readonly string[]> {
    const { panel, session } = this;
    const isMeant = news.drift !== undefined && news.exclusive === true;
    const strays = isMeant ? session.the(Drifts).strays(place.panel, id) : [];
    if (strays.length === 0 || (await session.the(Checks).allDone())) return strays;
    session.report(notAllChecked(panel.sentence.place(place.target), strays));
    return [];
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const { panel, session, shape } = this;
    const { target, domain } = this.#identity(id);
    const before = shape.stored(olds);
    const { panel: host } = panel.access.client(before.connection);
    if (hasMoved(before, host))
      return session.report(moved.stays(domain ?? panel.sentence.set(target), before, host));
    // A replacement that deletes first does so before the engine has looked at the program's other resources.
    const all = new Set([...(domain === undefined ? [] : [domain]), ...before.all]);
    const next = "If none does, remove it there.";
    const remove = await planRemovals(session, placeOf(panel, host, target), [...all], { next });
    const context = this.#context("delete", target, domain);
    const work = { context, target, inputs: olds, host, before: { ...before, names: [...all] } };
    const { outcomes } = await this.#apply(work, { ensure: {}, remove });
    const failures = this.#failuresOf(context, outcomes);
    if (failures.any) throw failures.error;
  }

  /** Claims names for a declaration; what it had at this very place and declares no longer, its update takes off. */
  #claim(
    draft: Draft,
    place: Place<Target>,
    names: readonly string[],
    declaration: string | undefined,
    before: Stored<Options> | undefined,
  ): void {
    const { claims } = this.session;
    const taken = claims.claim(place, names, declaration, this.panel.impliedNames(place.target, names));
    if (taken === undefined) {
      const declared = new Set(names);
      const had = [...allNames(this.panel, before?.entries ?? {}), ...(before?.names ?? [])];
      claims.noteReleases(
        place,
        had.filter((name) => !declared.has(name)),
        declaration,
      );
      return;
    }
    const other = taken.declaration.replace(/#\d+$/, "");
    const what = `maps ${taken.name}, which the resource "${other}" of this program maps on the same panel already`;
    draft.refuse(draft.kind.isSet ? "domains" : "domain", what);
  }

  #identity(id: string): { target: Target; domain: string | undefined } {
    const { kind } = this.shape;
    const parts = id.split("/");
    const parsed = kind.isSet ? undefined : kind.fields.domain?.parse.safeParse(parts.pop());
    const target = this.panel.parseTarget(parts);
    if (target !== undefined && (parsed === undefined || parsed.success))
      return { target, domain: parsed && String(parsed.data) };
    const example = kind.exampleId === undefined ? "" : `, such as ${kind.exampleId}`;
    throw new Error(`"${id}" is no id of ${kind.title}; it looks like ${kind.idFormat}${example}`);
  }

  #context(operation: string, target: Target, domain: string | undefined): Context {
    const place = this.panel.describe(target);
    return { operation, place, ...(domain === undefined ? {} : { domain }) };
  }

  #notFound(host: string, context: Context): PanelError {
    const { missing, idFormat } = this.shape.kind;
    const cure = `Correct the id, which is ${idFormat}.`;
    return new PanelError({ kind: "missing", panel: host, ...context, what: missing, cure });
  }

  /** A create or an update, which the engine sends with what `check` returned. */
  #begin(operation: "create" | "update", inputs: Properties): Work<Target, Options> {
    const { panel, shape } = this;
    const target = panel.targetIn(inputs);
    if (target === undefined) throw new Error("the inputs name no place on the panel");
    panel.begun(String(inputs.panel), target, this.idOf(inputs));
    const { panel: host } = panel.access.client(connectionIn(inputs));
    const domain = shape.kind.isSet ? undefined : String(inputs.domain);
    return { context: this.#context(operation, target, domain), target, inputs, host };
  }

  /** Where inputs lead; undefined while that is not known. */
  #placeIn(inputs: Properties): Place<Target> | undefined {
    const target = this.panel.targetIn(inputs);
    if (target === undefined || !isKnown(inputs.panel) || !Object.values(target).every(isKnown))
      return undefined;
    return placeOf(this.panel, inputs.panel, target);
  }

  /** Lets the panel know of what the engine is about to send. */
  #announce(inputs: Properties): void {
    const place = this.#placeIn(inputs);
    if (place !== undefined && inputs.domain !== UNKNOWN)
      this.panel.announce(place.panel, place.target, this.idOf(inputs));
  }

  /** The entries to look for: of a single resource what it declares, though the state may have no name of it. */
  #known({ entries, properties }: Stored<Options>, domain: string | undefined): Entries<Options> | undefined {
    if (domain === undefined || entries === undefined) return entries;
    return { ...entries, [domain]: this.panel.storedOptions(properties, properties) };
  }

  /** No property of a preview shows that a restart is owed. */
  #reportNotServed(id: string, state: Stored<Options>): void {
    const { target } = this.#identity(id);
    const failed = Object.keys(state.failed ?? {});
    const names = joinLimited(failed.length > 0 ? failed : (state.names ?? []));
    const place = `${state.panel} (${this.panel.describe(target)})`;
    this.session.reportOnce(
      `${names} on ${place}: stored and not served by the web server. The next update restarts it.`,
    );
  }

  /** Whether something that is declared still, and was not done the last time, is to be tried again. */
  #isRetried(options: Options, seen: Options): boolean {
    return this.panel.retry(seen) !== undefined && isDeepStrictEqual(options, this.panel.declarable(seen));
  }

  /** No property of a preview shows what is tried again. */
  #reportRetries(entries: Entries<Options>, { entries: seen = {} }: Stored<Options>): void {
    const names = new Map<string, string[]>();
    for (const [domain, options] of Object.entries(entries)) {
      const known = seen[domain];
      const what = known && this.#isRetried(options, known) ? this.panel.retry(known) : undefined;
      if (what !== undefined) names.set(what, [...(names.get(what) ?? []), domain]);
    }
    for (const [what, domains] of names) this.session.reportOnce(`${joinLimited(domains)}: ${what}.`);
  }

  /** What a lookup, which knows no domains or one, finds. */
  #found(listing: Listed, domain: string | undefined): Entries<Options> {
    if (domain === undefined) return this.panel.entriesOf(listing.names);
    const names = [domain, `www.${domain}`].filter((name) => listing.has(name));
    const [first] = Object.entries(this.panel.entriesOf(names));
    if (first === undefined) return {};
    const [found, options] = first;
    // Of the two, only the www name is there.
    return { [domain]: found === domain ? options : this.panel.optionsIn({ www: true }) };
  }

  /** Whether something is not declared as it was last seen, name by name. */
  #differs(entries: Entries<Options>, { entries: seen = {} }: Stored<Options>): boolean {
    const isSame = (domain: string, options: Options) => {
      const known = seen[domain];
      if (known === undefined || this.#isRetried(options, known)) return false;
      return isDeepStrictEqual(options, this.panel.declarable(known));
    };
    return (
      Object.keys(entries).length !== Object.keys(seen).length ||
      Object.entries(entries).some(([domain, options]) => !isSame(domain, options))
    );
  }

  /** Whether nothing has to be done about an entry; what is not declared is not managed. */
  #isDone(domain: string, options: Options, seen: Options | undefined, had: ReadonlySet<string>): boolean {
    if (seen === undefined || !this.panel.names(domain, options).every((name) => had.has(name))) return false;
    if (this.#isRetried(options, seen)) return false;
    const known = new Map<string, unknown>(Object.entries(this.panel.declarable(seen)));
    return Object.entries(options).every(([option, value]) => value === known.get(option));
  }

  /**
   * Makes changes, each entry and each name for itself: one that fails leaves the others to land.
   *
   * @param done what became of names that were taken off before
   * @throws PartialSuccess when some of what is declared is there
   */
  async #ensure(
    work: Work<Target, Options>,
    changes: Changes<Options>,
    done: ReadonlyMap<string, Outcome<Seen>> = new Map(),
  ): Promise<Properties> {
    const { panel, shape, session } = this;
    const { target, inputs, host, context, before } = work;
    const connection = connectionIn(inputs);
    const { outcomes: now, listing } = await this.#apply(work, changes);
    const outcomes = new Map([...done, ...now]);
    const failures = this.#failuresOf(context, outcomes);
    const { have, adopted } = this.#held(before, changes.ensure, outcomes);
    const isNotServed = [...outcomes.values()].some((outcome) => outcome.isNotServed === true);
    // That nothing could be found out of a single domain leaves its state as it is.
    const isNothingKnown =
      !isNotServed && [...outcomes.values()].every(({ present }) => present === undefined);
    const isNew = before === undefined;
    if (failures.any && (isNew ? have.size === 0 : !shape.kind.isSet && isNothingKnown)) throw failures.error;

    const entries = this.#entriesAfter(shape.declared(inputs), outcomes, have, before);
    if (inputs.exclusive === true && listing !== undefined)
      this.#reportStrays(
        placeOf(panel, host, target),
        [...changes.remove, ...done.keys()],
        have,
        before,
        listing,
      );
    const worked = Object.keys(changes.ensure);
    // Where none of it is there, they are not worth a call.
    const isSeen = worked.some((one) => (outcomes.get(one)?.present ?? []).length > 0);
    const { domain } = context;
    const seen = domain === undefined ? undefined : outcomes.get(domain)?.seen;
    const details =
      seen === undefined
        ? this.#keptDetails(before?.properties ?? {})
        : await this.#details(connection, target, domain, seen, {});
    const result: Result<Options> = {
      target,
      domain,
      entries,
      names: allNames(panel, entries),
      adopted: [...adopted].filter((name) => have.has(name)),
      failed: failures.byName,
      isLoaded: !isNotServed && (before?.loaded !== false || !failures.any),
      addresses:
        isSeen && listing !== undefined ? await panel.addresses(connection, target, listing) : undefined,
      details,
    };
    const remarks = panel.remarks(inputs, { target, worked, entries, listing, details });
    for (const remark of remarks) session.report(remark);
    const { drift: _drift, ...declared } = inputs;
    const outputs = shape.outputs({ ...declared, panel: host }, result, before);
    if (!failures.any) return outputs;
    throw new PartialSuccess(this.idOf(inputs), outputs, failures.reasons);
  }

  /** Says what an update has removed beside an exclusive set, and what it has met there that its check had not. */
  #reportStrays(
    place: Place<Target>,
    removed: readonly string[],
    have: ReadonlySet<string>,
    before: Stored<Options> | undefined,
    listing: Listed,
  ): void {
    const { session, panel } = this;
    const where = panel.sentence.place(place.target);
    const own = new Set(before?.names);
    const gone = removed.filter((name) => !own.has(name) && !listing.has(name));
    if (gone.length > 0) session.report(removedStrays(where, gone));
    // A resource that is checked after this and declares one of them finds it missing.
    if (gone.length > 0) session.the(Looks).forget(place.panel, place.holder);
    const tried = new Set(removed);
    const others = listing.removable.filter((name) => !have.has(name) && !tried.has(name));
    const message = laterStrays(others, session.claims, place, where);
    if (message !== undefined) session.report(message);
  }

  /** The names that a resource has after an operation, and those of them that were there before it ever was. */
  #held(
    before: Stored<Options> | undefined,
    ensured: Entries<Options>,
    outcomes: ReadonlyMap<string, Outcome<Seen>>,
  ): { have: Set<string>; adopted: Set<string> } {
    const own = new Set(before?.names);
    const have = new Set(own);
    const adopted = new Set(Array.isArray(before?.adopted) ? before.adopted : []);
    for (const [name, { present, existed = [] }] of outcomes) {
      const options = ensured[name];
      if (options !== undefined) for (const one of existed) if (!own.has(one)) adopted.add(one);
      if (present === undefined) continue;
      for (const one of options === undefined ? [name] : this.panel.names(name, options)) {
        if (!present.includes(one)) have.delete(one);
        else if (options !== undefined) have.add(one);
      }
    }
    return { have, adopted };
  }

  /** What of the declared entries is there; and what could not be taken off, which is the resource's own until it is. */
  #entriesAfter(
    declared: Entries<Options>,
    outcomes: ReadonlyMap<string, Outcome<Seen>>,
    have: ReadonlySet<string>,
    before: Stored<Options> | undefined,
  ): Record<string, Options> {
    const { panel } = this;
    const entries: Record<string, Options> = {};
    for (const [domain, options] of Object.entries(declared)) {
      const { seen } = outcomes.get(domain) ?? {};
      const has = (name: string) => have.has(name);
      const after = panel.observed(domain, options, { has, seen, before: before?.entries?.[domain] });
      if (after !== undefined) entries[domain] = after;
    }
    const owned = new Set(allNames(panel, entries));
    const left = panel.entriesOf([...have].filter((name) => !owned.has(name)));
    for (const [domain, options] of Object.entries(left)) {
      const known = before?.entries?.[domain];
      // What was seen of it counts only where it stands for the same names.
      const isSame =
        known !== undefined && isDeepStrictEqual(panel.names(domain, known), panel.names(domain, options));
      entries[domain] = isSame ? known : options;
    }
    return entries;
  }

  /** Has the panel make changes, except for names that the program of this run declares elsewhere. */
  async #apply(work: Work<Target, Options>, changes: Changes<Options>): Promise<Applied<Seen, Listed>> {
    const { ensure, remove } = changes;
    if (Object.keys(ensure).length + remove.length === 0) return { outcomes: new Map() };
    const { panel, session, shape } = this;
    const { claims } = session;
    const { context, target, inputs, host, before } = work;
    const connection = connectionIn(inputs);
    const place = placeOf(panel, host, target);
    const isKept = keeps(session, place);
    // Whoever takes a name over has to know by the time that it finds it there.
    claims.noteKept(place, remove.filter(isKept));
    for (const destination of claims.destinations(place, remove))
      await during({ ...context, domain: context.domain ?? NAMES_OF_THE_SET }, () =>
        verifyDestination(panel.describe(destination.target), () =>
          panel.verify(connection, destination.target),
        ),
      );
    const own = new Set(before?.names);
    const refuses = this.#refusesExisting(inputs);
    const apply = (part: Changes<Options>) => {
      const plan = {
        ...part,
        inputs,
        context,
        together: !shape.kind.isSet,
        before: before?.entries ?? {},
        isNotLoaded: before?.loaded === false,
        mayAdopt: (name: string) => !refuses || own.has(name) || claims.wasKept(place, name),
        keeps: isKept,
        isMoving: (name: string) => claims.destination(place, name) !== undefined,
        isOwn: (name: string) => own.has(name),
      };
      return panel.apply(connection, target, plan).then((applied) => {
        claims.noteReleased(place, part.remove);
        return applied;
      });
    };
    const names = allNames(panel, ensure);
    if (claims.unreleased(place, names).length === 0) return apply(changes);
    // Two resources may exchange names: each gives up its own before it waits for those of the other.
    const removed = remove.length === 0 ? undefined : await apply({ ensure: {}, remove });
    await awaitReleases(session, place, names);
    const added = await apply({ ensure, remove: [] });
    return {
      outcomes: new Map([...(removed?.outcomes ?? []), ...added.outcomes]),
      listing: added.listing ?? removed?.listing,
    };
  }

  #refusesExisting(inputs: Properties): boolean {
    const settings = this.panel.access.settings(connectionIn(inputs));
    return (inputs.onExisting ?? readDefault(settings, "onExisting", onExisting).value) === "fail";
  }

  /** What failed; that a name is the place's own fails a single resource, and a set leaves it. */
  #failuresOf(context: Context, outcomes: ReadonlyMap<string, Outcome<Seen>>): Failures {
    const failures = new Failures(context);
    for (const [name, { failure, reserved }] of outcomes) {
      const isLeft = reserved !== undefined && this.shape.kind.isSet;
      if (isLeft) this.session.report(`${name} stays on the panel: ${reserved.failure.what}.`);
      const error = failure ?? (isLeft ? undefined : reserved);
      if (error !== undefined) failures.add(name, error);
    }
    return failures;
  }

  async #details(
    connection: string | undefined,
    target: Target,
    domain: string | undefined,
    seen: Seen | undefined,
    before: Properties,
  ): Promise<Properties> {
    if (domain === undefined || seen === undefined) return {};
    return this.panel.details(connection, target, domain, seen, before);
  }

  /** The details that were told before, where nothing was looked at. */
  #keptDetails(before: Properties): Properties {
    const { details = [] } = this.shape.kind;
    return Object.fromEntries(details.map((property) => [property, before[property]]));
  }
}

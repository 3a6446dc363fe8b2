import { readDefault } from "../core/defaults";
import { isPanelError, type PanelError } from "../core/errors";
import { flag } from "../core/inputs";
import type { Patience } from "../core/patience";
import type { Settings } from "../core/settings";
import type { Place } from "./claims";
import { Draft, isKnown } from "./draft";
import { type Declaration, type Properties, UNKNOWN } from "./dynamic";
import { goingStrays, stayingStrays } from "./exclusive";
import type { Kind } from "./fields";
import { Foresight } from "./foresight";
import { Looks } from "./looks";
import { connectionIn, type Entries, type Listing, type Panel } from "./panel";
import type { Session } from "./session";
import { allNames, placeOf, type Stored } from "./shape";

/** So many sentences say what is not as declared. */
const MOST = 20;

const AGAIN = /^\((\d+) runs in a row\) /;

/** What the checks of this phase have found. */
export class Drifts {
  readonly #found = new Set<string>();
  readonly #strays = new Map<string, readonly string[]>();

  /** @param strays names at the place of an exclusive set that nobody declares; sets of one place have one id */
  note(host: string, id: string, strays: readonly string[]): void {
    this.#found.add(`${host} ${id}`);
    if (strays.length > 0) this.#strays.set(`${host} ${id}`, strays);
  }

  /** Whether a check of this process found it: what stands in the state may be long over. */
  has(host: unknown, id: string): boolean {
    return this.#found.has(`${host} ${id}`);
  }

  strays(host: unknown, id: string): readonly string[] {
    return this.#strays.get(`${host} ${id}`) ?? [];
  }
}

/** A check of a resource that is in order so far, with all its names known. */
interface Checking<Target, Options> {
  readonly draft: Draft;
  readonly place: Place<Target>;
  readonly id: string;
  readonly entries: Entries<Options>;
  /** What the inputs of the last run have of it, at this place or at another; without entries where it is new. */
  readonly last: Stored<Options>;
  /** Whether the last run had it at this very place. */
  readonly isHere: boolean;
  /** The input `drift` of the last run. */
  readonly lastDrift: unknown;
  readonly declaration: Declaration;
}

/** Finds out in checks what is not on the panel as it was declared, and what an update will fail by. */
export class DriftDetection<
  Target extends object,
  Options extends object,
  Seen,
  Listed extends Listing<Seen>,
> {
  /** Places that are looked at ahead, as constructors tell them, one by one and together. */
  readonly #ahead = new Set<string>();
  /** By declaration the names that go along to another place of the panel. */
  readonly #moving = new Map<string, ReadonlySet<string>>();
  /** What is declared of names, by panel and name. */
  readonly #options = new Map<string, Options>();

  constructor(
    private readonly session: Session,
    private readonly panel: Panel<Target, Options, Seen, Listed>,
    private readonly kind: Kind,
  ) {}

  /** Adds the input `drift` where there is any. */
  async detect(checking: Checking<Target, Options>): Promise<void> {
    const { draft, place, isHere, declaration } = checking;
    const { settings, inputs } = draft;
    const { ignored, program } = declaration;
    if (settings === undefined || ignored.includes("drift")) return;
    if (!looksForDrift(settings)) {
      if (inputs.exclusive === true) this.session.reportOnce(this.#withoutLook(settings, place));
      return;
    }
    const isPreview = program?.isPreview === true;
    // New resources have no drift, and what may make them fail is told in previews only.
    if (!isHere && !isPreview) return;
    const ahead = this.#expectLooks(program?.places ?? []);
    const own = this.#glance(inputs, place);
    // Behind the panel's gate they go side by side.
    for (const other of ahead) void this.#glance(other.inputs, other.place);
    const look = await own;
    if (isPanelError(look)) return this.#reportSilence(look);
    const seen = isHere ? await this.#compare(checking, look) : look;
    if (isPanelError(seen)) return this.#reportSilence(seen);
    if (isPreview) this.#foresee(checking, seen);
  }

  /** @returns the list that it went by, or why there was none */
  async #compare(
    checking: Checking<Target, Options>,
    glance: Listed | undefined,
  ): Promise<Listed | undefined | PanelError> {
    const { panel, session, kind } = this;
    const { draft, place, id, entries, last, lastDrift, declaration } = checking;
    const { inputs } = draft;
    const before = last.entries ?? {};
    const { ignored } = declaration;
    const compare = (listing: Listed) =>
      driftIn(panel, { isSet: kind.isSet, entries, before, listing, ignored });
    let listing = glance;
    let sentences = listing === undefined ? [] : compare(listing);
    const isExclusive = inputs.exclusive === true;
    const { hidden } = listing ?? {};
    const isHidden = (options: Options) => Object.keys(options).some((option) => hidden?.includes(option));
    const isEnough = sentences.length === 0 && !isExclusive && !Object.values(entries).some(isHidden);
    if (hidden !== undefined && !isEnough) {
      const look = await this.#look(inputs, place);
      if (isPanelError(look)) return look;
      listing = look;
      sentences = listing === undefined ? [] : compare(listing);
    }
    const unusable = glance === undefined || listing === undefined ? isGone(panel, place) : glance.unusable;
    if (unusable !== undefined) sentences.push(unusable);
    const strays = isExclusive && listing !== undefined ? this.#strays(checking, listing) : [];
    sentences.push(...strays.map((name) => `${name} is on the panel and not declared`));
    if (sentences.length === 0) return listing;
    inputs.drift = asDriftInput(sentences, lastDrift);
    session.the(Drifts).note(place.panel, id, strays);
    if (strays.length > 0) session.reportOnce(goingStrays(panel.sentence.place(place.target), strays));
    return listing;
  }

  /** What else is at the place of an exclusive set; none while a resource of the program may yet declare it. */
  #strays({ draft, place, entries, last }: Checking<Target, Options>, { removable }: Listed): string[] {
    const { panel, session } = this;
    const { claims } = session;
    // Of these it is not known yet whether their www names go with them.
    const undecided = Object.entries(draft.inputs.domains ?? {}).filter(([, options]) => options === UNKNOWN);
    const mayBeOwn = undecided.flatMap(([domain]) => [domain, `www.${domain}`]);
    const known = new Set([...allNames(panel, entries), ...last.all, ...mayBeOwn]);
    const others = removable.filter(
      (name) => !known.has(name) && !claims.has(place, name) && !claims.isAnnounced(name),
    );
    const unknown = new Set(claims.unclaimed(others));
    if (unknown.size > 0) session.reportOnce(stayingStrays(panel.sentence.place(place.target), [...unknown]));
    return others.filter((name) => !unknown.has(name));
  }

  #foresee(
    { draft, place, entries, last, isHere, declaration }: Checking<Target, Options>,
    listing: Listed | undefined,
  ): void {
    const { panel, session } = this;
    // A resource that moves keeps its names. The second check of a replacement gets no old inputs, so they are kept here.
    const moving = last.panel === place.panel && !isHere ? last.all : [];
    const { id = "" } = declaration;
    if (moving.length > 0) this.#moving.set(id, new Set(moving));
    const isOpen = (name: string) => this.#moving.get(id)?.has(name) !== true && listing?.has(name) !== true;
    const declared = allNames(panel, entries);
    const names = declared.filter(isOpen);
    for (const [domain, options] of Object.entries(entries))
      for (const name of panel.names(domain, options)) this.#options.set(`${place.panel} ${name}`, options);
    const stay = new Set(declared);
    const leaving = isHere ? (last.names ?? []).filter((name) => !stay.has(name)).length : 0;
    const connection = connectionIn(draft.inputs);
    session.the(Foresight).note(names, {
      place,
      where: panel.describe(place.target),
      leaving,
      obstacles: async (all, freed) => {
        const options = new Map(all.map((name) => [name, this.#options.get(`${place.panel} ${name}`)]));
        const look = (patience: Patience) =>
          panel.obstacles(connection, place.target, { names: all, options, freed }, patience);
        const key = `obstacles ${all.join(",")} ${place.holder}`;
        const found = await session.the(Looks).at(wayTo(draft.inputs, place), key, look);
        return isPanelError(found) ? new Map() : found;
      },
    });
  }

  /** Prepares looks at places that resources of the program have, as far as no check has told of them before. */
  #expectLooks(places: readonly Properties[]): { inputs: Properties; place: Place<Target> }[] {
    const { panel, kind } = this;
    // Many resources tell of the same places.
    const all = `${places.length} from ${JSON.stringify(places[0])}`;
    if (this.#ahead.has(all)) return [];
    this.#ahead.add(all);
    const ahead = places.flatMap((given) => {
      const key = JSON.stringify(given);
      if (this.#ahead.has(key)) return [];
      this.#ahead.add(key);
      const draft = new Draft(kind, given, panel.access, true);
      panel.fillTarget(draft);
      const target = panel.targetIn(draft.inputs);
      const { inputs, problems, settings } = draft;
      if (target === undefined || problems.length > 0 || !isKnown(inputs.panel)) return [];
      if (settings === undefined || !looksForDrift(settings)) return [];
      return [{ inputs, place: placeOf(panel, inputs.panel, target) }];
    });
    for (const { place } of ahead) panel.expectLook(place.panel, place.target);
    return ahead;
  }

  #glance(inputs: Properties, place: Place<Target>): Promise<Listed | undefined | PanelError> {
    return this.session
      .the(Looks)
      .at(wayTo(inputs, place), `glance ${place.holder}`, (patience) =>
        this.panel.glance(connectionIn(inputs), place.target, patience),
      );
  }

  #look(inputs: Properties, place: Place<Target>): Promise<Listed | undefined | PanelError> {
    return this.session
      .the(Looks)
      .at(wayTo(inputs, place), `full ${place.holder}`, (patience) =>
        this.panel.look(connectionIn(inputs), place.target, true, patience),
      );
  }

  /** Says once for each cause that nothing was seen. */
  #reportSilence({ failure, message }: PanelError): void {
    const { panel, kind, status, code } = failure;
    const cause = `silence ${panel} ${kind} ${status} ${code}`;
    this.session.reportOnce(
      `Drift was not looked for, and this run uses the last known state. ${message}`,
      cause,
    );
  }

  #withoutLook(settings: Settings, { target }: Place<Target>): string {
    return (
      `${this.panel.sentence.set(target)} is exclusive, and ${settings.key("detectDrift")} is false: ` +
      "other names there are not looked for, so none are removed."
    );
  }
}

const looksForDrift = (settings: Settings): boolean =>
  readDefault(settings, "detectDrift", flag).value !== false;

const wayTo = (inputs: Properties, { panel }: Place) => ({ host: panel, connection: connectionIn(inputs) });

/** The drift of a place that is gone. */
const isGone = <Target>(
  { sentence }: { sentence: { place(target: Target): string } },
  { target }: Place<Target>,
): string => `${sentence.place(target)} is not on the panel`;

/** What a resource declares and declared before, and the list that is held against it. */
interface Compared<Options, Seen> {
  readonly isSet: boolean;
  readonly entries: Entries<Options>;
  readonly before: Entries<Options>;
  readonly listing: Listing<Seen>;
  /** Properties of the resource that the program leaves as they are. */
  readonly ignored: readonly string[];
}

/** What is not on the panel as it was declared, sentence by sentence; what is declared anew is no drift. */
export function driftIn<Options extends object, Seen>(
  panel: Pick<Panel<object, Options, Seen>, "names" | "observed" | "declarable">,
  { isSet, entries, before, listing, ignored }: Compared<Options, Seen>,
): string[] {
  return Object.entries(entries).flatMap(([domain, options]) => {
    const known = before[domain];
    if (known === undefined) return [];
    const had = new Set(panel.names(domain, known));
    const names = panel.names(domain, options).filter((name) => had.has(name));
    const isIgnored = (option: string) =>
      ignored.some((path) => path === option || (isSet && isPathTo(path, domain, option)));
    const missing = names.filter(
      (name) => !listing.has(name) && !(isIgnored("www") && name !== domain) && !isIgnored("domains"),
    );
    const notServed = names.filter((name) => listing.has(name) && listing.canServe?.(name) === false);
    const has = (name: string) => listing.has(name);
    const seen = panel.observed(domain, options, { has, seen: listing.get(domain), before: known });
    const now = new Map<string, unknown>(seen === undefined ? [] : Object.entries(panel.declarable(seen)));
    const declared = new Map<string, unknown>(Object.entries(known));
    const changed = Object.entries(options).filter(
      ([option, value]) =>
        // The www name is told of by its name.
        option !== "www" &&
        seen !== undefined &&
        !isIgnored(option) &&
        !isIgnored("domains") &&
        declared.get(option) === value &&
        now.get(option) !== value,
    );
    return [
      ...missing.map((name) => `${name} is not on the panel`),
      ...notServed.map((name) => `${name} is stored and not served`),
      ...changed.map(
        ([option]) => `${isSet ? `${domain}: ` : ""}${option} is ${now.get(option) ?? "not set"}`,
      ),
    ];
  });
}

/** Whether a path of `ignoreChanges` covers an option of a set's domain: `domains["acme.com"].documentRoot`, or the domain. */
function isPathTo(path: string, domain: string, option: string): boolean {
  const [, of, rest = ""] = /^domains\["(.+?)"\](.*)$/.exec(path) ?? [];
  return of === domain && ["", `.${option}`, `["${option}"]`].includes(rest);
}

/**
 * Sentences as the input `drift` has them: the same for the same drift, so that an update plan holds. The engine shows no line
 * for an input that stays as it was, so that drift which the last run had as well is counted.
 *
 * @param last the input of the last run
 */
export function asDriftInput(sentences: readonly string[], last: unknown): string[] {
  const sorted = [...sentences].sort();
  const shown =
    sorted.length > MOST ? [...sorted.slice(0, MOST), `and ${sorted.length - MOST} more`] : sorted;
  const before = Array.isArray(last) ? last.map(String) : [];
  const isSame = before.map((text) => text.replace(AGAIN, "")).join("\n") === shown.join("\n");
  if (!isSame) return shown;
  const runs = Number(AGAIN.exec(before[0] ?? "")?.[1] ?? 1) + 1;
  return shown.map((text) => `(${runs} runs in a row) ${text}`);
}

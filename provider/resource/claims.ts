/** A spot on a panel that holds names: an account's web domain, or a website. */
export interface Place<Target = unknown> {
  /** host:port */
  readonly panel: string;
  /** Unique on the panel, such as `tenant1/network.example.com`. */
  readonly holder: string;
  /** The same as the panel's own code has it. */
  readonly target: Target;
}

/** A resource on a panel. */
export interface Resource {
  /** host:port */
  readonly panel: string;
  readonly id: string;
}

const resourceKey = ({ panel, id }: Resource): string => `${panel} ${id}`;

/** What the program declares with other resources, as far as its constructors could tell. */
export interface Elsewhere {
  /** Names; where, their own claims will tell. */
  readonly names: readonly string[];
  /** Declarations whose names are not known before something else is done. */
  readonly unknown: readonly string[];
}

interface Claim {
  readonly place: Place;
  readonly declaration: string | undefined;
}

/**
 * The names that the program of this run declares. The engine creates before it deletes, so a name that has
 * moved from one resource to another is adopted by the new one and then deleted by the old: a delete therefore
 * leaves what is claimed at its place. And since a panel holds a name once, two claims of one name are a mistake.
 */
export class Claims {
  readonly #claims = new Map<string, Claim>();
  readonly #keysOf = new Map<string, string[]>();
  readonly #implied = new Map<string, string>();
  readonly #kept = new Set<string>();
  readonly #panels = new Set<string>();
  readonly #announced = new Set<string>();
  /** Announced declarations that have not claimed yet. */
  readonly #unknown = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #claimed = new Set<string>();
  /** Names that an update of this run gives up, each with the place that it leaves and the declaration that gives it up. */
  readonly #leaving = new Map<string, { holder: string; declaration: string | undefined }>();
  readonly #waiting: (() => void)[] = [];
  /** Resources that are to be created, by panel and id, and the declarations that they are of. */
  readonly #coming = new Map<string, string>();
  /** Resources that the state has, by panel and id, and the declarations that they are of. */
  readonly #known = new Map<string, string>();
  /** Claimed names that are to leave the panel first, since their resource is being replaced. */
  readonly #replaced = new Set<string>();

  /**
   * Claims names for a declaration, in place of what the same declaration claimed before (`check` runs twice on a
   * replacement). Without a declaration nothing can be told apart, so nothing is refused.
   *
   * @param implied names that the panel serves with these, so that nobody else can have them; they are not claimed
   * @returns the first name that another declaration has claimed, with that declaration; then nothing is claimed
   */
  claim(
    place: Place,
    names: readonly string[],
    declaration: string | undefined,
    implied: readonly string[] = [],
  ): { name: string; declaration: string } | undefined {
    const keyOf = (name: string) => `${place.panel} ${name}`;
    if (declaration !== undefined) {
      this.#release(declaration);
      this.#seen.add(declaration);
      this.#unknown.delete(declaration);
      for (const name of [...names, ...implied]) {
        const other = this.#claims.get(keyOf(name))?.declaration;
        if (other !== undefined) return { name, declaration: other };
      }
      for (const name of names) {
        const other = this.#implied.get(keyOf(name));
        if (other !== undefined) return { name, declaration: other };
      }
      for (const name of implied) this.#implied.set(keyOf(name), declaration);
      this.#keysOf.set(declaration, [...names, ...implied].map(keyOf));
    }
    this.#panels.add(place.panel);
    for (const name of names) {
      this.#claims.set(keyOf(name), { place, declaration });
      this.#claimed.add(name);
    }
    this.#changed();
    return undefined;
  }

  /** Notes names that a resource had at a place and declares there no longer: its update takes them off. */
  noteReleases({ panel, holder }: Place, names: readonly string[], declaration: string | undefined): void {
    for (const name of names) this.#leaving.set(`${panel} ${name}`, { holder, declaration });
  }

  /** Notes that an update has taken names off, or tried to. */
  noteReleased(place: Place, names: readonly string[]): void {
    for (const name of names) this.#leaving.delete(`${place.panel} ${name}`);
    this.#changed();
  }

  /** Those of the names that an update of this run has yet to take off another place of the panel. */
  unreleased(place: Place, names: readonly string[]): string[] {
    return names.filter((name) => {
      const leaving = this.#leaving.get(`${place.panel} ${name}`);
      return leaving !== undefined && leaving.holder !== place.holder;
    });
  }

  /** Notes that names were waited for in vain: whoever gives them up is waited for no more. */
  noteOverdue(place: Place, names: readonly string[]): void {
    for (const name of names) this.#givesNoMore(this.#leaving.get(`${place.panel} ${name}`)?.declaration);
  }

  /** Notes that the update or the delete of a resource has ended, whatever came of it. */
  ended(resource: Resource): void {
    this.#givesNoMore(this.#known.get(resourceKey(resource)));
  }

  /** Notes what other resources of the program declare. */
  announce({ names, unknown }: Elsewhere): void {
    for (const name of names) this.#announced.add(name);
    for (const declaration of unknown) if (!this.#seen.has(declaration)) this.#unknown.add(declaration);
  }

  /** Whether another resource of the program declares a name somewhere, as far as that is known. */
  isAnnounced(name: string): boolean {
    return this.#announced.has(name);
  }

  /** Those of the names that a resource of the program may declare without having claimed them by now. */
  unclaimed(names: readonly string[]): string[] {
    const open = names.filter((name) => !this.#claimed.has(name));
    if (this.#unknown.size > 0) return open;
    // Whether a www name goes with an announced name is not known before that is claimed.
    const isComing = (name: string) => this.#announced.has(name) && !this.#claimed.has(name);
    return open.filter((name) => isComing(name) || isComing(name.replace(/^www\./, "")));
  }

  /** Settles when the next resource claims names or has given some up. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whether a declared resource of this run wants this name to be at this place, and to stay there. */
  has(place: Place, name: string): boolean {
    const key = `${place.panel} ${name}`;
    return this.#claims.get(key)?.place.holder === place.holder && !this.#replaced.has(key);
  }

  /** Notes which declaration a resource of the state is of. */
  noteStored(resource: Resource, declaration: string): void {
    this.#known.set(resourceKey(resource), declaration);
  }

  /** Notes which declaration a resource that is to be created is of. */
  noteComing(resource: Resource, declaration: string): void {
    this.#coming.set(resourceKey(resource), declaration);
  }

  /** The create of a resource begins: from now on its names stay. */
  beginCreate(resource: Resource): void {
    const declaration = this.#coming.get(resourceKey(resource)) ?? "";
    this.#coming.delete(resourceKey(resource));
    for (const key of this.#keysOf.get(declaration) ?? []) this.#replaced.delete(key);
  }

  /**
   * The delete of a resource begins. Where its own declaration is yet to create the very same one, the user has asked for
   * a replacement that deletes first (the engine deletes what is declared no longer after all creates): then the names
   * go, also those that the declaration has claimed.
   */
  beginDelete(resource: Resource, names: readonly string[]): void {
    const declaration = this.#coming.get(resourceKey(resource));
    if (declaration === undefined) return;
    const owner = this.#known.get(resourceKey(resource)) ?? declaration;
    if (owner !== declaration) return;
    for (const name of names) {
      const key = `${resource.panel} ${name}`;
      if (this.#claims.get(key)?.declaration === declaration) this.#replaced.add(key);
    }
  }

  /**
   * The other host under which a declared resource of this run wants this name at a place that is called the same. One
   * panel may be reached under two host names, such as an old and a new one.
   */
  otherHost(place: Place, name: string): string | undefined {
    for (const panel of this.#panels) {
      if (panel !== place.panel && this.has({ ...place, panel }, name)) return panel;
    }
    return undefined;
  }

  /** Where else on the panel a declared resource of this run wants a name; undefined when nowhere. */
  destination<Target>(place: Place<Target>, name: string): Place<Target> | undefined {
    const wanted = this.#claims.get(`${place.panel} ${name}`)?.place;
    // All places of one panel have targets of one kind.
    return wanted?.holder === place.holder ? undefined : (wanted as Place<Target> | undefined);
  }

  /** Each place where else these names are wanted. */
  destinations<Target>(place: Place<Target>, names: readonly string[]): Place<Target>[] {
    const places = names.flatMap((name) => this.destination(place, name) ?? []);
    return [...new Map(places.map((one) => [one.holder, one])).values()];
  }

  /** Notes names that a delete left where they are for whoever claims them. */
  noteKept(place: Place, names: readonly string[]): void {
    for (const name of names) this.#kept.add(`${place.panel} ${place.holder} ${name}`);
  }

  /** Whether a name is there because a delete of this run left it: then it may be taken over in any case. */
  wasKept(place: Place, name: string): boolean {
    return this.#kept.has(`${place.panel} ${place.holder} ${name}`);
  }

  #givesNoMore(declaration: string | undefined): void {
    for (const [key, leaving] of this.#leaving) {
      if (leaving.declaration === declaration) this.#leaving.delete(key);
    }
    this.#changed();
  }

  #changed(): void {
    for (const changed of this.#waiting.splice(0)) changed();
  }

  #release(declaration: string): void {
    for (const key of this.#keysOf.get(declaration) ?? []) {
      if (this.#claims.get(key)?.declaration === declaration) this.#claims.delete(key);
      if (this.#implied.get(key) === declaration) this.#implied.delete(key);
    }
    this.#keysOf.delete(declaration);
  }
}

import { z } from "zod";
import { comparable } from "../../core/hostnames";
import { parseJson } from "../../core/text";

const Listed = z.record(
  z.string(),
  z.looseObject({ IP: z.string(), IP6: z.string().default(""), ALIAS: z.string(), SUSPENDED: z.string() }),
);

const SPACE = /\s/;

/** A web domain as the panel lists it. */
export class WebDomain {
  readonly #spellings = new Map<string, readonly string[]>();
  /**
   * The first alias with a space in it. The panel's command writes only what stands before the space to the vhost files
   * (docs/panels/hestia.md#stored-and-served).
   */
  readonly withSpace: string | undefined;
  /** The names before it; undefined where there is none. */
  readonly #beforeSpace: ReadonlySet<string> | undefined;

  constructor(
    /** The panel's own spelling: the delete command takes no other. */
    readonly name: string,
    readonly ip: string,
    readonly ip6: string,
    readonly suspended: boolean,
    /** As stored; one name may stand there in two spellings. */
    readonly aliases: readonly string[],
  ) {
    for (const alias of aliases) {
      const key = comparable(alias);
      this.#spellings.set(key, [...this.spellings(key), alias]);
    }
    const space = aliases.findIndex((alias) => SPACE.test(alias));
    if (space === -1) return;
    this.withSpace = aliases[space];
    this.#beforeSpace = new Set(aliases.slice(0, space).map(comparable));
  }

  has(name: string): boolean {
    return this.#spellings.has(name);
  }

  /** Every stored spelling of a name. */
  spellings(name: string): readonly string[] {
    return this.#spellings.get(name) ?? [];
  }

  /** Whether a name gets into the vhost files: it does not stand behind a space, nor has one in it. */
  isInVhost(name: string): boolean {
    return this.#beforeSpace?.has(name) ?? this.has(name);
  }

  /** The names, each in the form that is compared. */
  names(): IterableIterator<string> {
    return this.#spellings.keys();
  }

  /** The same web domain after a write of ours. */
  after(change: { added?: readonly string[]; removed?: readonly string[] }): WebDomain {
    const removed = new Set(change.removed);
    const kept = this.aliases.filter((alias) => !removed.has(alias));
    const aliases = [...kept, ...(change.added ?? []).filter((name) => !this.has(name) || removed.has(name))];
    return new WebDomain(this.name, this.ip, this.ip6, this.suspended, aliases);
  }
}

/** An account's web domains at one moment. */
export class Account {
  readonly #byName: ReadonlyMap<string, WebDomain>;

  constructor(readonly webDomains: readonly WebDomain[]) {
    this.#byName = new Map(webDomains.map((one) => [comparable(one.name), one]));
  }

  webDomain(name: string): WebDomain | undefined {
    return this.#byName.get(name);
  }

  /** The web domain of this account that has a name: as an alias, or as its own. */
  holder(name: string): WebDomain | undefined {
    return this.#byName.get(name) ?? this.webDomains.find((one) => one.has(name));
  }

  with(changed: WebDomain): Account {
    return new Account(this.webDomains.map((one) => (one.name === changed.name ? changed : one)));
  }
}

/** Reads the JSON of v-list-web-domains; undefined where the text is something else. */
export function parseAccount(text: string): Account | undefined {
  const listed = Listed.safeParse(parseJson(text)).data;
  if (listed === undefined) return undefined;
  return new Account(
    Object.entries(listed).map(([name, { IP, IP6, ALIAS, SUSPENDED }]) => {
      const aliases = ALIAS.split(",").filter((alias) => alias !== "");
      return new WebDomain(name, IP, IP6, SUSPENDED === "yes", aliases);
    }),
  );
}

/** What holds aliases: a web domain of an account. */
export interface WebDomainRef {
  readonly account: string;
  readonly webDomain: string;
}

/** The place as errors tell it. */
export const describeWebDomain = ({ account, webDomain }: WebDomainRef): string =>
  `account ${account}, web domain ${webDomain}`;

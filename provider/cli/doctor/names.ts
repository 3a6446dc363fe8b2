import type { Clock } from "../../core/clock";
import { isPrivate } from "../../core/dns";
import { ConfigurationError } from "../../core/errors";
import { READY, type Wanted } from "../../ready/fields";
import { look, type Seen, WIDTH } from "../../ready/look";
import { addressesOf } from "../../ready/lookUp";
import { counted } from "./report";
import { ok, problem, type Step, skipped, warning } from "./step";

/** How names are looked at. */
export interface NameOptions {
  readonly names: boolean;
  readonly resolver?: readonly string[];
  readonly port: number;
  /** Seconds for the names of one panel. */
  readonly timeout: number;
}

/** Looks at names, and says which are not ready. */
export class NameLooks {
  private constructor(
    private readonly clock: Clock,
    private readonly options: NameOptions,
    private readonly servers: readonly string[] | undefined,
    /** Says how far it is, where somebody waits. */
    private readonly progress: (text: string) => void,
  ) {}

  /** @throws ConfigurationError where a resolver is none */
  static async create(
    clock: Clock,
    options: NameOptions,
    progress: (text: string) => void,
  ): Promise<NameLooks> {
    const { resolver } = options;
    if (resolver === undefined) return new NameLooks(clock, options, undefined, progress);
    const parsed = READY.resolvers.parse.safeParse(resolver);
    if (!parsed.success) throw new ConfigurationError(`--resolver: ${parsed.error.issues[0]?.message}`);
    return new NameLooks(clock, options, await addressesOf(resolver), progress);
  }

  /** @param addresses where the names have to lead; undefined where the panel does not tell */
  async step(names: readonly string[], addresses: readonly string[] | undefined): Promise<Step> {
    const title = "domains";
    if (!this.options.names) return skipped(title, `${counted(names.length, "name")}, with --no-names`);
    if (names.length === 0) return ok(title, "none is mapped yet");
    if (addresses === undefined || addresses.length === 0)
      return skipped(title, "it is not known which addresses they have to lead to");
    // Whoever is behind NAT would be told to set records that lead nowhere.
    if (addresses.every(isPrivate) && !addresses.every(isLoopback))
      return skipped(title, "the internet does not reach the addresses that the panel has for them");
    const seen = await this.#look(names, addresses);
    const waiting = [...seen.values()].flatMap(({ waitsFor }) =>
      waitsFor === undefined ? [] : [worded(waitsFor)],
    );
    const rest = names.length - seen.size;
    const late =
      rest === 0
        ? ""
        : `; ${counted(rest, "name")} not looked at within ${this.options.timeout} s (--timeout)`;
    if (waiting.length === 0) {
      const says = `${counted(seen.size, "name")}: DNS leads here, and browsers accept the certificate${late}`;
      return rest === 0 ? ok(title, says) : warning(title, says);
    }
    return {
      ...problem(
        title,
        `${waiting.length.toLocaleString("en")} of ${counted(seen.size, "name")} ${waiting.length === 1 ? "is" : "are"} not ready${late}`,
      ),
      cure: "Do what each line says. `mapped-domains list --not-ready` has all of them.",
      details: waiting,
    };
  }

  /** In groups, so that a server that does not answer for any name does not keep the user waiting for ever. */
  async #look(names: readonly string[], addresses: readonly string[]): Promise<Map<string, Seen>> {
    const { port, timeout } = this.options;
    const wanted: Wanted = {
      names: new Map(names.map((name) => [name, addresses])),
      waitFor: "https",
      port,
      resolvers: undefined,
      interval: 0,
      timeout: 0,
    };
    const seen = new Map<string, Seen>();
    const until = this.clock.now() + timeout * 1000;
    const size = 4 * WIDTH;
    for (let from = 0; from < names.length && (from === 0 || this.clock.now() < until); from += size) {
      if (from > 0) this.progress(`${from.toLocaleString("en")} of ${counted(names.length, "name")}`);
      const found = await look(wanted, names.slice(from, from + size), this.servers);
      for (const [name, one] of found) seen.set(name, one);
    }
    return seen;
  }
}

/** The sentences of a look are about a DomainReady: what its inputs do, options do here. */
const worded = (sentence: string): string =>
  sentence
    .replace("give other `resolvers`", "name another resolver with --resolver")
    .replace(/: run Pulumi on one with a way there, or .*/, ": run this on a machine with a way there");

const isLoopback = (address: string): boolean => /^127\.|^::1$/.test(address);

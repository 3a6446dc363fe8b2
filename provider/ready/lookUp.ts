import { promises as dns } from "node:dns";
import { isIP } from "node:net";
import { getDomain } from "tldts";
import { ConfigurationError } from "../core/errors";
import { parseResolver } from "./fields";

/** What name servers answer about a name. */
export interface Found {
  readonly addresses: readonly string[];
  /** The names to which CNAME records lead from it, in order. */
  readonly chain: readonly string[];
  /** The resolver's code, where the question was not answered, such as ESERVFAIL. */
  readonly failure?: string | undefined;
}

/** The zone that a name's records are in, and its name servers; none where no zone is found. */
export interface Zone {
  readonly name: string;
  readonly servers: readonly string[];
}

/** So many CNAME records are followed. */
const LONGEST_CHAIN = 8;

/** Milliseconds for the first try of a question, and tries. */
const PATIENCE = { timeout: 1_500, tries: 3 };

/** Answers that say that there is nothing; every other code says that there was no answer. */
const NOTHING = new Set(["ENODATA", "ENOTFOUND"]);

interface Answer {
  readonly values: readonly string[];
  readonly failure?: string;
}

async function answerTo(question: Promise<string[]>): Promise<Answer> {
  try {
    return { values: await question };
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    return NOTHING.has(code) ? { values: [] } : { values: [], failure: code };
  }
}

/** What one look asks of name servers; a look begins with nothing that an earlier one was answered. */
export class LookUp {
  readonly #resolver = new dns.Resolver(PATIENCE);
  readonly #zones = new Map<string, Promise<Answer>>();

  /** @param servers the resolvers, by their addresses; undefined for the system's */
  constructor(servers: readonly string[] | undefined) {
    if (servers !== undefined) this.#resolver.setServers(servers);
  }

  /** The addresses to which a name leads; the CNAME records between are asked for where they lead to none. */
  async addresses(name: string): Promise<Found> {
    const chain: string[] = [];
    for (;;) {
      const asked = chain.at(-1) ?? name;
      const [v4, v6] = await Promise.all([
        answerTo(this.#resolver.resolve4(asked)),
        answerTo(this.#resolver.resolve6(asked)),
      ]);
      const addresses = [...new Set([...v4.values, ...v6.values])].sort();
      const failure = v4.failure ?? v6.failure;
      if (addresses.length > 0) return { addresses, chain };
      if (failure !== undefined) return { addresses, chain, failure };
      // A recursive resolver has followed the records; a zone's own name server answers with the first alone.
      const target = await this.canonicalName(asked);
      if (target === undefined || target === name || chain.includes(target) || chain.length >= LONGEST_CHAIN)
        return { addresses, chain };
      chain.push(target);
    }
  }

  /** The name of which this one is an alias by a CNAME record. */
  async canonicalName(name: string): Promise<string | undefined> {
    const { values } = await answerTo(this.#resolver.resolveCname(name));
    return values[0]?.toLowerCase();
  }

  /**
   * The zone in which a name's records are to be set.
   *
   * @param isAlias whether the name has a CNAME record: then it is no zone itself, and its target's name servers are the answer
   */
  async zoneOf(name: string, isAlias: boolean): Promise<Zone> {
    const registrable = getDomain(name, { allowPrivateDomains: false }) ?? name;
    const labels = name.split(".");
    const most = labels.length - registrable.split(".").length + 1;
    for (let from = isAlias && most > 1 ? 1 : 0; from < most; from += 1) {
      const zone = labels.slice(from).join(".");
      const { values } = await this.#nameServers(zone);
      if (values.length > 0) return { name: zone, servers: [...values].sort() };
    }
    return { name: registrable, servers: [] };
  }

  /** Ends the questions that are still open. */
  end(): void {
    this.#resolver.cancel();
  }

  #nameServers(zone: string): Promise<Answer> {
    const known = this.#zones.get(zone) ?? answerTo(this.#resolver.resolveNs(zone));
    this.#zones.set(zone, known);
    return known;
  }
}

/**
 * Resolvers as the library takes them: by their addresses.
 *
 * @param resolvers host:port of each
 * @throws ConfigurationError where the host of one is not found
 */
export const addressesOf = (resolvers: readonly string[]): Promise<string[]> =>
  Promise.all(
    resolvers.map(async (text) => {
      const { host, port } = parseResolver(text) ?? { host: text, port: 53 };
      const address = isIP(host) === 0 ? await addressOf(host) : host;
      return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
    }),
  );

async function addressOf(host: string): Promise<string> {
  try {
    return (await dns.lookup(host)).address;
  } catch {
    throw new ConfigurationError(
      `The host ${host} of \`resolvers\` is not found. Give its address, or correct it.`,
    );
  }
}

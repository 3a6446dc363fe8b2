import { Gate } from "../../core/gate";
import type { SiteCertificate } from "../../ready/handshake";
import { type Handshake, shakeHands, TOO_SLOW } from "../../ready/handshake";
import { type DnsVerdict, decisive, judgeDns, NO_WAY } from "../../ready/judge";
import { askedFor } from "../../ready/look";
import { type Found, LookUp } from "../../ready/lookUp";

/** What is looked at of each name, and how. */
export interface LookOptions {
  readonly dns: boolean;
  readonly certificates: boolean;
  /** Resolvers by their addresses; undefined for the system's. */
  readonly resolvers: readonly string[] | undefined;
  readonly port: number;
  /** Milliseconds for DNS, and again for a handshake. */
  readonly limit: number;
}

export interface DnsState {
  /** `unknown` where the panel does not tell where names have to lead. */
  readonly status: DnsVerdict | "unknown";
  readonly addresses: readonly string[];
  /** The resolver's code, where there was no answer. */
  readonly failure?: string;
}

export interface CertificateState {
  /** `unknown` where it was not looked for: DNS does not lead to the panel, or it is not known where the panel is. */
  readonly status: "valid" | "invalid" | "unknown";
  readonly certificate?: SiteCertificate;
  /** Why it is not valid: a code of OpenSSL, of the system or of the handshake. */
  readonly failure?: string;
  /** What is presented all the same, in words. */
  readonly presented?: string;
}

/** What a look found out about a name; without what was not to be looked at. */
export interface LookedAt {
  readonly dns?: DnsState;
  readonly certificate?: CertificateState;
}

/** So many names are looked at at once. */
const WIDTH = 32;

/** After so many silences, and nothing but silence, nobody is asked any more: thousands of names would wait for nothing. */
const MOST_SILENCES = 8;

/** The codes of a resolver that did not answer, and of a server. */
const SILENT = new Set(["ETIMEOUT", "ETIMEDOUT", "ECONNREFUSED", TOO_SLOW, ...NO_WAY]);

/** Whoever is asked about names: resolvers, or a web server. */
class Asked {
  #silences = 0;
  #hasAnswered = false;
  #last = TOO_SLOW;

  /** The code of its last silence, where it is asked no more. */
  get silence(): string | undefined {
    return !this.#hasAnswered && this.#silences >= MOST_SILENCES ? this.#last : undefined;
  }

  note(failure: string | undefined): void {
    if (failure === undefined || !SILENT.has(failure)) {
      this.#hasAnswered = true;
      return;
    }
    this.#silences += 1;
    this.#last = failure;
  }
}

/** Looks at names, side by side: at their DNS, and where that leads to the panel at the certificate there. */
export class Looks {
  readonly #gate = new Gate(WIDTH);
  readonly #lookUp: LookUp;
  readonly #resolvers = new Asked();
  readonly #servers = new Map<string, Asked>();

  constructor(private readonly options: LookOptions) {
    this.#lookUp = new LookUp(options.resolvers);
  }

  /** @param expected the addresses that lead to the name's place; undefined where they are not known */
  at(name: string, expected: readonly string[] | undefined): Promise<LookedAt> {
    return this.#gate.run(async () => {
      const { dns: looksAtDns, certificates } = this.options;
      const dns = looksAtDns ? await this.#dnsOf(name, expected) : undefined;
      if (!certificates) return dns === undefined ? {} : { dns };
      const leadsThere = dns === undefined || dns.status === "right" || dns.status === "mixed";
      const addresses = dns === undefined ? expected : dns.addresses.filter((one) => expected?.includes(one));
      const certificate = leadsThere ? await this.#certificateOf(name, addresses ?? []) : UNKNOWN;
      return dns === undefined ? { certificate } : { dns, certificate };
    });
  }

  /** Ends what is still open. */
  end(): void {
    this.#lookUp.end();
  }

  async #dnsOf(name: string, expected: readonly string[] | undefined): Promise<DnsState> {
    const found = await this.#find(askedFor(name));
    const { addresses, failure } = found;
    const verdict = judgeDns(found, expected ?? []);
    const isJudged = expected !== undefined || addresses.length === 0;
    return {
      status: isJudged ? verdict : "unknown",
      addresses,
      ...(verdict === "unanswered" && failure !== undefined ? { failure } : {}),
    };
  }

  async #find(name: string): Promise<Found> {
    const { silence } = this.#resolvers;
    if (silence !== undefined) return { addresses: [], chain: [], failure: silence };
    const late: Found = { addresses: [], chain: [], failure: "ETIMEOUT" };
    const found = await within(this.options.limit, this.#lookUp.addresses(name), late);
    this.#resolvers.note(found.failure);
    return found;
  }

  async #certificateOf(name: string, addresses: readonly string[]): Promise<CertificateState> {
    const hands = await Promise.all(addresses.map((address) => this.#shake(askedFor(name), address)));
    const decided = decisive(hands);
    if (decided === undefined) return UNKNOWN;
    const { certificate, failure, presented } = decided;
    if (certificate !== undefined) return { status: "valid", certificate };
    return {
      status: "invalid",
      ...(failure === undefined ? {} : { failure }),
      ...(presented === undefined ? {} : { presented }),
    };
  }

  async #shake(name: string, address: string): Promise<Handshake> {
    const { port, limit } = this.options;
    const server = this.#servers.get(address) ?? new Asked();
    this.#servers.set(address, server);
    const { silence } = server;
    if (silence !== undefined) return { at: address, failure: silence };
    const hands = await shakeHands(name, address, port, limit);
    server.note(hands.failure);
    return hands;
  }
}

const UNKNOWN: CertificateState = { status: "unknown" };

/** What a promise comes to, or something else where it takes too long. */
async function within<T>(limit: number, promise: Promise<T>, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), limit);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}

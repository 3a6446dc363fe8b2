import DNS from "dns2";

const { Packet } = DNS;

export type RecordType = "A" | "AAAA" | "CNAME" | "NS";

/** A question that reached the server. */
export interface Question {
  readonly name: string;
  readonly type: string;
}

const NXDOMAIN = 3;
/** Codes of answers that are none. */
const RCODES = { SERVFAIL: 2, REFUSED: 5 } as const;

const TYPES = new Map<number, string>(Object.entries(Packet.TYPE).map(([name, code]) => [code, name]));

/** A real DNS server on a loopback address, with records that a test may change at any time. */
export class DnsServer {
  readonly log: Question[] = [];
  /** Whether answers follow CNAME records, as those of a resolver; a zone's own name server answers with the first alone. */
  isRecursive = true;
  readonly #records = new Map<string, string[]>();
  readonly #failing = new Map<string, keyof typeof RCODES | "silence">();
  #listeners: (() => void)[] = [];
  #held: (() => void)[] | undefined;

  private constructor(
    private readonly server: ReturnType<typeof DNS.createServer>,
    private readonly port: number,
  ) {}

  static async start(): Promise<DnsServer> {
    const server = DNS.createServer({ udp: true });
    const { udp } = await server.listen({ udp: { port: 0, address: "127.0.0.1" } });
    const dns = new DnsServer(server, udp?.port ?? 0);
    server.on("request", (request, send) => dns.#answer(request, send));
    return dns;
  }

  /** As the input `resolvers` names it. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Sets the values of a name's records of one type; none removes them. A name may be a wildcard. */
  set(name: string, type: RecordType, ...values: string[]): void {
    if (values.length === 0) this.#records.delete(`${name} ${type}`);
    else this.#records.set(`${name} ${type}`, values);
  }

  /** Removes every record of a name. */
  remove(name: string): void {
    for (const type of ["A", "AAAA", "CNAME", "NS"] as const) this.set(name, type);
  }

  /** Lets questions about a name fail, those for one type or all; undefined ends that. */
  fail(name: string, how: keyof typeof RCODES | "silence" | undefined, type = ""): void {
    const key = `${name} ${type}`;
    if (how === undefined) this.#failing.delete(key);
    else this.#failing.set(key, how);
  }

  /** Holds answers back. */
  hold(): void {
    this.#held ??= [];
  }

  /** Gives the answers that were held back, and holds none any more. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const answer of held) answer();
  }

  /** The names that were asked about, each once. */
  get names(): string[] {
    return [...new Set(this.log.map(({ name }) => name))];
  }

  /** Resolves once something holds of the questions so far. */
  async until(holds: (log: readonly Question[]) => boolean): Promise<void> {
    while (!holds(this.log)) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  /** Resolves when a question about a name arrives, from now on. */
  async asked(name: string, type = "A"): Promise<void> {
    const before = this.log.length;
    await this.until((log) => log.slice(before).some((one) => one.name === name && one.type === type));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  #answer(request: DNS.Packet, send: (response: DNS.Packet) => Promise<Buffer>): void {
    const [question] = request.questions;
    if (question === undefined) return;
    const name = question.name.toLowerCase();
    const type = TYPES.get(question.type) ?? String(question.type);
    this.log.push({ name, type });
    const answer = () => {
      const failing = this.#failing.get(`${name} ${type}`) ?? this.#failing.get(`${name} `);
      if (failing === "silence") return;
      const response = Packet.createResponseFromRequest(request);
      if (failing !== undefined) response.header.rcode = RCODES[failing];
      else this.#fill(response, name, type);
      void send(response);
    };
    if (this.#held === undefined) answer();
    else this.#held.push(answer);
    for (const notify of this.#listeners.splice(0)) notify();
  }

  #fill(response: DNS.Packet, asked: string, type: string): void {
    for (let name = asked, hops = 0; hops < 20; hops += 1) {
      const values = this.#find(name, type);
      const [alias] = type === "CNAME" || values !== undefined ? [] : (this.#find(name, "CNAME") ?? []);
      for (const value of values ?? (alias === undefined ? [] : [alias]))
        response.answers.push(resource(name, alias === undefined ? (type as RecordType) : "CNAME", value));
      if (alias === undefined || !this.isRecursive) break;
      name = alias;
    }
    if (response.answers.length === 0 && !this.#isThere(asked)) response.header.rcode = NXDOMAIN;
  }

  #find(name: string, type: string): string[] | undefined {
    const own = this.#records.get(`${name} ${type}`);
    if (own !== undefined || this.#isThere(name)) return own;
    return this.#records.get(`${name.replace(/^[^.]+/, "*")} ${type}`);
  }

  /** Whether the name, or one below it, has a record. */
  #isThere(name: string): boolean {
    return [...this.#records.keys()].some((key) => {
      const [owner = ""] = key.split(" ");
      return owner === name || owner.endsWith(`.${name}`);
    });
  }
}

function resource(name: string, type: RecordType, value: string): DNS.Packet.Resource {
  const made = new Packet.Resource({ name, type: Packet.TYPE[type], class: Packet.CLASS.IN, ttl: 60 });
  return Object.assign(
    made,
    type === "NS" ? { ns: value } : type === "CNAME" ? { domain: value } : { address: value },
  );
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Harness } from "../support/harness";
import type { ConformanceHarness, FaultKind, Place, ResourceKind, Row } from "./row";
import { toyName, toyNames } from "./toy/panel";
import { startToyPanel } from "./toy/server";

const ZONES = { home: "main", away: "second" } as const;
const CALLS = { GET: "list", PUT: "add", DELETE: "remove" } as const;
type Call = (typeof CALLS)[keyof typeof CALLS];

/** A fault of `times` calls, after `skip` calls. */
interface Fault {
  readonly call: Call;
  readonly kind: FaultKind;
  readonly name?: string;
  skip: number;
  times: number;
}

/** A toy panel behind a proxy that records calls and injects faults. */
class ToyConformance
  extends Harness<{ host: string; clearLog(): void; close(): Promise<void> }>
  implements ConformanceHarness
{
  #log: string[] = [];
  #faults: Fault[] = [];

  private constructor(
    private readonly toy: Awaited<ReturnType<typeof startToyPanel>>,
    front: ReturnType<typeof createServer>,
  ) {
    const host = `127.0.0.1:${(front.address() as AddressInfo).port}`;
    const close = async () => {
      front.close();
      front.closeAllConnections();
      toy.close();
    };
    const clearLog = () => {
      this.#log = [];
    };
    const config = { "toy:apiUrl": `http://${host}/api/`, "toy:zone": ZONES.home };
    super({ host, clearLog, close }, config, { toyName, toyNames });
    front.on("request", (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<ToyConformance> {
    const toy = await startToyPanel();
    toy.zones.set(ZONES.away, new Set());
    const front = createServer();
    await new Promise<void>((listening) => front.listen(0, "127.0.0.1", listening));
    return new ToyConformance(toy, front);
  }

  get calls(): string[] {
    return this.#log;
  }

  get writes(): string[] {
    return this.#log.filter((call) => call !== "list");
  }

  names(place: Place = "home"): string[] {
    return [...(this.toy.zones.get(ZONES[place]) ?? [])];
  }

  setNames(names: readonly string[], place: Place = "home"): void {
    this.toy.zones.set(ZONES[place], new Set(names));
  }

  addFault(call: Call, kind: FaultKind, { nth = 1, times = 1 }: { nth?: number; times?: number } = {}): void {
    this.#faults.push({ call, kind, skip: nth - 1, times });
  }

  refuseName(name: string): void {
    this.#faults.push({ call: "add", kind: "refused", name, skip: 0, times: 1 });
  }

  clearFaults(): void {
    this.#faults = [];
  }

  async #answer({ method = "GET", url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = CALLS[method as keyof typeof CALLS];
    const name = decodeURIComponent(url.split("/")[3] ?? "");
    this.#log.push(call === "list" ? call : `${call} ${name}`);
    const kind = this.#take(call, name);
    if (typeof kind === "function") await kind();
    if (kind === "never done") return void response.destroy();
    if (kind === "refused") return void response.writeHead(500).end();
    const answer = await fetch(new URL(url, this.toy.url), { method });
    if (kind === "lost") return void response.destroy();
    response.writeHead(answer.status).end(await answer.text());
  }

  #take(call: Call, name: string): FaultKind | undefined {
    const addFault = this.#faults.find((one) => one.call === call && (one.name ?? name) === name);
    if (addFault === undefined) return undefined;
    addFault.skip -= 1;
    if (addFault.skip >= 0) return undefined;
    addFault.times -= 1;
    if (addFault.times === 0) this.#faults = this.#faults.filter((one) => one !== addFault);
    return addFault.kind;
  }
}

const single: ResourceKind = { on: "toyName", args: (domain) => ({ domain }) };
const set: ResourceKind = { on: "toyNames", args: (...domains) => ({ domains }) };

const common = {
  start: () => ToyConformance.start(),
  single,
  set,
  away: { zone: ZONES.away },
  addCalls: (...names) => names.map((name) => `add ${name}`),
  removeCalls: (...names) => names.map((name) => `remove ${name}`),
  adoptCalls: ["list"],
  lookCalls: ["list"],
  readCalls: ["list"],
  existsMessage: /is on this zone already, and onExisting is "fail"\. Set onExisting to "adopt"/,
  unusablePlaces: [
    {
      what: "a zone that is not there",
      args: { zone: "nowhere" },
      message: /nothing was moved there: there is no such zone/,
    },
  ],
  options: {},
} satisfies Partial<Row>;

/** The two resources of the toy panel, an example of a third panel. */
export const TOY_ROWS: readonly Row[] = [
  {
    ...common,
    ...single,
    title: "a toy name",
    isSet: false,
    names: ["acme.com"],
    others: ["acme.org"],
    respelled: { domain: " ACME.com. ", zone: "main" },
    id: "main/acme.com",
    lookedUp: { domain: "acme.com", zone: "main", adopted: false },
    unknownIds: { "a name that is not there": "main/acme.org" },
    notFoundMessage:
      /^read acme\.org on .* \(zone main\): there is no such name\. Correct the id, which is zone\/domain/,
    changes: { domain: "acme.org", zone: "second" },
  },
  {
    ...common,
    ...set,
    title: "toy names",
    isSet: true,
    names: ["a.test", "b.test", "c.test"],
    others: ["x.test", "y.test"],
    respelled: { domains: { " A.test": {}, "C.test.": true, "b.test": {} } },
    id: "main",
    lookedUp: { domains: { "a.test": true, "b.test": true, "c.test": true }, adopted: [] },
    unknownIds: { "a zone that is not there": "nowhere" },
    notFoundMessage: /^read the set on .* \(zone nowhere\): there is no such zone/,
    changes: { domains: ["acme.org"], zone: "second" },
  },
];

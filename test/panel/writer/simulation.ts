import {
  demoCredentials,
  type HestiaPanel,
  type HestiaRequest,
  realisticLatency,
  startHestiaPanel,
} from "../../../panels/hestia";
import type { Clock } from "../../../provider/core/clock";
import { Gate } from "../../../provider/core/gate";
import { HestiaAccess } from "../../../provider/hestia/access";
import { HestiaClient } from "../../../provider/hestia/api/client";
import type { AccountWriter, WriterOptions } from "../../../provider/hestia/writer/writer";
import { Session } from "../../../provider/resource/session";
import { ACCOUNT } from "./harness";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * Time that passes only while everybody waits for it: no process computes and no call is on the wire. The panel works
 * by it as well, so that a run takes what it would take on a real panel, and is over at once.
 */
export class SharedTime implements Clock {
  /** Calls that clients have under way, and of those, the ones that the panel works on. */
  underWay = 0;
  worked = 0;
  #now = 0;
  #seed: number;
  readonly #sleepers: Sleeper[] = [];
  #runs = false;

  constructor(seed = 1) {
    this.#seed = seed;
  }

  now = () => this.#now;
  date = this.now;

  /** The generator "mulberry32". */
  random = () => {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      // As Node's timers have it.
      const until = this.#now + Math.max(1, Math.trunc(milliseconds));
      const later = this.#sleepers.findIndex((other) => other.until > until);
      this.#sleepers.splice(later < 0 ? this.#sleepers.length : later, 0, { until, wake });
      if (!this.#runs) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#runs = true;
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.underWay > this.worked) continue;
      const next = this.#sleepers.shift();
      if (next === undefined) break;
      this.#now = next.until;
      next.wake();
    }
    this.#runs = false;
  }
}

class CountingGate extends Gate {
  constructor(private readonly time: SharedTime) {
    super(4);
  }

  override async run<T>(task: () => Promise<T>): Promise<T> {
    this.time.underWay += 1;
    try {
      return await super.run(task);
    } finally {
      this.time.underWay -= 1;
    }
  }
}

/** A process with its own writer. */
export interface Process {
  readonly client: HestiaClient;
  readonly writer: AccountWriter;
  readonly messages: string[];
}

export interface Simulation {
  readonly panel: HestiaPanel;
  readonly time: SharedTime;
  start(): Process;
}

export interface SimulationOptions extends WriterOptions {
  readonly seed?: number;
  /** Milliseconds until a command rejects its arguments. */
  readonly rejectionTime?: number;
}

/** Runs a test against a panel with the latency of the real one, in simulated time. */
export async function simulated(
  options: SimulationOptions,
  test: (simulation: Simulation) => Promise<void>,
): Promise<void> {
  const simulation = await startSimulation(options);
  await test(simulation).finally(() => simulation.panel.close());
}

export async function startSimulation({
  seed = 1,
  rejectionTime = 100,
  ...options
}: SimulationOptions = {}): Promise<Simulation> {
  const panel = await startHestiaPanel();
  const time = new SharedTime(seed);
  const works = async (milliseconds: number) => {
    time.worked += 1;
    await time.sleep(milliseconds);
    time.worked -= 1;
  };
  const always = { do: "hook", times: Number.MAX_SAFE_INTEGER } as const;
  panel.faults.add(
    { ...always, when: "before", run: () => works(rejectionTime) },
    { ...always, when: "between", run: (request) => works(latency(panel, request) - rejectionTime) },
  );
  const { accessKey, secretKey } = demoCredentials;
  const config = new Map([
    ["hestia:apiUrl", panel.url],
    ["hestia:accessKey", accessKey],
    ["hestia:secretKey", secretKey],
  ]);
  return {
    panel,
    time,
    start: () => {
      const messages: string[] = [];
      const session = new Session(time, (message) => messages.push(message), {});
      session.configure({ get: (key) => config.get(key) });
      const access = new HestiaAccess(session, options);
      const client = new HestiaClient(access.client(undefined).connection, new CountingGate(time));
      return { client, messages, writer: access.writer(client.panel, ACCOUNT) };
    },
  };
}

const LATENCY = realisticLatency();

function latency(panel: HestiaPanel, { command, args }: HestiaRequest): number {
  if (typeof LATENCY !== "function") throw new Error("the panel's model of latency is a table");
  const isWrite = command.endsWith("alias");
  return LATENCY({
    command,
    args,
    auth: "access-key",
    names: isWrite ? (args[2] ?? "").split(",").length : 0,
    aliases: isWrite ? panel.aliases(args[0] ?? "", args[1] ?? "").length : 0,
    restart: args[3] ?? "",
  });
}

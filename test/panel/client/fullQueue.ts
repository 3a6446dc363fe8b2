import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** Listens with a queue of one connection, and then blocks for good. */
const LISTENER = `
  const { createServer } = require("node:net");
  const { parentPort } = require("node:worker_threads");
  const server = createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
/** More connections than fit into a queue of one. */
const CALLERS = 8;

/**
 * A port whose queue of connections is full, as a firewall that drops packets looks to a caller: no refusal, no
 * answer. The ones in the queue are those that the system accepts for a program that never asks for them.
 */
export class FullQueue {
  private constructor(
    readonly port: number,
    private readonly worker: Worker,
    private readonly callers: readonly Socket[],
  ) {}

  static async start(): Promise<FullQueue> {
    const worker = new Worker(LISTENER, { eval: true });
    const port = await new Promise<number>((listening, failed) => {
      worker.once("message", listening).once("error", failed);
    });
    const callers = Array.from({ length: CALLERS }, () => connect(port, "127.0.0.1").on("error", () => {}));
    // Linux accepts one more than was asked for. Further connections wait.
    let connected = 0;
    await new Promise<void>((full) => {
      for (const caller of callers) {
        caller.once("connect", () => {
          connected += 1;
          if (connected === 2) full();
        });
      }
    });
    return new FullQueue(port, worker, callers);
  }

  async close(): Promise<void> {
    for (const caller of this.callers) caller.destroy();
    await this.worker.terminate();
  }
}

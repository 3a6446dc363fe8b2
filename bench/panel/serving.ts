import { createInterface } from "node:readline";

/**
 * Serves a panel in a process of its own, so that it does not take its turns from the one that measures. It prints its port. A
 * line `model` or `none` on its input sets the latency and is printed back. It ends with its input, however the process at
 * the other end has ended.
 *
 * @param start starts the panel; its calls take their time where `isSlow` says so
 */
export function serve(
  start: (isSlow: () => boolean) => Promise<{ host: string; close(): Promise<void> }>,
): void {
  let latency = "none";
  start(() => latency === "model").then(
    (panel) => {
      const input = createInterface({ input: process.stdin });
      input.on("line", (line) => {
        latency = line;
        process.stdout.write(`${line}\n`);
      });
      input.on("close", () => void panel.close());
      process.stdout.write(`${panel.host.split(":")[1]}\n`);
    },
    (error: unknown) => {
      process.stderr.write(`the benchmark's panel: ${error}\n`);
      process.exit(1);
    },
  );
}

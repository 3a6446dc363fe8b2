/** What a latency model may look at. */
export interface HestiaLatencyCall {
  command: string;
  args: readonly string[];
  auth: "hash" | "password" | "access-key";
  /** Names that the call adds or deletes; 0 for a list. */
  names: number;
  /** Aliases that the web domain has when the call begins; 0 for a list. */
  aliases: number;
  /** RESTART as given, "" when absent. */
  restart: string;
}

/**
 * How long a command works, in milliseconds: a table by command name ("*" for the others, default 0) or a
 * function. An add or delete spends this between reading ALIAS and writing it back; a list spends it before it reads.
 * Zero still lets other calls in between: an add or delete gives way for a few turns of the event loop.
 */
export type HestiaLatency = Readonly<Record<string, number>> | ((call: HestiaLatencyCall) => number);

export function latencyOf(latency: HestiaLatency, call: HestiaLatencyCall): number {
  if (typeof latency === "function") return latency(call);
  return latency[call.command] ?? latency["*"] ?? 0;
}

/** Seconds by the number of aliases that are there: measured points, straight lines between. */
type Growth = readonly (readonly [aliases: number, seconds: number])[];

/** What they add to an add. */
const ADD: Growth = [
  [0, 0],
  [500, 0.5],
  [1000, 1.1],
  [3000, 5.4],
];

/** A whole delete: 5 to 7 s at 3,000. */
const DELETE: Growth = [
  [0, 0.4],
  [500, 0.4],
  [3000, 6],
];

function growth(points: Growth, aliases: number): number {
  let [fromAliases, fromSeconds] = points[0] ?? [0, 0];
  for (const [toAliases, toSeconds] of points.slice(1)) {
    const slope = (toSeconds - fromSeconds) / (toAliases - fromAliases);
    const beyondTable = toAliases === points.at(-1)?.[0];
    if (aliases <= toAliases || beyondTable) return fromSeconds + slope * (aliases - fromAliases);
    [fromAliases, fromSeconds] = [toAliases, toSeconds];
  }
  return 0;
}

/**
 * The measured times of a quiet panel (docs/panels/hestia.md#times): list 0.15 s; add 0.5 s + 0.03 s a
 * name, and delete 0.4 s, both growing with the aliases that are there; +0.4 s for a RESTART other than `no` (without
 * the time of the reload itself); +0.4 s for the password way.
 * @param scale 1 is real time, 0.1 a tenth of it. Default 1.
 */
export function realisticLatency(scale = 1): HestiaLatency {
  return (call) => 1000 * scale * seconds(call);
}

function seconds(call: HestiaLatencyCall): number {
  const password = call.auth === "password" ? 0.4 : 0;
  // What is left to the queue takes no longer than `no` (docs/panels/hestia.md#the-restart-queue).
  const restart = call.restart === "no" || call.restart === "updatessl" ? 0 : 0.4;
  switch (call.command) {
    case "v-add-web-domain-alias":
      return 0.5 + 0.03 * call.names + growth(ADD, call.aliases) + restart + password;
    case "v-delete-web-domain-alias":
      return growth(DELETE, call.aliases) + restart + password;
    default:
      return 0.15 + password;
  }
}

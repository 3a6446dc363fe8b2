import { type HestiaLatencyCall, latencyOf, realisticLatency } from "../../panels/hestia/latency";

const measured = realisticLatency();

/**
 * How long the benchmark's panel works on a call, in milliseconds: list 0.15 s, delete 0.4 s, add 0.5 s + 0.03 s a name,
 * these two + what the aliases cost that the web domain has. A restart costs nothing here. That favours the textbook provider,
 * which asks for one with each of its calls; this package asks for one in a run.
 */
export const panelTime = (call: HestiaLatencyCall): number => latencyOf(measured, { ...call, restart: "no" });

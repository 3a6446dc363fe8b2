import { grouped } from "./figures";
import type { Curve } from "./recorder";

const WIDTH = 720;
const HEIGHT = 420;
const AREA = { left: 64, right: 20, top: 64, bottom: 52 };
/** Readable on white and on dark ground. */
const TEXT = "#7d8590";
const COLOURS = ["#2f81f7", "#2da44e", "#9a6dd7", "#e16f24"];

/** A logarithmic axis between two values, as a place from 0 to 1. */
const place = (value: number, [from, to]: readonly [number, number]): number =>
  Math.log(value / from) / Math.log(to / from);

/** 1, 2 and 5 of each power of ten, as far as they are within the range. */
function ticks([from, to]: readonly [number, number]): number[] {
  const powers = Array.from({ length: 12 }, (_, index) => 10 ** (index - 4));
  return powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= from && tick <= to);
}

/** The least range that ends at ticks and holds all values. */
function around(values: readonly number[]): [number, number] {
  const all = ticks([1e-4, 1e7]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return [all.findLast((tick) => tick <= least) ?? least, all.find((tick) => tick >= most) ?? most];
}

/** Draws the curves on logarithmic axes, as the text of an SVG file. */
export function plot(curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const domains = [...new Set(points.map(([count]) => count))].sort((one, other) => one - other);
  const range: [number, number] = [domains[0] ?? 1, domains.at(-1) ?? 10];
  const times = around(points.map(([, time]) => time));
  const x = (count: number) => AREA.left + place(count, range) * (WIDTH - AREA.left - AREA.right);
  const y = (time: number) => HEIGHT - AREA.bottom - place(time, times) * (HEIGHT - AREA.top - AREA.bottom);

  const rows = ticks(times).map((time) => grid(AREA.left, y(time), WIDTH - AREA.right, y(time)));
  const columns = domains.map((count) => grid(x(count), AREA.top, x(count), HEIGHT - AREA.bottom));
  const labels = [
    ...ticks(times).map((time) => label(AREA.left - 8, y(time) + 4, String(time), "end")),
    ...domains.map((count) => label(x(count), HEIGHT - AREA.bottom + 18, grouped(count), "middle")),
    label((AREA.left + WIDTH - AREA.right) / 2, HEIGHT - 12, "domains", "middle"),
    label(AREA.left - 48, AREA.top - 14, "seconds", "start"),
  ];
  const lines = curves.map(({ points: of, ...curve }, index) => {
    const places = of.map(([count, time]) => `${at(x(count))},${at(y(time))}`);
    return `<polyline points="${places.join(" ")}" fill="none" ${pen(curve, index)}/>`;
  });
  const dots = curves.flatMap(({ points: of }, index) =>
    of.map(
      ([count, time]) => `<circle cx="${at(x(count))}" cy="${at(y(time))}" r="3" fill="${colour(index)}"/>`,
    ),
  );
  const legend = curves.map(entry);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"` +
      ` font-family="system-ui, sans-serif" font-size="12" fill="${TEXT}" role="img">`,
    "<title>Seconds that pulumi up takes to create so many domains, on a panel that answers at once</title>",
    ...rows,
    ...columns,
    ...labels,
    ...lines,
    ...dots,
    ...legend,
    "</svg>",
  ].join("\n");
}

const at = (value: number): string => value.toFixed(1);

const grid = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${TEXT}" stroke-opacity="0.3"/>`;

const label = (x: number, y: number, text: string, anchor: "start" | "middle" | "end"): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${text}</text>`;

const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? TEXT;

const pen = ({ broken = false }: Pick<Curve, "broken">, index: number): string =>
  `stroke="${colour(index)}" stroke-width="2"${broken ? ' stroke-dasharray="7 5"' : ""}`;

/** A line of the legend: two columns above the area. */
function entry(curve: Curve, index: number): string {
  const x = AREA.left + 90 + (index % 2) * 270;
  const y = 16 + Math.floor(index / 2) * 18;
  const sample = `<line x1="${x}" y1="${y}" x2="${x + 24}" y2="${y}" ${pen(curve, index)}/>`;
  return `${sample}\n${label(x + 32, y + 4, curve.name, "start")}`;
}

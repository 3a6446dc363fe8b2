import { expect } from "chai";
import type { Seen } from "../../../provider/ready/look";
import { lasting, Progress } from "../../../provider/ready/progress";

const MINUTE = 60_000;

const ready: Seen = { dns: { status: "right", addresses: [] } };
const waits = (waitsFor: string): Seen => ({ dns: { status: "missing", addresses: [] }, waitsFor });

describe("the progress of a wait", () => {
  let told: string[];
  let progress: Progress;
  beforeEach(() => {
    told = [];
    const wait = { total: 3, interval: 5 * MINUTE, timeout: 60 * MINUTE };
    progress = new Progress((message) => told.push(message), wait);
  });
  const note = (seen: Record<string, Seen>, minutes: number): string[] => {
    told.length = 0;
    progress.note(new Map(Object.entries(seen)), minutes * MINUTE);
    return [...told];
  };

  it("is told in full once, then only what changes", () => {
    const first = { a: ready, b: waits("b has no record"), c: waits("c has no record") };
    expect(note(first, 0)).to.deep.equal([
      "Waiting for 2 of 3 domains to be ready, looking every 5 min for up to 60 min:\n  b has no record\n  c has no record",
    ]);
    expect(note(first, 5)).to.deep.equal([]);
    expect(note({ ...first, b: waits("b has no certificate") }, 10)).to.deep.equal([
      "Changed after 10 min:\n  b has no certificate",
    ]);
    expect(note({ ...first, b: ready }, 15)).to.deep.equal([
      "Ready after 15 min: b; waiting for 1 of 3 domains",
    ]);
  });

  it("is heard of every quarter of an hour where nothing changes", () => {
    const seen = { a: ready, b: waits("b has no record"), c: ready };
    note(seen, 0);
    const lines = [5, 10, 15, 20, 25, 30].map((minutes) => note(seen, minutes));
    expect(lines).to.deep.equal([
      [],
      [],
      ["Waiting for 1 of 3 domains since 15 min: b"],
      [],
      [],
      ["Waiting for 1 of 3 domains since 30 min: b"],
    ]);
  });

  it("does not flood, however many names there are", () => {
    const names = Array.from({ length: 1000 }, (_, n) => `n${n}`);
    const all = (what: string) => Object.fromEntries(names.map((name) => [name, waits(`${name} ${what}`)]));
    const lines = [note(all("has no record"), 0), note(all("has another record"), 5)]
      .flat()
      .join("\n")
      .split("\n");
    expect(lines).to.have.length(2 * 12);
    expect(lines[11]).to.equal("  and 990 more");
    expect(note(Object.fromEntries(names.map((name) => [name, ready])), 10).join("\n").length).to.be.below(
      200,
    );
  });

  it("does not go on about a name whose addresses change at every look", () => {
    const lines = [0, 5, 10, 15, 20, 25].map((minutes) =>
      note({ a: waits(`a leads to 198.51.100.${minutes}`) }, minutes),
    );
    expect(lines.map((told) => told.length)).to.deep.equal([1, 1, 1, 1, 0, 0]);
    const other: Seen = { dns: { status: "foreign", addresses: [] }, waitsFor: "a leads elsewhere" };
    expect(note({ a: other }, 29)).to.deep.equal(["Changed after 29 min:\n  a leads elsewhere"]);
  });

  it("is told again of a name that was ready and is no more", () => {
    note({ a: waits("a has no record"), b: waits("b has no record") }, 0);
    note({ a: ready, b: waits("b has no record") }, 5);
    expect(note({ a: waits("a has no record"), b: waits("b has no record") }, 10)).to.deep.equal([
      "Changed after 10 min:\n  a has no record",
    ]);
  });
});

describe("a length of time", () => {
  it("is in the largest unit that is precise enough", () => {
    const CASES = [
      [0, "0 s"],
      [10_000, "10 s"],
      [119_000, "119 s"],
      [120_000, "2 min"],
      [3_600_000, "60 min"],
      [7_200_000, "2 h"],
      [9_000_000, "2 h 30 min"],
    ] as const;
    for (const [milliseconds, text] of CASES) expect(lasting(milliseconds)).to.equal(text);
  });
});

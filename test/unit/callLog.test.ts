import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { CallLog, CallRecorder, callLogFor } from "../../provider/core/callLog";

const CALL = { panel: "panel.test:8083", operation: "v-list-web-domains", attempt: 1, duration: 12.6 };

describe("the log of calls", () => {
  let folder: string;
  let printed: string[];
  let reported: string[];
  const outlets = {
    stderr: (line: string) => void printed.push(line),
    report: (message: string) => void reported.push(message),
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mapped-domains-log-"));
    printed = [];
    reported = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("appends a line for each call to a file, which others may not read", () => {
    const file = join(folder, "calls.jsonl");
    new CallLog(file, outlets).write({ ...CALL, status: 200, code: 0 });
    new CallLog(file, outlets).write({ ...CALL, attempt: 2, code: "ECONNREFUSED", failure: "unreachable" });
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const calls = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(calls.map(({ time: _time, ...call }) => call)).to.deep.equal([
      { ...CALL, duration: 13, status: 200, code: 0 },
      { ...CALL, duration: 13, attempt: 2, code: "ECONNREFUSED", failure: "unreachable" },
    ]);
    for (const { time } of calls) expect(new Date(String(time)).toISOString()).to.equal(time);
    expect(statSync(file).mode & 0o077).to.equal(0);
    expect([printed, reported]).to.deep.equal([[], []]);
  });

  it("is kept, with how far a panel's clock is ahead, and handed on", () => {
    const file = join(folder, "calls.jsonl");
    const recorder = new CallRecorder(new CallLog(file, outlets));
    expect(recorder.ahead(CALL.panel)).to.equal(undefined);
    recorder.write({ ...CALL, date: "no date" });
    expect(recorder.ahead(CALL.panel)).to.equal(undefined);
    recorder.write({ ...CALL, date: new Date(Date.now() + 3_600_000).toUTCString() });
    expect(recorder.ahead(CALL.panel)).to.be.within(3_500_000, 3_600_000);
    expect(recorder.ahead("other.test:8083")).to.equal(undefined);
    expect(recorder.lines).to.have.length(2);
    expect(readFileSync(file, "utf8").trimEnd().split("\n")).to.have.length(2);
    expect(recorder.lines.join()).not.to.contain("date");
  });

  it("says once that a file cannot be written, and fails nothing", () => {
    const log = new CallLog(join(folder, "missing", "calls.jsonl"), outlets);
    for (let call = 0; call < 3; call += 1) log.write(CALL);
    expect(reported).to.have.length(1);
    expect(reported[0])
      .to.contain(join(folder, "missing", "calls.jsonl"))
      .and.contain("(ENOENT)");
  });

  it("prints so many lines on stderr and no more, and says how to have all", () => {
    const log = new CallLog("debug", outlets);
    for (let call = 0; call < 52; call += 1) log.write(CALL);
    expect(printed).to.have.length(50);
    expect(JSON.parse(printed[0] ?? "")).to.deep.include({ operation: "v-list-web-domains" });
    expect(reported).to.deep.equal([
      "Further calls are not shown here. With a file's name in MAPPED_DOMAINS_LOG all of them are logged.",
    ]);
  });

  it("is one for a process, and off where the variable is not set", () => {
    const file = join(folder, "calls.jsonl");
    expect(callLogFor(file)).to.equal(callLogFor(file)).and.not.equal(undefined);
    expect(callLogFor(undefined)).to.equal(undefined);
  });
});

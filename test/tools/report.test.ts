import { expect } from "chai";
import { formatDuration, streamReporter } from "../../tools/engine/report";

describe("engine: report", () => {
  it("formats durations in minutes and seconds", () => {
    expect(formatDuration(400)).to.equal("0 s");
    expect(formatDuration(59_400)).to.equal("59 s");
    expect(formatDuration(95_000)).to.equal("1 min 35 s");
  });

  it("writes a line now and then to a log", async () => {
    const written: string[] = [];
    const progress = streamReporter({ write: (text) => written.push(text) }, 20).progress(
      "Work",
      () => "half way",
    );
    await new Promise((resolve) => setTimeout(resolve, 70));
    progress.end();
    expect(written[0]).to.equal("Work …\n");
    expect(written[1]).to.equal("Work: 0 s, half way\n");
    expect(written.at(-1)).to.equal("Work: 0 s, half way, done\n");
  });

  it("redraws one line on a terminal, cut to its width", () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 10, write: (text: string) => written.push(text) };
    streamReporter(stream)
      .progress("A long label", () => "")
      .end();
    expect(written[0]).to.equal("\r\u001b[2KA long la");
  });
});

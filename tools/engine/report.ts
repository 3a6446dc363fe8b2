/** Where the tool says what it does. Only `main` writes to standard output. */
export interface Reporter {
  say(line: string): void;
  /** Starts showing that something takes its time; `detail` may add a few words about how far it is. */
  progress(label: string, detail: () => string): { end(): void };
}

/** `95000` → `1 min 35 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The parts of a terminal or log stream that a report needs. */
export interface ReportStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Reports to a stream: a line that is redrawn every second on a terminal, one line every 15 s in a log. */
export function streamReporter(stream: ReportStream, logInterval = 15_000): Reporter {
  return {
    say: (line) => void stream.write(`${line}\n`),
    progress(label, detail) {
      const begun = Date.now();
      const line = (): string => {
        const more = detail();
        return `${label}: ${formatDuration(Date.now() - begun)}${more ? `, ${more}` : ""}`;
      };
      const draw = (): void => {
        const text = line();
        // Clear the line first; longer than the terminal, it would wrap and could not be redrawn.
        stream.write(stream.isTTY ? `\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}` : `${text}\n`);
      };
      if (stream.isTTY) draw();
      else stream.write(`${label} …\n`);
      const timer = setInterval(draw, stream.isTTY ? 1000 : logInterval);
      return {
        end() {
          clearInterval(timer);
          stream.write(stream.isTTY ? `\r\u001b[2K${line()}\n` : `${line()}, done\n`);
        },
      };
    },
  };
}

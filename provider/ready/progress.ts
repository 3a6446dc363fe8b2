import { joinLimited } from "../core/text";
import type { Seen } from "./look";

/** So many names are told of one by one, after one look and at the end. */
const MOST_TOLD = 10;

/** So often it is told of a name in a row that other addresses, or another certificate, are there: some change at every look. */
const MOST_RETOLD = 3;

/** Milliseconds without news after which it is said that the wait goes on. */
const QUIET = 15 * 60_000;

/** A length of time in words, of milliseconds. */
export function lasting(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}

/** Sentences about names, line by line, the first of them where they are many. */
export function inLines(sentences: readonly string[], most = MOST_TOLD): string {
  const rest = sentences.length - most;
  return [...sentences.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])]
    .map((sentence) => `\n  ${sentence}`)
    .join("");
}

/** Tells the user how a wait goes: once what is waited for, and then what changes. */
export class Progress {
  /** What was told last of each name, and how often while DNS said the same of it. */
  readonly #told = new Map<string, { sentence: string; status: string; times: number }>();
  #hasBegun = false;
  #lastWord = 0;

  constructor(
    private readonly report: (message: string) => void,
    private readonly wait: { readonly total: number; readonly interval: number; readonly timeout: number },
  ) {}

  /** After a look. @param elapsed milliseconds since the wait began */
  note(seen: ReadonlyMap<string, Seen>, elapsed: number): void {
    const waiting = [...seen].flatMap(([name, { waitsFor, dns }]) =>
      waitsFor === undefined ? [] : [{ name, sentence: waitsFor, status: dns.status }],
    );
    const changed = waiting.filter(({ name, sentence, status }) => {
      const last = this.#told.get(name);
      return last?.status !== status || (last.sentence !== sentence && last.times <= MOST_RETOLD);
    });
    const done = [...this.#told.keys()].filter((name) => seen.get(name)?.waitsFor === undefined);
    const { total, interval, timeout } = this.wait;
    const count = `${waiting.length} of ${total} domains`;
    const news: string[] = [];
    if (!this.#hasBegun && waiting.length > 0) {
      const pace = `looking every ${lasting(interval)} for up to ${lasting(timeout)}`;
      news.push(
        `Waiting for ${count} to be ready, ${pace}:${inLines(changed.map(({ sentence }) => sentence))}`,
      );
    } else {
      if (done.length > 0)
        news.push(`Ready after ${lasting(elapsed)}: ${joinLimited(done, MOST_TOLD)}; waiting for ${count}`);
      if (changed.length > 0)
        news.push(`Changed after ${lasting(elapsed)}:${inLines(changed.map(({ sentence }) => sentence))}`);
      if (news.length === 0 && elapsed - this.#lastWord >= QUIET)
        news.push(
          `Waiting for ${count} since ${lasting(elapsed)}: ${joinLimited(waiting.map(({ name }) => name))}`,
        );
    }
    this.#hasBegun = true;
    for (const name of done) this.#told.delete(name);
    for (const { name, sentence, status } of changed) {
      const last = this.#told.get(name);
      this.#told.set(name, { sentence, status, times: last?.status === status ? last.times + 1 : 1 });
    }
    if (news.length === 0) return;
    this.#lastWord = elapsed;
    for (const message of news) this.report(message);
  }
}

/** `waiting`: on its way; `wrong`: what a caller was told is not so. */
export type Mark = "fine" | "waiting" | "wrong";

/** A name in the table of its place. */
export interface NameRow {
  readonly name: string;
  /** One for each of the view's columns. */
  readonly cells: readonly string[];
  readonly mark: Mark;
  /** Why the mark is not `fine`, or "". */
  readonly note: string;
  /** Whether somebody could remove it on the panel by hand. */
  readonly removable: boolean;
}

/** Where names are mapped to: a web domain, a website. */
export interface PlaceView {
  readonly id: string;
  readonly title: string;
  /** How many names there are and how they stand, in words. */
  readonly summary: string;
  readonly rows: readonly NameRow[];
  /** How many names match the filter; `rows` may be fewer. */
  readonly matching: number;
}

/** A line of the log of calls. */
export interface CallLine {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly call: string;
  /** The names that it is about. */
  readonly about: string;
  /** Calls running at its start, itself included; 0 before that. */
  readonly atOnce: number;
  /** From its arrival to its end; undefined while it is under way. */
  readonly milliseconds: number | undefined;
  readonly result: string;
  readonly mark: Mark;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One thing that the page's reader can change. */
export interface SwitchView {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  /** The value with which nothing is out of the ordinary. */
  readonly normal: string;
}

export interface ActionView {
  readonly id: string;
  readonly label: string;
  readonly help: string;
}

/** All that the page shows. It knows no panel: every text comes from here. */
export interface StatusView {
  readonly title: string;
  readonly address: string;
  /** What is not as callers were told, in words. */
  readonly summary: string;
  readonly mark: Mark;
  /** The titles of the cells of a row. */
  readonly columns: readonly string[];
  readonly places: readonly PlaceView[];
  /** The last calls, the newest first. */
  readonly calls: readonly CallLine[];
  readonly switches: readonly SwitchView[];
  readonly actions: readonly ActionView[];
}

/** A switch that works: `value` reads it, `set` throws for a value that it does not have. */
export interface Switch {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly normal: string;
  choices(): readonly Choice[];
  value(): string;
  set(value: string): void;
}

export const switchView = ({ id, label, help, normal, choices, value }: Switch): SwitchView => ({
  id,
  label,
  help,
  normal,
  choices: choices(),
  value: value(),
});

export interface Action extends ActionView {
  run(): void;
}

/** What a panel gives to the status page. */
export interface StatusSource {
  /** @param filter names that contain it; "" is all */
  view(filter: string): StatusView;
  readonly switches: readonly Switch[];
  readonly actions: readonly Action[];
  /** Removes a name as a person would on the panel. */
  remove(placeId: string, name: string): void;
  /** As it was when the panel started: mappings, faults, latency, log. */
  reset(): void;
}

/** How many lines of the log and rows of a place the page shows. */
const MOST_CALLS = 200;
const MOST_ROWS = 300;

/** The rows to show of a place: those that match, by name; where they are too many, those that are not fine come first. */
export function shown(rows: readonly NameRow[], filter: string): Pick<PlaceView, "rows" | "matching"> {
  const matching = rows.filter(({ name }) => name.includes(filter.toLowerCase()));
  const first =
    matching.length <= MOST_ROWS
      ? matching
      : [
          ...matching.filter(({ mark }) => mark !== "fine"),
          ...matching.filter(({ mark }) => mark === "fine"),
        ];
  const collator = new Intl.Collator("en", { numeric: true });
  const sorted = first.slice(0, MOST_ROWS).sort((a, b) => collator.compare(a.name, b.name));
  return { rows: sorted, matching: matching.length };
}

/** The last calls, the newest first. */
export const lastCalls = <Call>(log: readonly Call[], line: (call: Call) => CallLine): readonly CallLine[] =>
  log.slice(-MOST_CALLS).reverse().map(line);

/** Names in few words. */
export function inShort(names: readonly string[]): string {
  const some = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${some} and ${names.length - 4} more` : some;
}

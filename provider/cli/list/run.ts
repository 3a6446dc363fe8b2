import { ConfigurationError, isPanelError } from "../../core/errors";
import { joinLimited } from "../../core/text";
import { READY } from "../../ready/fields";
import { addressesOf } from "../../ready/lookUp";
import type { Context } from "../context";
import { EXIT, type ExitCode } from "../exitCodes";
import { matcher, type PatternOptions } from "../mapped/patterns";
import type { MappedName, MappedPlace, PlaceOptions } from "../mapped/place";
import { readMapped } from "../mapped/read";
import { type InStack, StackNames } from "../mapped/stackNames";
import { type Column, json, table } from "../terminal";
import { type LookedAt, Looks } from "./looks";
import { certificateWords, dnsWords, stackWords, type Words } from "./words";

export interface ListOptions extends PlaceOptions, PatternOptions {
  readonly notInStack?: boolean;
  readonly notReady?: boolean;
  readonly own?: boolean;
  readonly dns: boolean;
  readonly certificates: boolean;
  readonly resolver?: readonly string[];
  readonly port: number;
  /** Seconds. */
  readonly timeout: number;
}

interface Row {
  readonly place: MappedPlace;
  readonly mapped: MappedName;
  readonly inStack: InStack;
  readonly seen: LookedAt;
}

export async function list(context: Context, options: ListOptions): Promise<ExitCode> {
  const { terminal } = context;
  const looks = await looksFor(options);
  const [{ places, failures }, stack] = await Promise.all([
    readMapped(context, options),
    StackNames.read(context.stack),
  ]);
  const isMeant = matcher(options);
  const found = places.flatMap((place) =>
    place.names
      .filter(({ name, isOwn }) => isMeant(name) && (!isOwn || options.own === true))
      .map((mapped) => ({ place, mapped, inStack: stack.find(place, mapped.name) }))
      .filter(({ inStack, mapped }) => options.notInStack !== true || (!inStack && !mapped.isOwn)),
  );
  const rows = await Promise.all(
    found.map(async (row): Promise<Row> => {
      const seen = await looks.at(row.mapped.name, row.place.addresses);
      return { ...row, seen };
    }),
  );
  looks.end();
  const shown = options.notReady === true ? rows.filter((row) => readiness(row) === false) : rows;
  const gone = places.flatMap((place) => goneFrom(place, stack).map((name) => ({ place, name })));

  if (context.json) terminal.out(json(documentOf(shown, gone, stack, failures)));
  else if (shown.length > 0) terminal.out(tableOf(shown, options, context));
  for (const remark of remarksOn(context, { places, rows, shown, gone, stack, failures }))
    terminal.note(`${remark}\n`);
  if (failures.length === 0) return EXIT.ok;
  return failures.some((failure) => isPanelError(failure)) ? EXIT.panel : EXIT.configuration;
}

async function looksFor({
  dns,
  certificates,
  notReady,
  resolver,
  port,
  timeout,
}: ListOptions): Promise<Looks> {
  if (notReady === true && !dns && !certificates)
    throw new ConfigurationError(
      "--not-ready takes a look: leave out --no-dns or --no-certificates, or --not-ready itself",
    );
  const parsed = resolver === undefined ? undefined : READY.resolvers.parse.safeParse(resolver);
  if (parsed?.success === false)
    throw new ConfigurationError(`--resolver: ${parsed.error.issues[0]?.message}`);
  const resolvers = resolver === undefined || !dns ? undefined : await addressesOf(resolver);
  return new Looks({ dns, certificates, resolvers, port, limit: timeout * 1000 });
}

/** Names that the state has at a place, and the panel does not. */
function goneFrom(place: MappedPlace, stack: StackNames): string[] {
  const there = new Set(place.names.map(({ name }) => name));
  return stack.at(place).filter((name) => !there.has(name));
}

/** Whether DNS and certificate are as they should be, as far as they were looked at; undefined where that is not known. */
function readiness({ place, seen: { dns, certificate } }: Row): boolean | undefined {
  const words = [dns && dnsWords(dns, place.addresses), certificate && certificateWords(certificate)];
  const known = words.flatMap((one) => (one?.isGood === undefined ? [] : [one.isGood]));
  return known.length === 0 ? undefined : known.every(Boolean);
}

function remarkOn({ place, mapped }: Row): string {
  if (mapped.isOwn) return "";
  return place.unusable ?? (mapped.unfit === undefined ? "" : `cannot be declared: it ${mapped.unfit}`);
}

function tableOf(rows: readonly Row[], options: ListOptions, { terminal }: Context): string {
  const state = (title: string, words: (row: Row) => Words | undefined): Column<Row> => ({
    title,
    cell: (row) => words(row)?.text ?? "",
    paint: (cell, row) => {
      const isGood = words(row)?.isGood;
      return isGood === undefined ? cell : terminal.paint(isGood ? "green" : "yellow", cell);
    },
  });
  const columns: Column<Row>[] = [
    { title: "DOMAIN", cell: ({ mapped }) => mapped.name },
    { title: "PANEL", cell: ({ place }) => place.host },
    { title: "PLACE", cell: ({ place }) => place.title },
    { title: "KIND", cell: ({ mapped }) => mapped.kind },
    state("IN STACK", ({ mapped, inStack }) =>
      mapped.isOwn ? { text: "-", isGood: undefined } : stackWords(inStack),
    ),
  ];
  if (options.dns)
    columns.push(state("DNS", ({ place, seen }) => seen.dns && dnsWords(seen.dns, place.addresses)));
  if (options.certificates)
    columns.push(state("CERTIFICATE", ({ seen }) => seen.certificate && certificateWords(seen.certificate)));
  if (rows.some((row) => remarkOn(row) !== "")) columns.push({ title: "REMARK", cell: remarkOn });
  return table(columns, rows);
}

interface Gone {
  readonly place: MappedPlace;
  readonly name: string;
}

function documentOf(
  rows: readonly Row[],
  gone: readonly Gone[],
  stack: StackNames,
  failures: readonly Error[],
): unknown {
  const placed = ({ panel, host, id, title }: MappedPlace) => ({
    panel: { kind: panel.kind, host, connection: panel.connection },
    place: { id, title },
  });
  return {
    stack: stack.unknown === undefined ? { isRead: true } : { isRead: false, reason: stack.unknown },
    names: rows.map((row) => ({
      domain: row.mapped.name,
      ...placed(row.place),
      kind: row.mapped.kind,
      isOwn: row.mapped.isOwn,
      inStack: row.inStack === undefined ? null : row.inStack !== false,
      resource: row.inStack ? row.inStack.resource : undefined,
      isReady: readiness(row) ?? null,
      ...row.seen,
      remark: remarkOn(row) || undefined,
    })),
    notOnPanel: gone.map(({ place, name }) => ({
      domain: name,
      ...placed(place),
      resource: resourceOf(stack, place, name),
    })),
    failures: failures.map(({ message }) => message),
  };
}

function resourceOf(stack: StackNames, place: MappedPlace, name: string): string | undefined {
  const found = stack.find(place, name);
  return found ? found.resource : undefined;
}

interface Result {
  readonly places: readonly MappedPlace[];
  readonly rows: readonly Row[];
  readonly shown: readonly Row[];
  readonly gone: readonly Gone[];
  readonly stack: StackNames;
  readonly failures: readonly Error[];
}

function remarksOn(
  { configMissing }: Context,
  { places, rows, shown, gone, stack, failures }: Result,
): string[] {
  const remarks = failures.map(({ message }) => message);
  const { unknown, hidden } = stack;
  if (configMissing !== undefined)
    remarks.push(
      `The stack's configuration is not read (${configMissing}): the settings are those of the environment.`,
    );
  if (unknown !== undefined) remarks.push(`Whether the stack has a name is not known: ${unknown}.`);
  if (hidden.length > 0)
    remarks.push(
      `Where "in stack" is unknown, a resource may have the name whose names are secret: ${joinLimited(hidden)}.`,
    );
  if (gone.length > 0)
    remarks.push(
      `The stack has ${count(gone.length, "name")} that the panel does not have: ${joinLimited(gone.map(({ name }) => name))}. ` +
        "`pulumi preview` shows them as drift.",
    );
  const notReady = rows.filter((row) => readiness(row) === false).length;
  const of = shown.length === rows.length ? "" : ` of ${rows.length}`;
  const ready = rows.some((row) => readiness(row) !== undefined) ? `, ${notReady} not ready` : "";
  remarks.push(
    `${shown.length}${of} ${rows.length === 1 ? "name" : "names"} at ${count(places.length, "place")}${ready}`,
  );
  return remarks;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

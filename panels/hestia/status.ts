import { choiceSwitch, faultSwitch, latencySwitch } from "../status/switches";
import {
  type Action,
  type CallLine,
  inShort,
  lastCalls,
  type Mark,
  type NameRow,
  type PlaceView,
  type StatusSource,
  type Switch,
  shown,
  switchView,
} from "../status/view";
import type { PanelParts } from "./call";
import { type HestiaLatency, realisticLatency } from "./latency";
import type { HestiaRequest, RequestLog } from "./log";
import { race, raceCourse } from "./race";
import { runRestartQueue } from "./restart";
import {
  findWebDomain,
  type HestiaState,
  type HestiaWebDomain,
  replaceAliases,
  storedAliases,
} from "./state";
import { isToldOk, namesOfCall, type Told, toldOn } from "./told";
import { loadAll, servedNames, vhostNames } from "./vhost";

type Panel = PanelParts & { readonly log: RequestLog };

/** How many names a race adds. */
const RACERS = 20;

/** A Hestia panel for the status page. @param address says where its API is */
export function hestiaStatus(panel: Panel, address: () => string): StatusSource {
  const { state, front, faults, log } = panel;
  const atStart = structuredClone(state);
  const { latency } = panel;
  const { concurrency } = front;
  let raced = 0;
  const actions = actionsOf(panel, () => {
    const names = Array.from({ length: RACERS }, (_, index) => `race-${raced + index + 1}.example`);
    raced += RACERS;
    return names;
  });
  const switches = switchesOf(panel);
  return {
    actions,
    switches,
    view: (filter) => {
      const places = placesOf(panel);
      const lost = places.reduce((count, place) => count + place.lost.size, 0);
      return {
        title: "Hestia",
        address: address(),
        summary: summaryOf(lost),
        mark: lost === 0 ? "fine" : "wrong",
        columns: ["Stored", "Served"],
        places: places.map(({ id, rows }) => placeView(id, rows, filter)),
        calls: lastCalls(log.requests, (call) => callLine(call, places)),
        switches: switches.map(switchView),
        actions: actions.map(({ id, label, help }) => ({ id, label, help })),
      };
    },
    remove: (placeId, name) => {
      const [account = "", webDomainName = ""] = placeId.split("/");
      const webDomain = findWebDomain(state, account, webDomainName);
      if (!webDomain) throw new Error(`there is no web domain ${placeId}`);
      replaceAliases(
        webDomain,
        storedAliases(webDomain).filter((stored) => stored !== name),
      );
    },
    reset: () => {
      Object.assign(state, structuredClone(atStart));
      faults.clear();
      log.clear();
      panel.latency = latency;
      front.concurrency = concurrency;
      raced = 0;
    },
  };
}

function summaryOf(lost: number): string {
  if (lost === 0) return "Every name that was answered OK is stored.";
  if (lost === 1) return "1 name was answered OK and is not stored.";
  return `${lost} names were answered OK and are not stored.`;
}

interface Place {
  readonly id: string;
  readonly rows: readonly NameRow[];
  /** Names that are not stored, with the call that was answered OK. */
  readonly lost: ReadonlyMap<string, number>;
  readonly writtenAgain: Told["writtenAgain"];
}

function placesOf({ state, log }: Panel): Place[] {
  return Object.entries(state.users).flatMap(([account, { webDomains }]) =>
    Object.entries(webDomains).map(([name, webDomain]) => {
      const stored = new Set(storedAliases(webDomain));
      const { there, writtenAgain } = toldOn(log.requests, account, name);
      const lost = new Map([...there].filter(([told]) => !stored.has(told)));
      return { id: `${account}/${name}`, rows: rowsOf(state, webDomain, stored, lost), lost, writtenAgain };
    }),
  );
}

/** A row for each name that is stored, served, or should be. The web server has names in punycode. */
function rowsOf(
  state: HestiaState,
  webDomain: HestiaWebDomain,
  stored: ReadonlySet<string>,
  lost: ReadonlyMap<string, number>,
): NameRow[] {
  const served = new Set(servedNames(webDomain));
  const servedAs = (name: string) => vhostNames(name)[0] ?? name;
  const expected = new Set([...stored, ...lost.keys()]);
  const others = new Set([...expected].map(servedAs));
  const names = [...expected, ...[...served].filter((name) => !others.has(name))];
  return names.map((name) => {
    const isStored = stored.has(name);
    const isServed = served.has(servedAs(name));
    const { mark, note } = standing(state, isStored, isServed, lost.get(name));
    const cells = [isStored ? "yes" : "no", isServed ? "yes" : "no"];
    return { name, cells, mark, note, removable: isStored };
  });
}

function standing(
  { restartQueue }: HestiaState,
  isStored: boolean,
  isServed: boolean,
  toldBy: number | undefined,
): { mark: Mark; note: string } {
  if (toldBy !== undefined) return { mark: "wrong", note: `lost: call ${toldBy} was answered OK` };
  if (isStored && isServed) return { mark: "fine", note: "" };
  const when = restartQueue.length > 0 ? "the queue runs" : "the web server is restarted";
  return { mark: "waiting", note: `${isStored ? "not served" : "still served"} until ${when}` };
}

function placeView(id: string, rows: readonly NameRow[], filter: string): PlaceView {
  const count = (wanted: (row: NameRow) => boolean) => rows.filter(wanted).length;
  const stored = count(({ cells }) => cells[0] === "yes");
  const served = count(({ cells }) => cells[1] === "yes");
  const lost = count(({ mark }) => mark === "wrong");
  const summary = `${stored} stored, ${served} served${lost === 0 ? "" : `, ${lost} lost`}`;
  return { id, title: id.replace("/", ", web domain "), summary, ...shown(rows, filter) };
}

function callLine(call: HestiaRequest, places: readonly Place[]): CallLine {
  const { seq, at, finishedAt, inFlight } = call;
  return {
    seq,
    at,
    call: call.command || `${call.method} ${call.path}`,
    about: inShort(namesOfCall(call)),
    atOnce: inFlight,
    milliseconds: finishedAt === undefined ? undefined : finishedAt - at,
    ...resultOf(call, places),
  };
}

function resultOf(call: HestiaRequest, places: readonly Place[]): Pick<CallLine, "result" | "mark"> {
  const { seq, startedAt, finishedAt, status, exitCode, answerLost } = call;
  if (finishedAt === undefined) {
    return { result: startedAt === undefined ? "waits in line" : "running", mark: "waiting" };
  }
  if (answerLost) return { result: "the answer was lost", mark: "wrong" };
  if (!isToldOk(call)) {
    return { result: exitCode === undefined ? `HTTP ${status}` : `exit code ${exitCode}`, mark: "wrong" };
  }
  const lost = places.flatMap((place) => [...place.lost].filter(([, by]) => by === seq));
  if (lost.length > 0) {
    return { result: `OK, but not stored: ${inShort(lost.map(([name]) => name))}`, mark: "wrong" };
  }
  const again = places.flatMap(({ writtenAgain }) => writtenAgain.get(seq) ?? []);
  if (again.length === 0) return { result: "OK", mark: "fine" };
  const by = [...new Set(again.map((one) => one.by))].join(", ");
  return {
    result: `OK, but lost; written again by call ${by}: ${inShort(again.map(({ name }) => name))}`,
    mark: "waiting",
  };
}

function switchesOf(panel: Panel): Switch[] {
  const { state, front, faults, latency: atStart } = panel;
  const add = "v-add-web-domain-alias";
  const latencies = new Map<string, HestiaLatency>([
    ["started", atStart],
    ["none", {}],
    ["third", realisticLatency(1 / 3)],
    ["real", realisticLatency()],
  ]);
  const latency = (value: string, label: string) => ({ value, label, means: latencies.get(value) ?? {} });
  const number = (value: number, label = String(value)) => ({ value: String(value), label, means: value });
  return [
    latencySwitch(panel, [
      latency("started", "As started"),
      latency("none", "None"),
      latency("third", "A third of a real panel's"),
      latency("real", "As a real panel's"),
    ]),
    choiceSwitch(
      {
        id: "at-once",
        label: "Calls at once",
        help: "A real panel runs four, and has no lock: adds that run at once overwrite one another. With one at a time none is lost.",
      },
      [
        number(1, "1: no race"),
        number(front.concurrency, `${front.concurrency}, as started`),
        number(4),
        number(20),
      ].filter(({ value }, at, all) => all.findIndex((other) => other.value === value) === at),
      {
        get: () => front.concurrency,
        set: (value) => {
          front.concurrency = value;
        },
      },
    ),
    faultSwitch(
      {
        id: "lose-write",
        label: "Adds are lost",
        help: "An add is answered OK, and its names are not stored.",
      },
      faults,
      { do: "lose-write", command: add },
    ),
    faultSwitch(
      {
        id: "other-writer",
        label: "Another client undoes an add",
        help: "It reads before the add and writes after it, with a name of its own: other-client.example.",
      },
      faults,
      { do: "other-writer", command: add, when: "around", add: ["other-client.example"] },
    ),
    faultSwitch(
      {
        id: "answer-lost",
        label: "Answers are lost",
        help: "The call does its work, and the connection is cut.",
      },
      faults,
      { do: "hang-up", when: "after" },
    ),
    faultSwitch(
      { id: "front-down", label: "The panel does not answer", help: "Its front answers 502 in its place." },
      faults,
      { do: "html", status: 502, when: "before" },
    ),
    choiceSwitch<HestiaState["settings"]["failingConfigTest"]>(
      {
        id: "config-test",
        label: "The web server's configuration is broken",
        help: "Its restart fails with exit code 20: names are stored and not served.",
      },
      [
        { value: "no", label: "No", means: "" },
        { value: "nginx", label: "nginx", means: "nginx" },
        { value: "apache2", label: "Apache", means: "apache2" },
      ],
      {
        get: () => state.settings.failingConfigTest,
        set: (value) => {
          state.settings.failingConfigTest = value;
        },
      },
    ),
  ];
}

function actionsOf(panel: Panel, racers: () => string[]): Action[] {
  const course = raceCourse(panel.state);
  return [
    {
      id: "race",
      label: `Race: ${RACERS} adds at once`,
      help: `As a program without a queue sends them, to ${course?.webDomain ?? "a web domain"}.`,
      run: () => race(panel, racers()),
    },
    {
      id: "queue",
      label: "Run the panel's queue",
      help: "What cron does every two minutes: restarts that were left to it.",
      run: () => runRestartQueue(panel.state),
    },
    {
      id: "reload",
      label: "Restart the web server",
      help: "It serves then what is stored.",
      run: () => loadAll(panel.state),
    },
  ];
}

import {
  findWebDomain,
  type HestiaFaultEffect,
  type HestiaPanel,
  startHestiaPanel,
} from "../../panels/hestia";
import { EXIT } from "../../panels/hestia/exit";
import { ACCOUNT, configurationFor, HestiaHarness, N, S } from "../support/hestia";
import type { ConformanceHarness, FaultKind, Place, ResourceKind, Row } from "./row";

const COMMANDS = {
  list: "v-list-web-domains",
  add: "v-add-web-domain-alias",
  remove: "v-delete-web-domain-alias",
} as const;

function effectOf(kind: FaultKind): HestiaFaultEffect {
  if (typeof kind === "function") return { do: "hook", when: "before", run: () => void kind() };
  if (kind === "refused") return { do: "exit", code: 15, when: "before" };
  return { do: "hang-up", when: kind === "lost" ? "after" : "before" };
}

class HestiaConformance extends HestiaHarness implements ConformanceHarness {
  static override async start(): Promise<HestiaConformance> {
    const panel = await startHestiaPanel();
    return new HestiaConformance(panel, configurationFor(panel));
  }

  names(place: Place = "home"): string[] {
    return this.stored(place === "home" ? N : S);
  }

  served(place: Place): string[] {
    return this.panel.served(ACCOUNT, place === "home" ? N : S);
  }

  setNames(names: readonly string[], place: Place = "home"): void {
    this.panel.setAliases(ACCOUNT, place === "home" ? N : S, [...names]);
  }

  giveToOthers(...names: string[]): void {
    this.panel.setAliases("tenant2", "other.example.org", names);
  }

  addFault(call: keyof typeof COMMANDS, kind: FaultKind, where: { nth?: number; times?: number } = {}): void {
    this.panel.faults.add({ command: COMMANDS[call], ...effectOf(kind), ...where });
  }

  /** Another writer removes the name, and the second add fails at the limit. */
  refuseName(name: string): void {
    const command = COMMANDS.add;
    this.panel.faults.add(
      { do: "other-writer", remove: [name], when: "after", command },
      { do: "exit", code: EXIT.limit, when: "before", command, nth: 2 },
    );
  }

  clearFaults(): void {
    this.panel.faults.clear();
  }
}

const single: ResourceKind = {
  on: "hestiaWebAlias",
  args: (domain, ...more) => ({ domain, www: more.length > 0 }),
};
const set: ResourceKind = { on: "hestiaWebAliases", args: (...domains) => ({ domains }) };

/** Suspends web domain S. */
function suspend(): (harness: ConformanceHarness) => void {
  return ({ panel }) => {
    const webDomain = findWebDomain((panel as HestiaPanel).state, ACCOUNT, S);
    if (webDomain !== undefined) webDomain.suspended = true;
  };
}

const common = {
  start: () => HestiaConformance.start(),
  single,
  set,
  away: { webDomain: S },
  addCalls: (...names) => [`add ${names.join(",")} yes`],
  // The last call brings the restart.
  removeCalls: (...names) =>
    names.map((name, index) => `delete ${name} ${index < names.length - 1 ? "updatessl" : "yes"}`),
  adoptCalls: ["list"],
  lookCalls: ["list"],
  readCalls: ["list"],
  existsMessage:
    /is on this web domain already, and onExisting is "fail"\. .*Set onExisting to "adopt" to take it over\. If it is this very resource/,
  heldMessage: /\[v-add-web-domain-alias, HTTP 400, code 4 \(E_EXISTS\)\]: Web alias \S+ exists/,
  heldAwayMessage: / is an alias of web domain second\.example\.com/,
  unusablePlaces: [
    {
      what: "a web domain that is not there",
      args: { webDomain: "netwrok.example.com" },
      message: /has no web domain netwrok\.example\.com/,
    },
    {
      what: "an account that is not there",
      args: { account: "tenant9" },
      message:
        / \(account tenant9, web domain .*\): nothing was moved there: .*user tenant9 doesn't exist\. Correct the account/,
    },
    {
      what: "a web domain that is suspended",
      args: { webDomain: S },
      message: /nothing was moved there: .* is suspended/,
      prepare: suspend(),
    },
  ],
} satisfies Partial<Row>;

export const HESTIA_ROWS: readonly Row[] = [
  {
    ...common,
    ...single,
    title: "HestiaWebAlias",
    isSet: false,
    names: ["acme.com", "www.acme.com"],
    others: ["acme.org", "www.acme.org"],
    respelled: { domain: " ACME.com. ", www: true, webDomain: "www.Network.example.com", account: ACCOUNT },
    id: `${ACCOUNT}/${N}/acme.com`,
    respelledId: `${ACCOUNT}/Network.example.com/ACME.com.`,
    lookedUp: { domain: "acme.com", www: true, adopted: false },
    unknownIds: {
      "an alias that is not there": `${ACCOUNT}/${N}/acme.org`,
      "a web domain that is not there": `${ACCOUNT}/nowhere.example.com/acme.com`,
      "an account that is not there": `nobody/${N}/acme.com`,
      "the account in another case": `Tenant1/${N}/acme.com`,
    },
    notFoundMessage: /^read acme\.\w+ on .*: there is no such alias\. Correct the id, which is /,
    options: {},
    changes: { domain: "acme.org", www: false, webDomain: S },
  },
  {
    ...common,
    ...set,
    title: "HestiaWebAliases",
    isSet: true,
    names: ["a.test", "b.test", "c.test"],
    others: ["x.test", "y.test"],
    respelled: { domains: { " A.test": { www: false }, "C.test.": {}, "b.test": { www: "auto" } } },
    id: `${ACCOUNT}/${N}`,
    respelledId: `${ACCOUNT}/Network.example.com.`,
    lookedUp: { domains: { "a.test": true, "b.test": true, "c.test": true }, adopted: [] },
    unknownIds: {
      "a web domain that is not there": `${ACCOUNT}/nowhere.example.com`,
      "an account that is not there": `nobody/${N}`,
    },
    notFoundMessage:
      /^read the set on .*: there is no such web domain\. Correct the id, which is account\/web/,
    options: { www: true },
    changes: { domains: ["acme.org"], www: true, webDomain: S },
  },
];

import {
  findWebDomain,
  type HestiaFaultEffect,
  type HestiaPanel,
  startHestiaPanel,
} from "../../panels/hestia";
import { ACCOUNT, configurationFor, HestiaBench, N, S } from "../support/hestia";
import type { Declaring, Ground, Row, Spot, Trouble } from "./row";

const COMMANDS = {
  list: "v-list-web-domains",
  add: "v-add-web-domain-alias",
  remove: "v-delete-web-domain-alias",
} as const;

function effectOf(trouble: Trouble): HestiaFaultEffect {
  if (typeof trouble === "function") return { do: "hook", when: "before", run: () => void trouble() };
  if (trouble === "refused") return { do: "exit", code: 15, when: "before" };
  return { do: "hang-up", when: trouble === "lost" ? "after" : "before" };
}

class HestiaGround extends HestiaBench implements Ground {
  static override async start(): Promise<HestiaGround> {
    const panel = await startHestiaPanel();
    return new HestiaGround(panel, configurationFor(panel));
  }

  names(spot: Spot = "home"): string[] {
    return this.stored(spot === "home" ? N : S);
  }

  served(spot: Spot): string[] {
    return this.panel.served(ACCOUNT, spot === "home" ? N : S);
  }

  put(names: readonly string[], spot: Spot = "home"): void {
    this.panel.setAliases(ACCOUNT, spot === "home" ? N : S, [...names]);
  }

  hold(...names: string[]): void {
    this.panel.setAliases("tenant2", "other.example.org", names);
  }

  fault(call: keyof typeof COMMANDS, trouble: Trouble, where: { nth?: number; times?: number } = {}): void {
    this.panel.faults.add({ command: COMMANDS[call], ...effectOf(trouble), ...where });
  }

  /** Somebody takes it away, and then there is no room for it. */
  refuse(name: string): void {
    const command = COMMANDS.add;
    this.panel.faults.add(
      { do: "other-writer", remove: [name], when: "after", command },
      { do: "exit", code: 8, when: "before", command, nth: 2 },
    );
  }

  mend(): void {
    this.panel.faults.clear();
  }
}

const single: Declaring = {
  on: "hestiaWebAlias",
  args: (domain, ...more) => ({ domain, www: more.length > 0 }),
};
const set: Declaring = { on: "hestiaWebAliases", args: (...domains) => ({ domains }) };

/** Web domain S, of which nothing is served for now. */
function suspend(): (ground: Ground) => void {
  return ({ panel }) => {
    const webDomain = findWebDomain((panel as HestiaPanel).state, ACCOUNT, S);
    if (webDomain !== undefined) webDomain.suspended = true;
  };
}

const common = {
  start: () => HestiaGround.start(),
  single,
  set,
  away: { webDomain: S },
  adds: (...names) => [`add ${names.join(",")} yes`],
  // The last call brings the restart.
  removes: (...names) =>
    names.map((name, index) => `delete ${name} ${index < names.length - 1 ? "updatessl" : "yes"}`),
  adopts: ["list"],
  reads: ["list"],
  already:
    /is on this web domain already, and onExisting is "fail"\. .*Set onExisting to "adopt" to take it over\. If it is this very resource/,
  held: /\[HTTP 400, code 4 \(E_EXISTS\)\]: Web alias \S+ exists/,
  heldAway: / is an alias of web domain second\.example\.com/,
  nowhere: [
    {
      what: "a web domain that is not there",
      args: { webDomain: "netwrok.example.com" },
      told: /has no web domain netwrok\.example\.com/,
    },
    {
      what: "an account that is not there",
      args: { account: "tenant9" },
      told: / \(account tenant9, web domain .*\): nothing was moved there: .*user tenant9 doesn't exist\. Correct the account/,
    },
    {
      what: "a web domain that is suspended",
      args: { webDomain: S },
      told: /nothing was moved there: .* is suspended/,
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
    found: { domain: "acme.com", www: true, adopted: false },
    missing: {
      "an alias that is not there": `${ACCOUNT}/${N}/acme.org`,
      "a web domain that is not there": `${ACCOUNT}/nowhere.example.com/acme.com`,
      "an account that is not there": `nobody/${N}/acme.com`,
      "the account in another case": `Tenant1/${N}/acme.com`,
    },
    notFound: /^read acme\.\w+ on .*: there is no such alias\. Correct the id, which is /,
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
    found: { domains: { "a.test": true, "b.test": true, "c.test": true }, adopted: [] },
    missing: {
      "a web domain that is not there": `${ACCOUNT}/nowhere.example.com`,
      "an account that is not there": `nobody/${N}`,
    },
    notFound: /^read the set on .*: there is no such web domain\. Correct the id, which is account\/web/,
    options: { www: true },
    changes: { domains: ["acme.org"], www: true, webDomain: S },
  },
];

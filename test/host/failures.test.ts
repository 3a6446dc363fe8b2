import { expect } from "chai";
import type { HestiaPanel } from "../../panels/hestia";
import { demoCredentials, findUser, findWebDomain } from "../../panels/hestia";
import { failure, type Resource } from "../support/engine";
import { ACCOUNT, callsTo, HestiaHarness, N, S } from "../support/hestia";

interface Failing {
  readonly title: string;
  /** What is wrong on the panel. */
  readonly panel?: (panel: HestiaPanel) => void;
  /** What is wrong in the configuration. */
  readonly config?: Readonly<Record<string, string>>;
  /** The error after operation, name and place. */
  readonly expected: RegExp;
  readonly cure: RegExp;
  readonly calls: readonly string[];
}

const limited = {
  "hestia:accessKey": demoCredentials.limitedAccessKey,
  "hestia:secretKey": demoCredentials.limitedSecretKey,
};

const FAILING: readonly Failing[] = [
  {
    title: "the limit of aliases",
    panel: ({ state }) => Object.assign(findUser(state, ACCOUNT) ?? {}, { webAliases: 0 }),
    expected: /^limit reached \[v-add-web-domain-alias, HTTP 400, code 8 \(E_LIMIT\)\]: WEB_ALIASES limit/,
    cure: /Raise WEB_ALIASES in the account's package/,
    calls: ["list", "add acme.com yes"],
  },
  {
    title: "a web domain that is suspended",
    panel: ({ state }) => Object.assign(findWebDomain(state, ACCOUNT, N) ?? {}, { suspended: true }),
    expected: /^web domain network\.example\.com of account tenant1 is suspended \[code 5 \(E_SUSPENDED\)\]/,
    cure: /Unsuspend the web domain or the account on the panel, then run the command again\./,
    calls: ["list"],
  },
  {
    title: "a name on another web domain of the account",
    panel: (panel) => panel.setAliases(ACCOUNT, S, ["acme.com"]),
    expected: /^acme\.com is an alias of web domain second\.example\.com of account tenant1\./,
    cure: /If this resource takes the place of another one of the stack/,
    calls: ["list"],
  },
  {
    title: "a name on a web domain of another account",
    panel: (panel) => panel.setAliases("tenant2", "other.example.org", ["acme.com"]),
    expected: /\[v-add-web-domain-alias, HTTP 400, code 4 \(E_EXISTS\)\]: Web alias acme\.com exists/,
    cure: /`grep -wF 'acme\.com' .* on the panel shows, by the path, whose it is/,
    calls: ["list", "add acme.com yes", "list"],
  },
  {
    title: "a web domain that is not there",
    config: { "hestia:webDomain": "nowhere.example.com" },
    expected: /^account tenant1 has no web domain nowhere\.example\.com \[code 3 \(E_NOTEXIST\)\]/,
    cure: /It has network\.example\.com, second\.example\.com\. Correct webDomain or account, or create it/,
    calls: ["list"],
  },
  {
    title: "an account that is not there",
    config: { "hestia:account": "nobody" },
    expected:
      /^something is not there \[v-list-web-domains, HTTP 400, code 3 \(E_NOTEXIST\)\]: user nobody doesn't exist/,
    cure: /account names are case sensitive/,
    calls: ["list"],
  },
  {
    title: "a wrong credential",
    config: { "hestia:secretKey": demoCredentials.secretKey.replace("full", "none") },
    expected:
      /^the panel refused the command, authentication failed \[v-list-web-domains, HTTP 401, code 9 \(E_PASSWORD\)\]/,
    cure: /Check the credential .*fail2ban/,
    calls: ["list"],
  },
  {
    title: "an address that is not allowed by the panel",
    panel: ({ state }) => Object.assign(state.settings, { API_ALLOWED_IP: "192.0.2.1" }),
    expected:
      /^the panel refused the command, not permitted \[v-list-web-domains, HTTP 401, code 10 \(E_FORBIDEN\)\]: IP is not allowed/,
    cure: /Add this machine's address to the panel's API allow list/,
    calls: ["list"],
  },
  {
    title: "a key that may not add aliases",
    config: limited,
    panel: ({ state }) =>
      Object.assign(state.profiles["web-aliases"] ?? {}, { commands: ["v-list-web-domains"] }),
    expected:
      /^the panel refused the command, not permitted \[v-add-web-domain-alias, HTTP 401, code 10 \(E_FORBIDEN\)\]/,
    cure: /Install the permission profile on the panel/,
    calls: ["list", "add acme.com yes"],
  },
  {
    title: "an API that is switched off for access keys",
    panel: ({ state }) => Object.assign(state.settings, { API_SYSTEM: "0" }),
    expected:
      /^the panel refused the command, disabled \[v-list-web-domains, HTTP 400, code 11 \(E_DISABLED\)\]/,
    cure: /Switch the API on/,
    calls: ["list"],
  },
  {
    title: "an API that is switched off altogether",
    panel: ({ state }) => Object.assign(state.settings, { apiRemoved: true }),
    expected: /^the panel answered without an exit code \[HTTP 200\]: Error: Disabled\./,
    cure: /v-change-sys-api enable all.*v-add-sys-api-ip/,
    calls: ["list"],
  },
  {
    title: "a panel that answers with an error page",
    panel: ({ faults }) => faults.add({ do: "html", status: 502, when: "before", times: 2 }),
    expected: /^the panel answered with a server error \[HTTP 502\]/,
    cure: /Look at \/var\/log\/hestia on the panel/,
    calls: ["list", "list"],
  },
  {
    title: "a panel whose load is too high",
    panel: ({ faults }) => faults.add({ do: "exit", code: 14, when: "before", nth: 2 }),
    expected: /\[v-add-web-domain-alias, HTTP 400, code 14 \(E_LA\)\]: exit code 14/,
    cure: /Run the command again/,
    calls: ["list", "add acme.com yes"],
  },
];

describe("a create that fails", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
  });
  afterEach(() => harness?.close());

  for (const { title, panel: break_, config, expected, cure, calls } of FAILING) {
    it(`reports ${title}`, async () => {
      const { panel } = harness;
      break_?.(panel);
      harness.nextRun({ ...harness.config, ...config });
      const resource = harness.single();
      const { message, initFailed } = await failure(resource.declare({ domain: "acme.com" }));
      const account = config?.["hestia:account"] ?? ACCOUNT;
      const place = `account ${account}, web domain ${config?.["hestia:webDomain"] ?? N}`;
      const head = `create acme.com on ${panel.host} (${place}): `;
      expect(message.slice(0, head.length)).to.equal(head);
      expect(message.slice(head.length)).to.match(expected).and.to.match(cure);
      expect(initFailed).to.equal(undefined);
      expect(callsTo(panel)).to.deep.equal(calls);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
      expect(harness.run.output).to.equal("");
    });
  }

  it("reports a panel where nothing listens", async () => {
    harness.nextRun({ ...harness.config, "hestia:apiUrl": "http://127.0.0.1:9/api/" });
    const { message } = await failure(harness.single().declare({ domain: "acme.com" }));
    expect(message).to.match(
      /^create acme\.com on 127\.0\.0\.1:9 \(.*\): the connection was refused.*apiUrl/,
    );
  });
});

describe("another operation that fails", () => {
  let harness: HestiaHarness;
  let resource: Resource;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    resource = harness.single();
    harness.nextRun();
    await resource.declare({ domain: "acme.com", www: false });
  });
  afterEach(() => harness?.close());

  const head = (operation: string) =>
    `${operation} acme.com on ${harness.panel.host} (account tenant1, web domain ${N}): `;

  it("fails an update, and changes nothing", async () => {
    harness.nextRun();
    Object.assign(findWebDomain(harness.panel.state, ACCOUNT, N) ?? {}, { suspended: true });
    const error = await failure(resource.declare({ domain: "acme.com", www: true }));
    expect(error.message)
      .to.contain(head("update"))
      .and.to.match(/code 5 \(E_SUSPENDED\).*Unsuspend/);
    expect(error.initFailed).to.equal(undefined);
    expect(harness.panel.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]);
    expect(harness.run.output).to.equal("");
  });

  it("fails a read, and the alias does not count as gone", async () => {
    harness.panel.faults.add({ do: "exit", code: 14, when: "before", times: 2 });
    harness.nextRun();
    const { message } = await failure(resource.refresh());
    expect(message)
      .to.contain(head("read"))
      .and.to.match(/code 14 \(E_LA\)/);
  });

  it("is a delete", async () => {
    harness.panel.faults.add({ do: "exit", code: 14, when: "before", command: "v-delete-web-domain-alias" });
    harness.nextRun();
    const { message } = await failure(resource.destroy());
    expect(message)
      .to.contain(head("delete"))
      .and.to.match(/code 14 \(E_LA\)/);
    expect(harness.panel.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]);
  });

  it("succeeds where only the answer was lost", async () => {
    harness.panel.faults.add({ do: "hang-up", when: "after", command: "v-add-web-domain-alias" });
    harness.nextRun();
    expect(await resource.declare({ domain: "acme.com", www: true })).to.equal("update");
    expect(callsTo(harness.panel)).to.deep.equal(["list", "add www.acme.com yes", "list", "list"]);
  });
});

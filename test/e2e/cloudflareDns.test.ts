import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type DnsRecord, recordsFor } from "../../provider/core/dns";

/** Compiled with the other examples, not with the tests. */
const EXAMPLE: string = "../../examples/cloudflare-dns/index";

const ADDRESSES = ["203.0.113.7", "2001:db8::7"];
const ZONES = { "acme.com": "zone-of-acme", "globex.com": "zone-of-globex" };
const ALIAS = "pulumi-nodejs:dynamic/hestia:WebAlias";
const READY = "pulumi-nodejs:dynamic/domains:Ready";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";

/** What a resource was registered with. */
interface Registration {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
  readonly dependencies: readonly string[];
}

/** The parts of the SDK's mocked engine that the test looks into: mocks are not told what depends on what. */
interface Monitor {
  registerResource(request: { getName(): string; getDependenciesList(): string[] }, done: unknown): void;
}
const { getMonitor } = pulumi.runtime as unknown as { getMonitor(): Monitor };

describe("examples/cloudflare-dns, with the resources of @pulumi/cloudflare under the SDK's mocks", () => {
  const registered = new Map<string, Registration>();
  const dependencies = new Map<string, readonly string[]>();

  before(async () => {
    await pulumi.runtime.setMocks(
      {
        call: () => ({}),
        newResource: ({ type, name, inputs }) => {
          registered.set(name, { type, inputs, dependencies: dependencies.get(name) ?? [] });
          // Mocks run no check and no panel: these are the outputs that a real alias has.
          const names = [inputs.domain, `www.${inputs.domain}`];
          const mapped = { names, requiredDnsRecords: recordsFor(names, ADDRESSES) };
          const outputs = type === ALIAS ? mapped : type === READY ? { ready: true } : {};
          return { id: name, state: { ...inputs, ...outputs } };
        },
      },
      "cloudflare-dns",
      "dev",
    );
    const monitor = getMonitor();
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, done) => {
      dependencies.set(request.getName(), request.getDependenciesList());
      register(request, done);
    };
    pulumi.runtime.setAllConfig({ "cloudflare-dns:zones": JSON.stringify(ZONES) });
    await pulumi.runtime.runInPulumiStack(async () => await import(EXAMPLE));
  });

  after(() => pulumi.runtime.disconnect());

  const records = () => [...registered.values()].filter(({ type }) => type === RECORD);

  it("makes a record for each name and address, in the zone of its domain, and not behind the proxy", () => {
    const expected = Object.entries(ZONES).flatMap(([domain, zoneId]) =>
      recordsFor([domain, `www.${domain}`], ADDRESSES).map(({ name, type, value }) => ({
        ...{ zoneId, name, type, content: value },
        ...{ ttl: 300, proxied: false },
      })),
    );
    expect(expected).to.have.length(8);
    const made = records().map(({ inputs }) =>
      Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)),
    );
    expect(made).to.have.deep.members(expected);
  });

  it("waits for all names, once all records are made", () => {
    const ready = registered.get("ready");
    if (ready === undefined) throw new Error("there is no DomainReady");
    expect(ready.type).to.equal(READY);
    const { requiredDnsRecords, domains } = ready.inputs as {
      requiredDnsRecords: DnsRecord[][];
      domains: string[][];
    };
    expect(domains.flat()).to.have.members(Object.keys(ZONES).flatMap((name) => [name, `www.${name}`]));
    expect(requiredDnsRecords.flat()).to.have.length(8);
    const waitsFor = ready.dependencies.filter((urn) => urn.includes(RECORD));
    expect(waitsFor.map((urn) => urn.split("::").at(-1))).to.have.members(
      [...registered].filter(([, { type }]) => type === RECORD).map(([name]) => name),
    );
  });
});

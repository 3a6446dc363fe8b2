import { isDeepStrictEqual } from "node:util";
import { ConfigurationError, PartialSuccess } from "../core/errors";
import type { Problem } from "../core/settings";
import { joinLimited } from "../core/text";
import type { Checked, Declaration, Diff, Lifecycle, Properties } from "../resource/dynamic";
import { checkFields, parsersOf } from "../resource/fields";
import type { Session } from "../resource/session";
import { READY, type Wanted, wantedIn } from "./fields";
import type { SiteCertificate } from "./handshake";
import type { Seen } from "./look";
import { inLines, lasting, Progress } from "./progress";

/** The id of every DomainReady: it stands for nothing outside of the stack. */
const ID = "ready";

/** So many declarations are no reason for a warning. */
const FEW = 3;

/** The declarations of DomainReady in this run. */
class Declarations {
  readonly names = new Set<string>();
}

const INPUTS = Object.keys(READY);
const OUTCOME = ["ready", "dns", "certificates", "waiting"] as const;

/** The inputs whose change comes to a new look. */
const LOOKED_AT = Object.entries(READY).flatMap(([property, { change }]) =>
  change === "update" ? [property] : [],
);

const pick = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, properties[name]]));

/** The life of a DomainReady: it looks, and waits, and has nothing to remove. */
export class ReadyLifecycle implements Lifecycle {
  readonly hasNames = false;

  constructor(private readonly session: Session) {}

  async check(_olds: Properties, news: Properties, { id }: Declaration): Promise<Checked> {
    this.#warnOfMany(id);
    return checkInputs(news);
  }

  idOf(): string {
    return ID;
  }

  diff(_id: string, olds: Properties, news: Properties): Diff {
    const differs = (property: string) => !isDeepStrictEqual(news[property], olds[property]);
    if (olds.ready === false) this.#reportWaiting(olds);
    const changes = olds.ready !== true || INPUTS.some(differs);
    return { changes, replaces: [], deleteBeforeReplace: false };
  }

  async create(news: Properties): Promise<{ id: string; outputs: Properties }> {
    return { id: ID, outputs: await this.#wait(news) };
  }

  async read(id: string, olds: Properties) {
    // What a lookup is given has been through no check.
    const { inputs, problems } = checkInputs(pick(olds, INPUTS));
    if (problems.length > 0) throw new ConfigurationError(problems.map(inWords).join("; "));
    const wanted = wantedIn(inputs);
    const look = await lookerFor(wanted);
    const seen = await look([...wanted.names.keys()]);
    const silent = [...seen].flatMap(([name, { dns }]) => (dns.status === "unanswered" ? [name] : []));
    const known = silent.flatMap((name) => {
      const before = seenBefore(olds, name);
      return before === undefined ? [] : [[name, before] as const];
    });
    // That nobody answered does not say that a name is ready no longer.
    for (const [name, before] of known) seen.set(name, before);
    if (known.length > 0)
      this.session.report(
        `The resolvers give no answer about ${joinLimited(known.map(([name]) => name))}: what was seen before stands.`,
      );
    return { id, outputs: { ...inputs, ...outcomeOf(seen) }, inputs };
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<Properties> {
    const isSame = isDeepStrictEqual(pick(olds, LOOKED_AT), pick(news, LOOKED_AT));
    if (olds.ready === true && isSame) return { ...news, ...pick(olds, OUTCOME) };
    return this.#wait(news);
  }

  async delete(): Promise<void> {}

  /** Looks at once, and then again and again at those names that are not ready, until all are or the time is over. */
  async #wait(inputs: Properties): Promise<Properties> {
    const { clock, report } = this.session;
    const wanted = wantedIn(inputs);
    const { interval, timeout } = wanted;
    const look = await lookerFor(wanted);
    const progress = new Progress(report, { total: wanted.names.size, interval, timeout });
    const seen = new Map<string, Seen>();
    const began = clock.now();
    for (let open = [...wanted.names.keys()]; ; ) {
      for (const [name, one] of await look(open)) seen.set(name, one);
      open = open.filter((name) => seen.get(name)?.waitsFor !== undefined);
      const elapsed = clock.now() - began;
      const outputs = { ...inputs, ...outcomeOf(seen) };
      if (open.length === 0) return outputs;
      if (elapsed >= timeout) throw new PartialSuccess(ID, outputs, [overdue(seen, elapsed)]);
      progress.note(seen, elapsed);
      await clock.sleep(Math.min(interval, timeout - elapsed));
    }
  }

  /** A preview has no property to show for what is not ready. */
  #reportWaiting({ waiting }: Properties): void {
    const sentences = Object.values((waiting ?? {}) as Record<string, string>);
    const what = sentences.length === 0 ? "" : `:${inLines(sentences)}`;
    this.session.reportOnce(`Not ready when last looked at; the next update waits for it${what}`);
  }

  #warnOfMany(declaration: string | undefined): void {
    if (declaration === undefined) return;
    const { names } = this.session.the(Declarations);
    names.add(declaration);
    if (names.size > FEW)
      this.session.reportOnce(
        `This program has more than ${FEW} DomainReady resources. Each that waits holds one of the engine's places for work, four for each processor, ` +
          "and with all of them held nothing else is done: give one DomainReady the domains of many mappings.",
      );
  }
}

const inWords = ({ property, reason }: Problem): string =>
  property === "" ? reason : `${property} ${reason}`;

type Look = (names: readonly string[]) => Promise<Map<string, Seen>>;

async function lookerFor(wanted: Wanted): Promise<Look> {
  // The preview needs neither the resolver nor the public suffix list.
  const { look } = require("./look") as typeof import("./look");
  const { addressesOf } = require("./lookUp") as typeof import("./lookUp");
  const servers = wanted.resolvers && (await addressesOf(wanted.resolvers));
  return (names) => look(wanted, names, servers);
}

/** Judges inputs, without any look. */
function checkInputs(news: Properties): Checked {
  const { values, problems } = checkFields(parsersOf(READY), news);
  const inputs: Record<string, unknown> = { ...values };
  const isBroken = (property: string) => problems.some((problem) => problem.property === property);
  const refuse = (property: string, reason: string) => {
    if (!isBroken(property)) problems.push({ property, reason });
  };
  const { domains, requiredDnsRecords, addresses } = inputs;
  if (domains === undefined)
    refuse("domains", "is not set; give the names, such as the output `names` of a mapping");
  const isGiven = (property: string) => inputs[property] !== undefined || isBroken(property);
  if (isGiven("requiredDnsRecords") && isGiven("addresses"))
    refuse("addresses", "stands beside requiredDnsRecords; give one of the two");
  else if (!isGiven("requiredDnsRecords") && !isGiven("addresses"))
    refuse(
      "requiredDnsRecords",
      "is not set, nor is addresses; give the output `requiredDnsRecords` of the mappings, or the addresses",
    );
  else if (isRecord(domains) && isRecord(requiredDnsRecords) && addresses === undefined) {
    const missing = Object.keys(domains).filter((name) => requiredDnsRecords[name] === undefined);
    if (missing.length > 0)
      refuse(
        "requiredDnsRecords",
        `has no record of ${joinLimited(missing)}; give those of all mappings, or \`addresses\``,
      );
    // Others are not waited for, and their changes are no change.
    inputs.requiredDnsRecords = pick(requiredDnsRecords, Object.keys(domains));
  }
  return { inputs, problems };
}

const isRecord = (value: unknown): value is Properties => typeof value === "object" && value !== null;

/** The outputs that tell what was seen. */
function outcomeOf(seen: ReadonlyMap<string, Seen>): Record<(typeof OUTCOME)[number], unknown> {
  const names = [...seen.keys()].sort();
  const byName = <T>(of: (seen: Seen) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const one = seen.get(name);
        const value = one && of(one);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const waiting = byName(({ waitsFor }) => waitsFor);
  return {
    ready: Object.keys(waiting).length === 0,
    dns: byName(({ dns }) => dns),
    certificates: byName(({ certificate }) => certificate),
    waiting,
  };
}

/** What the state has of a name that was looked at. */
function seenBefore(outputs: Properties, name: string): Seen | undefined {
  const of = <T>(property: (typeof OUTCOME)[number]) =>
    (outputs[property] as Record<string, T> | undefined)?.[name];
  const dns = of<Seen["dns"]>("dns");
  if (dns === undefined) return undefined;
  const [certificate, waitsFor] = [of<SiteCertificate>("certificates"), of<string>("waiting")];
  return { dns, ...(certificate && { certificate }), ...(waitsFor !== undefined && { waitsFor }) };
}

/** So many names are told of in an error. */
const MOST_IN_ERRORS = 20;

/** Why a wait that took too long failed. */
function overdue(seen: ReadonlyMap<string, Seen>, elapsed: number): string {
  const sentences = [...seen.values()].flatMap(({ waitsFor = [] }) => waitsFor);
  return (
    `Domains not ready after ${lasting(elapsed)} (${sentences.length} of ${seen.size}):${inLines(sentences, MOST_IN_ERRORS)}\n` +
    "Then run `pulumi up` again: it looks at once, and waits on."
  );
}

import type { Properties } from "../../core/dynamic";
import { PartialSuccess } from "../../core/errors";
import { awaitReleases, keeps } from "../../core/handOver";
import type { Session } from "../../core/session";
import { SetFailures, together } from "../../core/setFailures";
import { asUnmanaged, stillThere, unmanagedIn } from "../../core/unmanaged";
import { type Outcome, oneByOne, type Plan } from "../../resource/oneByOne";
import type { EnhanceAccess } from "../access";
import { addressesOfWebsite } from "../addresses";
import type { Wanted } from "../align";
import type { EnhanceClient } from "../client";
import { seeToDestination } from "../destination";
import { isReserved } from "../explain";
import { placeOf } from "../id";
import type { Mapping, MappingsByName, WebsiteRef } from "../mappings";
import { WebsiteDomains } from "../website";
import { type Entries, wantedOf } from "./entries";
import { describe, formatId, targetOf } from "./id";
import type { DomainsInputs, DomainsState } from "./schema";
import { Tally } from "./tally";

/** What is to be done to a set's website. */
export interface Change {
  /** Entries that are not there, or not as declared. */
  readonly add: Entries;
  /** Names to be removed. */
  readonly remove: readonly string[];
}

/** What a delete has of the inputs. */
export type SetPlace = WebsiteRef & Pick<DomainsState, "connection">;

/** A set's writes, from inputs to outputs. */
export class Convergence {
  constructor(
    private readonly session: Session,
    private readonly access: EnhanceAccess,
  ) {}

  /**
   * Makes a change, each name for itself: one that fails leaves the others to land.
   *
   * @param state of the set when it has been on this panel before
   * @throws PartialSuccess when some of what is declared is there
   */
  async ensure(
    operation: "create" | "update",
    inputs: DomainsInputs,
    { add, remove }: Change,
    state?: DomainsState,
  ): Promise<Properties> {
    const client = this.access.client(inputs.connection);
    const place = placeOf(client.panel, targetOf(inputs));
    const own = new Set(state?.names);
    const refuses = (inputs.onExisting ?? this.access.onExisting(inputs.connection)) === "fail";
    const accepts = (name: string) => !refuses || own.has(name) || this.session.claims.wasLeft(place, name);
    const ensures = Object.entries(add).map(([domain, entry]) => wantedOf(domain, entry));
    // Two sets may exchange names: each gives up its own before it waits for those of the other.
    const waits = this.session.claims.stillLeaving(place, Object.keys(add)).length > 0;
    const first = waits
      ? await this.#work(client, inputs, operation, { ensures: [], removes: remove, accepts })
      : undefined;
    if (waits) await awaitReleases(this.session, place, Object.keys(add));
    const { outcomes: later, seen = first?.seen } = await this.#work(client, inputs, operation, {
      ensures,
      removes: waits ? [] : remove,
      accepts,
    });
    const outcomes = new Map([...(first?.outcomes ?? []), ...later]);
    const tally = new Tally(new SetFailures(contextOf(operation, inputs)), state);
    for (const [name, outcome] of outcomes) {
      if (Object.hasOwn(add, name)) tally.ensured(name, outcome);
      else tally.removed(name, outcome);
    }

    const { have, failures, strays, adopted } = tally;
    const entries = tally.entries(inputs);
    const beside = [...unmanagedIn(inputs.domains), ...strays];
    this.#tellWaiting(Object.keys(add), entries);
    if (inputs.exclusive === true && seen !== undefined)
      this.#tellOthers(client, inputs, seen, [...have, ...beside]);
    // Where nothing was mapped, they are not worth a call.
    const isMapped = [...outcomes.values()].some((outcome) => outcome.seen !== undefined);
    const addresses = isMapped ? await this.addresses(client, inputs) : undefined;
    const outputs = {
      ...inputs,
      domains: { ...entries, ...asUnmanaged(beside) },
      names: Object.keys(entries),
      adopted,
      failed: failures.byName,
      addresses: addresses ?? state?.addresses ?? [],
      panel: client.panel,
    };
    if (!failures.any) return outputs;
    if (have.size === 0 && state === undefined) throw new Error(failures.messages.join("\n"));
    throw new PartialSuccess(formatId(inputs), outputs, failures.messages);
  }

  /** Removes names, except those that the program of this run declares elsewhere. */
  async remove(from: SetPlace, names: readonly string[]): Promise<void> {
    const client = this.access.client(from.connection);
    const failures = new SetFailures(contextOf("delete", from));
    const plan = { ensures: [], removes: names, accepts: () => false };
    const { outcomes } = await this.#work(client, from, "delete", plan);
    for (const [name, { failure }] of outcomes) if (failure !== undefined) failures.add(name, failure);
    if (failures.any) throw new Error(failures.messages.join("\n"));
  }

  /** The website's addresses; undefined where the panel does not tell. */
  addresses(client: EnhanceClient, website: WebsiteRef): Promise<string[] | undefined> {
    const { session, access } = this;
    return addressesOfWebsite(session, access, client, website, "the records of the set's names");
  }

  async #work(
    client: EnhanceClient,
    website: WebsiteRef,
    operation: string,
    plan: Omit<Plan<Wanted>, "keeps">,
  ): Promise<{ outcomes: ReadonlyMap<string, Outcome<Mapping>>; seen?: MappingsByName | undefined }> {
    const { ensures, removes } = plan;
    if (ensures.length + removes.length === 0) return { outcomes: new Map() };
    const { claims } = this.session;
    const place = placeOf(client.panel, targetOf(website));
    const stays = keeps(this.session, place);
    // Whoever takes a name over has to know by the time that it finds it there.
    claims.leave(place, removes.filter(stays));
    const destinations = new Set(removes.map((name) => claims.destination(place, [name])));
    for (const destination of destinations) {
      if (destination === undefined) continue;
      const context = { operation, domain: "names of the set" };
      await seeToDestination(this.session, this.access, client, destination, context);
    }
    const domains = new WebsiteDomains(this.session, this.access, client, website, "set");
    const done = await oneByOne(domains, this.session.clock, { ...plan, keeps: stays });
    claims.gaveUp(place, removes);
    for (const [name, { reserved }] of done.outcomes) {
      if (reserved !== undefined)
        this.session.report(`${name} stays on the website: ${reserved.failure.what}.`);
    }
    return { outcomes: done.outcomes, seen: done.listed };
  }

  #tellWaiting(names: readonly string[], entries: Entries): void {
    const waiting = names.filter((name) => {
      const entry = entries[name] ?? true;
      return entry !== true && entry.forceHttps === "pending";
    });
    if (waiting.length === 0) return;
    this.session.report(
      `${together(waiting)}: forceHttps waits for the certificate, which the panel issues once a domain's DNS leads to it. ` +
        "After that, `pulumi up --refresh` applies it.",
    );
  }

  #tellOthers(
    { panel }: EnhanceClient,
    website: WebsiteRef,
    seen: MappingsByName,
    known: readonly string[],
  ): void {
    const place = placeOf(panel, targetOf(website));
    const others = othersOn(seen, known);
    const message = stillThere(others, this.session.claims, place, `Website ${website.websiteId}`);
    if (message !== undefined) this.session.report(message);
  }
}

/** Names beside the set's own; the website's own primary and preview domains are none of them. */
export function othersOn(seen: MappingsByName, names: Iterable<string>): string[] {
  const own = new Set(names);
  return [...seen].flatMap(([name, mapping]) => (own.has(name) || isReserved(mapping) ? [] : [name]));
}

export const contextOf = (operation: string, website: WebsiteRef) => ({
  operation,
  place: describe(website),
});

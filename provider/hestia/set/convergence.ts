import type { Properties } from "../../core/dynamic";
import { during, PartialSuccess } from "../../core/errors";
import { awaitReleases, keeps } from "../../core/handOver";
import type { Session } from "../../core/session";
import { SetFailures } from "../../core/setFailures";
import { asUnmanaged, managedIn, stillThere, unmanagedIn } from "../../core/unmanaged";
import { type HestiaAccess, isAccountGone } from "../access";
import type { HestiaClient } from "../client";
import { seeToDestination } from "../destination";
import { describePlace, placeOf } from "../id";
import { mannerOf, refusesExisting } from "../manner";
import type { Restart } from "../restart";
import type { Ensure, Remove, Write } from "../writes";
import { type Entries, entriesFor, namesOf, seenEntries } from "./entries";
import { formatId, type SetPlace } from "./id";
import { othersOn, undeletable } from "./others";
import type { WebAliasesInputs, WebAliasesState } from "./schema";
import { Tally } from "./tally";

/** What is to be done to a set's web domain. */
export interface Change {
  /** Entries of which something is missing. */
  readonly add: Entries;
  /** Names to be taken off. */
  readonly remove: readonly string[];
}

/** How names are taken off: the part of the inputs that a delete has as well. */
export type SetManner = SetPlace & Pick<WebAliasesState, "connection" | "restart">;

/** A set's writes, from inputs to outputs. */
export class Convergence {
  constructor(
    private readonly session: Session,
    private readonly access: HestiaAccess,
  ) {}

  /**
   * Makes a change, each entry and each name for itself: one that fails leaves the others to land.
   *
   * @param state of the set when it has been on this panel before
   * @throws PartialSuccess when some of what is declared is there
   */
  async ensure(
    operation: "create" | "update",
    inputs: WebAliasesInputs,
    { add, remove }: Change,
    state?: WebAliasesState,
  ): Promise<Properties> {
    const client = this.access.client(inputs.connection);
    const failures = new SetFailures(contextOf(operation, inputs));
    const place = placeOf(client.panel, inputs);
    const own = new Set(state?.names);
    const refuses = refusesExisting(this.access, inputs);
    const accepts = (name: string) => !refuses || own.has(name) || this.session.claims.wasLeft(place, name);
    const common = { client, webDomain: inputs.webDomain, ...mannerOf(this.access, inputs) };
    const ensures = Object.entries(add).map(([domain, entry]): [string, Ensure] => [
      domain,
      { kind: "ensure", names: namesOf(domain, entry), accepts, ...common },
    ]);
    const tally = new Tally(this.session, failures, state);
    const { leaving, moving } = await this.#removes(inputs, client, remove);
    // Two sets may exchange names: each gives up its own before it waits for those of the other.
    await this.#write(client, inputs, tally, moving);
    await awaitReleases(
      this.session,
      place,
      Object.entries(add).flatMap(([domain, entry]) => namesOf(domain, entry)),
    );
    await this.#write(client, inputs, tally, [...ensures, ...leaving]);

    const { have, adopted, webDomain } = tally;
    const declared = seenEntries(managedIn(inputs.domains), (name) => have.has(name));
    const beside = unmanagedIn(inputs.domains);
    const owned = new Set(Object.entries(declared).flatMap(([domain, entry]) => namesOf(domain, entry)));
    // What could not be taken off is the set's own until it is; a stray never is, and shows until it has gone.
    const strays = remove.filter((name) => !own.has(name));
    const remaining = [...have].filter((name) => !owned.has(name) && !strays.includes(name));
    beside.push(...strays.filter((name) => failures.has(name)));
    if (inputs.exclusive === true) {
      const others = othersOn(webDomain, inputs.webDomain, [...have, ...beside]);
      const message = stillThere(others, this.session.claims, place, `Web domain ${inputs.webDomain}`);
      if (message !== undefined) this.session.report(message);
      const stuck = undeletable(webDomain, inputs.account, inputs.webDomain, have);
      if (stuck !== undefined) this.session.report(stuck);
    }
    const outputs = {
      ...inputs,
      domains: { ...declared, ...entriesFor(remaining), ...asUnmanaged(beside) },
      names: [...owned, ...remaining],
      adopted,
      failed: failures.byName,
      addresses:
        webDomain === undefined
          ? (state?.addresses ?? [])
          : this.access.addresses(inputs.connection, webDomain),
      panel: client.panel,
    };
    if (!failures.any) return outputs;
    if (have.size === 0 && state === undefined) throw new Error(failures.messages.join("\n"));
    throw new PartialSuccess(formatId(inputs), outputs, failures.messages);
  }

  /** Takes names off the panel, except those that the program of this run declares elsewhere. */
  async remove(from: SetManner, names: readonly string[]): Promise<void> {
    const client = this.access.client(from.connection);
    const failures = new SetFailures(contextOf("delete", from));
    const { leaving, moving } = await this.#removes(from, client, names);
    const tally = new Tally(this.session, failures);
    await this.#write(client, from, tally, leaving);
    await this.#write(client, from, tally, moving);
    if (failures.any) throw new Error(failures.messages.join("\n"));
  }

  async #write(
    client: HestiaClient,
    place: SetPlace,
    tally: Tally,
    writes: readonly (readonly [string, Write])[],
  ): Promise<void> {
    if (writes.length === 0) return;
    const writer = this.access.writer(client.panel, place.account);
    const results = await writer.submitAll(writes.map(([, write]) => write));
    const removed = writes.flatMap(([, write]) => (write.kind === "remove" ? write.names : []));
    this.session.claims.gaveUp(placeOf(client.panel, place), removed);
    for (const [index, [name, write]] of writes.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error("a write has no result");
      const isDone = write.kind === "remove" && result.status === "rejected" && isAccountGone(result.reason);
      if (!isDone) tally.note(name, write, result);
    }
  }

  /**
   * @returns removals of names that nobody adds again, and of names on their way to another web domain. Those are made
   * after the restart of the others and without one: they are served until the add at the other end brings it.
   */
  async #removes(
    from: SetManner,
    client: HestiaClient,
    names: readonly string[],
  ): Promise<{ leaving: [string, Remove][]; moving: [string, Remove][] }> {
    const { claims } = this.session;
    const place = placeOf(client.panel, from);
    // Whoever takes a name over has to know by the time that it finds it there.
    claims.leave(
      place,
      names.filter((name) => claims.has(place, name)),
    );
    const destinationOf = (name: string) => claims.destination(place, [name]);
    const destinations = new Set(names.flatMap((name) => destinationOf(name) ?? []));
    const context = contextOf("delete", from);
    for (const destination of destinations) {
      await during({ ...context, domain: "names of the set" }, () =>
        seeToDestination(this.access, client, destination),
      );
    }
    const removal = (name: string, restart?: Restart): [string, Remove] => [
      name,
      {
        kind: "remove",
        client,
        webDomain: from.webDomain,
        names: [name],
        spares: keeps(this.session, place),
        ...mannerOf(this.access, from),
        ...(restart === undefined ? {} : { restart }),
      },
    ];
    const isMoving = (name: string) => destinationOf(name) !== undefined;
    return {
      leaving: names.filter((name) => !isMoving(name)).map((name) => removal(name)),
      moving: names.filter(isMoving).map((name) => removal(name, "no")),
    };
  }
}

export const contextOf = (operation: string, { account, webDomain }: SetPlace) => ({
  operation,
  place: describePlace(account, webDomain),
});

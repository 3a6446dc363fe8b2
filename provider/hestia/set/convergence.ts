import type { Properties } from "../../core/dynamic";
import { during, isPanelError, type PanelError, PartialSuccess } from "../../core/errors";
import type { Session } from "../../core/session";
import { SetFailures } from "../../core/setFailures";
import type { HestiaAccess } from "../access";
import type { WebDomain } from "../account";
import type { HestiaClient } from "../client";
import { seeToDestination } from "../destination";
import { placeOf } from "../id";
import { mannerOf, refusesExisting } from "../manner";
import type { Ensure, Outcome, Remove } from "../writes";
import { type Entries, entriesFor, managedIn, namesOf, seenEntries, UNMANAGED } from "./entries";
import { formatId, type SetPlace } from "./id";
import type { WebAliasesInputs, WebAliasesState } from "./schema";

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
    const have = new Set(state?.names ?? []);
    const adopted = new Set(state?.adopted ?? []);
    let webDomain: WebDomain | undefined;

    const place = placeOf(client.panel, inputs);
    const refuses = refusesExisting(this.access, inputs);
    const accepts = (name: string) => !refuses || have.has(name) || this.session.claims.wasLeft(place, name);
    const common = { client, webDomain: inputs.webDomain, ...mannerOf(this.access, inputs) };
    const ensures = Object.entries(add).map(([domain, entry]): [string, Ensure] => [
      domain,
      { kind: "ensure", names: namesOf(domain, entry), accepts, ...common },
    ]);
    const removes = await this.#removes(inputs, client, remove);
    const results = await this.access
      .writer(client.panel, inputs.account)
      .submitAll([...ensures.map(([, write]) => write), ...removes]);

    for (const [index, result] of results.entries()) {
      const [domain, ensured] = ensures[index] ?? [];
      const removed = removes[index - ensures.length];
      const name = domain ?? removed?.names[0] ?? "";
      if (result.status === "rejected") failures.add(name, panelErrorOf(result.reason));
      else {
        const { value } = result;
        webDomain = value.account.webDomain(inputs.webDomain) ?? webDomain;
        for (const one of value.existed) if (!have.has(one)) adopted.add(one);
        for (const one of (ensured ?? removed)?.names ?? []) {
          const stays = value.present.includes(one) && removed?.spares(one) !== true;
          if (stays) have.add(one);
          else have.delete(one);
        }
        this.#noteFailure(failures, name, value, ensured ?? removed);
      }
    }
    this.session.claims.leave(
      place,
      remove.filter((name) => this.session.claims.has(place, name)),
    );

    const declared = seenEntries(managedIn(inputs.domains), (name) => have.has(name));
    const beside = Object.entries(inputs.domains).filter(([, entry]) => entry === UNMANAGED);
    const owned = new Set(Object.entries(declared).flatMap(([domain, entry]) => namesOf(domain, entry)));
    // What could not be taken off is the set's own until it is.
    const remaining = [...have].filter((name) => !owned.has(name));
    const outputs = {
      ...inputs,
      domains: { ...declared, ...entriesFor(remaining), ...Object.fromEntries(beside) },
      names: [...owned, ...remaining],
      adopted: [...adopted].filter((name) => have.has(name)),
      failed: failures.byName,
      addresses: webDomain === undefined ? (state?.addresses ?? []) : addressesOf(webDomain),
      panel: client.panel,
    };
    if (!failures.any) return outputs;
    if (have.size === 0 && state === undefined) throw new Error(failures.messages.join("\n"));
    throw new PartialSuccess(formatId(inputs), outputs, failures.messages);
  }

  /** Takes names off the panel, except those that the program of this run declares elsewhere. */
  async remove(from: SetManner, names: readonly string[]): Promise<void> {
    const client = this.access.client(from.connection);
    const place = placeOf(client.panel, from);
    const failures = new SetFailures(contextOf("delete", from));
    const removes = await this.#removes(from, client, names);
    const results = await this.access.writer(client.panel, from.account).submitAll(removes);
    for (const [index, result] of results.entries()) {
      const name = removes[index]?.names[0] ?? "";
      if (result.status === "fulfilled") this.#noteFailure(failures, name, result.value, removes[index]);
      else if (!isAccountGone(result.reason)) failures.add(name, panelErrorOf(result.reason));
    }
    this.session.claims.leave(
      place,
      names.filter((name) => this.session.claims.has(place, name)),
    );
    if (failures.any) throw new Error(failures.messages.join("\n"));
  }

  async #removes(from: SetManner, client: HestiaClient, names: readonly string[]): Promise<Remove[]> {
    const { claims } = this.session;
    const place = placeOf(client.panel, from);
    const destinations = new Map(names.map((name) => [name, claims.destination(place, [name])]));
    const context = contextOf("delete", from);
    for (const destination of new Set(destinations.values())) {
      if (destination === undefined) continue;
      await during({ ...context, domain: "names of the set" }, () =>
        seeToDestination(this.access, client, destination),
      );
    }
    const manner = mannerOf(this.access, from);
    return names.map((name) => ({
      kind: "remove",
      client,
      webDomain: from.webDomain,
      names: [name],
      spares: (one) => claims.has(place, one),
      ...manner,
      // On its way to another web domain, the name is served until the add at the other end brings the restart.
      ...(destinations.get(name) === undefined ? {} : { restart: "no" }),
    }));
  }

  /** That the web server could not reload after a removal is for its admin to know, and no reason to try again. */
  #noteFailure(
    failures: SetFailures,
    name: string,
    { failure }: Outcome,
    write: Ensure | Remove | undefined,
  ): void {
    if (failure === undefined) return;
    if (write?.kind === "remove" && failure.failure.code === 20) this.session.reportOnce(failure.message);
    else failures.add(name, failure);
  }
}

export const addressesOf = ({ ip, ip6 }: WebDomain): string[] => [ip, ip6].filter((one) => one !== "");

export const contextOf = (operation: string, { account, webDomain }: SetPlace) => ({
  operation,
  place: `account ${account}, web domain ${webDomain}`,
});

/** With the account, all its aliases are gone. */
export const isAccountGone = (error: unknown): boolean =>
  isPanelError(error, "missing") && error.failure.subject === "account";

/** What is none of the panel's errors is a fault of ours, and not to be told as one of a name. */
function panelErrorOf(error: unknown): PanelError {
  if (isPanelError(error)) return error;
  throw error;
}

import { recordsFor } from "../core/dns";
import { during, PartialSuccess } from "../core/errors";
import type { Properties } from "../resource/dynamic";
import { awaitReleases, keeps } from "../resource/handOver";
import type { Session } from "../resource/session";
import type { HestiaAccess } from "./access";
import { isRestartFailure } from "./api/exitCodes";
import type { Restart } from "./api/restart";
import { verifyDestination } from "./destination";
import { describePlace, formatId, placeOf, type WebAliasId } from "./id";
import { mannerOf, refusesExisting } from "./manner";
import type { WebAliasInputs, WebAliasState } from "./schema";
import type { Outcome } from "./writer/writes";

/** How a write is to be made: the part of the inputs that a delete has as well. */
export type Manner = WebAliasId & {
  readonly connection?: string | undefined;
  readonly restart?: Restart | undefined;
};

/** An alias's writes, from inputs to outputs. */
export class Mapping {
  constructor(
    private readonly session: Session,
    private readonly access: HestiaAccess,
  ) {}

  /**
   * Brings the names to the panel.
   *
   * @param state of the resource when it has been on this panel before: it may find its own names there
   * @throws PartialSuccess when some of it is there
   */
  async ensure(
    operation: "create" | "update",
    inputs: WebAliasInputs,
    state?: WebAliasState,
  ): Promise<Properties> {
    const client = this.access.client(inputs.connection);
    const place = placeOf(client.panel, inputs);
    const refuses = refusesExisting(this.access, inputs);
    await awaitReleases(this.session, place, inputs.names);
    const { account, present, existed, failure } = await during(context(operation, inputs), () =>
      this.access.writer(client.panel, inputs.account).submit({
        kind: "ensure",
        client,
        webDomain: inputs.webDomain,
        names: inputs.names,
        ...mannerOf(this.access, inputs),
        accepts: (name) =>
          !refuses || state?.names?.includes(name) === true || this.session.claims.wasLeft(place, name),
      }),
    );
    const addresses = this.access.addresses(inputs.connection, account.webDomain(inputs.webDomain));
    const outputs = {
      ...inputs,
      names: present,
      adopted: state?.adopted ?? existed.length > 0,
      panel: client.panel,
      requiredDnsRecords: recordsFor(inputs.names, addresses),
    };
    if (failure === undefined) return outputs;
    const error = failure.during(context(operation, inputs));
    if (present.length === 0 && state === undefined) throw error;
    // Names that were still to be removed are the resource's own until they are.
    const surplus = (state?.names ?? []).filter((name) => !inputs.names.includes(name));
    const names = [...present, ...surplus];
    throw new PartialSuccess(formatId(inputs), { ...outputs, names }, [error.message]);
  }

  /** Takes names off the panel, except those that the program of this run declares elsewhere. */
  async remove(operation: "update" | "delete", from: Manner, names: readonly string[]): Promise<void> {
    const client = this.access.client(from.connection);
    const place = placeOf(client.panel, from);
    const spares = keeps(this.session, place);
    const { claims } = this.session;
    // Whoever takes a name over has to know by the time that it finds it there.
    claims.leave(place, names.filter(spares));
    for (const { target } of claims.destinations(place, names)) {
      await during(context(operation, from), () => verifyDestination(this.access, client, target));
    }
    const isMoving = (name: string) => claims.destination(place, name) !== undefined;
    const manner = mannerOf(this.access, from);
    // A name on its way to another web domain goes after the restart of the others and without one: it is served until
    // the add at the other end brings the restart.
    for (const [group, restart] of [
      [names.filter((name) => !isMoving(name)), manner.restart],
      [names.filter(isMoving), "no"],
    ] as const) {
      if (group.length === 0) continue;
      const { present, failure }: Outcome = await during(context(operation, from), () =>
        this.access.writer(client.panel, from.account).submit({
          kind: "remove",
          client,
          webDomain: from.webDomain,
          names: group,
          ...manner,
          restart,
          spares,
        }),
      );
      this.session.claims.leave(place, present.filter(spares));
      if (failure === undefined) continue;
      const error = failure.during(context(operation, from));
      // The names are gone; that the web server could not reload is for its admin to know, and no reason to try again.
      if (isRestartFailure(failure.failure.code)) this.session.report(error.message);
      else throw error;
    }
  }
}

/** An operation on an alias, as errors tell it. */
export const context = (operation: string, { domain, account, webDomain }: WebAliasId) => ({
  operation,
  domain,
  place: describePlace(account, webDomain),
});

import { during, PanelError, PartialSuccess } from "../core/errors";
import { ownedNames, takesWww } from "../core/hostnames";
import { isKnown } from "../resource/draft";
import type { Lifecycle, Properties } from "../resource/dynamic";
import { awaitReleases, giveUp, keeps } from "../resource/handOver";
import { isElsewhere, moved } from "../resource/moves";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import { checkDomainInputs, hostNamesOnly } from "./check";
import { verifyDestination } from "./destination";
import { diffDomain } from "./diff";
import { describe, formatId, ID_FORMAT, parseId, placeOf, type Target } from "./id";
import { type DomainInputs, type DomainState, readInputs, readState, targetOf } from "./schema";
import { type Scope, scopeOf } from "./scopes";

/** The life of one customer's domain on an Enhance panel, mapped to a website or added to a server. */
export class EnhanceDomainLifecycle implements Lifecycle {
  readonly #access: EnhanceAccess;

  constructor(private readonly session: Session) {
    this.#access = session.the(EnhanceAccess);
  }

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    const checked = checkDomainInputs(this.session, this.#access, olds, news, declaration);
    const { serverId, panel } = checked.inputs;
    if (checked.problems.length === 0 && isKnown(serverId) && isKnown(panel))
      this.session.reportOnce(hostNamesOnly(panel));
    return checked;
  }

  idOf(inputs: Properties) {
    // At a preview, inputs may be unknown that are of no account here.
    const { domain, ...target } = inputs as unknown as DomainInputs;
    return formatId(targetOf(target), domain);
  }

  diff(_id: string, olds: Properties, news: Properties) {
    return diffDomain(olds, news);
  }

  async create(news: Properties) {
    const inputs = readInputs(news);
    return { id: formatId(targetOf(inputs), inputs.domain), outputs: await this.#ensure("create", inputs) };
  }

  async read(id: string, olds: Properties) {
    const state = readState(olds);
    const { target, domain } = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.notLookedAt(domain, state, client.panel));
      return { id, outputs: olds };
    }
    this.session.owned.note(placeOf(client.panel, target), state.names ?? []);
    const scope = this.#scope(client, target);
    const seen = await during(context("read", domain, target), () => scope.read(domain, state));
    if (seen === undefined) {
      // A lookup brings no outputs, and the engine takes an empty answer of a dynamic provider for a find.
      if (state.panel === undefined) throw notThere(client.panel, domain, target);
      return undefined;
    }
    const { inputs, observed } = seen;
    return { id: formatId(target, domain), outputs: { ...inputs, ...observed }, inputs };
  }

  async update(_id: string, olds: Properties, news: Properties) {
    const inputs = readInputs(news);
    const state = readState(olds);
    const client = this.#access.client(inputs.connection);
    if (isElsewhere(state, client.panel)) {
      this.session.report(moved.goes(inputs.domain, state, client.panel));
      return this.#ensure("update", inputs);
    }
    // Another way in to the same panel, or another manner, is no reason to call it.
    const { www, onExisting, connection } = inputs;
    if (!diffDomain({ ...olds, www, onExisting, connection }, news).changes) {
      return { ...inputs, ...seenOf(state) };
    }
    const outputs = await this.#ensure("update", inputs, state);
    const surplus = (state.names ?? []).filter((name) => !inputs.names.includes(name));
    if (surplus.length === 0) return outputs;
    const target = targetOf(inputs);
    const take = (names: readonly string[]) => this.#remove("update", target, inputs, names);
    const { remove, stay } = await giveUp(this.session, placeOf(client.panel, target), surplus, take);
    await take(remove);
    // What stays is this resource's until it is known whose it is.
    return { ...outputs, names: [...(readState(outputs).names ?? []), ...stay] };
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const state = readState(olds);
    const { target, domain } = parseId(id);
    const client = this.#access.client(state.connection);
    if (isElsewhere(state, client.panel)) {
      return this.session.report(moved.stays(domain, state, client.panel));
    }
    const www = target.scope === "server" && state.www === true && takesWww(domain);
    const names = new Set([...ownedNames(domain, www), ...(state.names ?? [])]);
    await this.#remove("delete", target, { domain, connection: state.connection }, [...names]);
  }

  /** @throws PartialSuccess when the domain is there and something of what is declared is not */
  async #ensure(
    operation: "create" | "update",
    inputs: DomainInputs,
    state?: DomainState,
  ): Promise<Properties> {
    const target = targetOf(inputs);
    const client = this.#access.client(inputs.connection);
    const place = placeOf(client.panel, target);
    const refuses = (inputs.onExisting ?? this.#access.onExisting(inputs.connection)) === "fail";
    const accepts = (name: string) =>
      !refuses || state?.names?.includes(name) === true || this.session.claims.wasLeft(place, name);
    await awaitReleases(this.session, place, inputs.names);
    const { observed, existed, failure } = await during(context(operation, inputs.domain, target), () =>
      this.#scope(client, target).ensure(inputs, accepts),
    );
    const { requiredDnsRecords = state?.requiredDnsRecords ?? [] } = observed;
    const outputs = { ...inputs, ...observed, requiredDnsRecords, adopted: state?.adopted ?? existed };
    if (failure === undefined) return outputs;
    const { message } = failure.during(context(operation, inputs.domain, target));
    throw new PartialSuccess(formatId(target, inputs.domain), outputs, [message]);
  }

  /** Removes names, except those that the program of this run declares elsewhere. */
  async #remove(
    operation: "update" | "delete",
    target: Target,
    { domain, connection }: Pick<DomainInputs, "domain" | "connection">,
    names: readonly string[],
  ): Promise<void> {
    const client = this.#access.client(connection);
    const place = placeOf(client.panel, target);
    const claimed = names.filter(keeps(this.session, place));
    this.session.claims.leave(place, claimed);
    const goners = names.filter((name) => !claimed.includes(name));
    if (goners.length === 0) return;
    for (const destination of this.session.claims.destinations(place, goners))
      await verifyDestination(this.session, this.#access, client, destination.target, { operation, domain });
    await during(context(operation, domain, target), () => this.#scope(client, target).remove(goners));
  }

  #scope(client: EnhanceClient, target: Target): Scope {
    return scopeOf(this.session, this.#access, client, target);
  }
}

const context = (operation: string, domain: string, target: Target) => ({
  operation,
  domain,
  place: describe(target),
});

const notThere = (panel: string, domain: string, target: Target): PanelError =>
  new PanelError({
    kind: "missing",
    panel,
    ...context("read", domain, target),
    what: "there is no such domain",
    cure: `Correct the id, which is ${ID_FORMAT}.`,
  });

/** What of the state was seen on the panel; the rest is what was declared and how. */
function seenOf(state: DomainState): Properties {
  const { domain, organizationId, websiteId, serverId, www, onExisting, connection, panel, ...seen } = state;
  return seen;
}

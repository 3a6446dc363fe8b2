import { readDefault } from "../core/defaults";
import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import { noWww, takesWww } from "../core/hostnames";
import type { Patience } from "../core/patience";
import type { Draft } from "../resource/draft";
import { type Properties, UNKNOWN } from "../resource/dynamic";
import {
  type Applied,
  type Coming,
  type Entries,
  type Observation,
  type Outcome,
  Panel,
  type Plan,
} from "../resource/panel";
import type { Session } from "../resource/session";
import { allNames } from "../resource/shape";
import { namesWithWww, pairWww, seenWww, type WwwOption } from "../resource/www";
import { type HestiaAccess, isAccountGone } from "./access";
import { Aliases, undeletable } from "./aliases";
import { describeWebDomain, type WebDomain, type WebDomainRef } from "./api/account";
import { isInvalid, isMissing } from "./api/exitCodes";
import { cutOff, isNotServed, noWebDomain, suspended } from "./api/explain";
import { RESTARTS, type Restart } from "./api/restart";
import { SETTINGS, WEB_ALIAS } from "./fields";
import { autoWww } from "./names";
import { missingOf } from "./writer/add";
import type { Write } from "./writer/job";

/** What the WordPress integration does where nothing is set. */
const DEFAULT_RESTART: Restart = "yes";

/** A write, and the keys of its outcome: the domain of an entry, or the names to be removed. */
interface Job {
  readonly keys: readonly string[];
  readonly write: Write;
}

/** Web domains as places for aliases. */
export class HestiaPanel extends Panel<WebDomainRef, WwwOption, never, Aliases> {
  readonly sentence = {
    place: ({ webDomain }: WebDomainRef) => `Web domain ${webDomain}`,
    set: ({ account, webDomain }: WebDomainRef) =>
      `The set of aliases of web domain ${webDomain} (account ${account})`,
  };

  constructor(
    private readonly session: Session,
    readonly access: HestiaAccess,
  ) {
    super();
  }

  fillTarget(draft: Draft): void {
    draft.fill("account");
    draft.fill("webDomain");
  }

  targetIn({ account, webDomain }: Properties): WebDomainRef | undefined {
    if (typeof account !== "string" || typeof webDomain !== "string") return undefined;
    return { account, webDomain };
  }

  formatTarget({ account, webDomain }: WebDomainRef): string {
    return `${account}/${webDomain}`;
  }

  parseTarget([account, given, ...rest]: readonly string[]): WebDomainRef | undefined {
    const webDomain = WEB_ALIAS.fields.webDomain.parse.safeParse(given);
    if (!account || !webDomain.success || rest.length > 0) return undefined;
    return { account, webDomain: webDomain.data };
  }

  override removalByHand({ account, webDomain }: WebDomainRef, names: readonly string[]): string {
    return `:${names.map((name) => `\n  v-delete-web-domain-alias ${account} ${webDomain} "${name}"`).join("")}`;
  }

  describe(target: WebDomainRef): string {
    return describeWebDomain(target);
  }

  /** Left open, or "auto", it is decided once: a domain that is there keeps what it has, whatever the settings say by now. */
  decide(said: Properties, domain: string, draft: Draft, known: WwwOption | undefined): Properties {
    const { isSet } = draft.kind;
    // What is said for all names of a set is not meant for those that cannot have a www name.
    const www = said.www ?? (isSet && takesWww(domain) ? draft.inputs.www : isSet ? false : undefined);
    if (typeof www === "boolean" || www === UNKNOWN) return { www };
    if (known !== undefined) return { www: known.www !== undefined };
    if (domain === UNKNOWN) return { www: UNKNOWN };
    const wanted = www ?? draft.default("www");
    if (wanted === UNKNOWN) return { www: UNKNOWN };
    return { www: wanted === "auto" ? autoWww(domain) : wanted === true && takesWww(domain) };
  }

  optionsIn({ www }: Properties): WwwOption {
    return www === true ? { www } : {};
  }

  override judge(entries: Entries<WwwOption>, draft: Draft): void {
    const owners = new Map<string, string>();
    for (const [domain, options] of Object.entries(entries)) {
      if (domain === draft.inputs.webDomain)
        draft.refuseDomain(domain, "is the web domain itself, which is served without an alias");
      if (options.www === true && !takesWww(domain))
        draft.refuseDomain(domain, `does not go with ${domain}: ${noWww(domain)}`, "www");
      for (const name of namesWithWww(domain, options)) {
        const other = owners.get(name);
        if (other !== undefined) {
          const owner = name === domain ? other : domain;
          draft.refuseDomain(name, `stands there twice: by itself, and as the www name of ${owner}`);
        }
        owners.set(name, domain);
      }
    }
  }

  names(domain: string, options: WwwOption): string[] {
    return namesWithWww(domain, options);
  }

  override entriesOf(names: readonly string[]): Entries<WwwOption> {
    return pairWww(names);
  }

  observed(
    domain: string,
    options: WwwOption,
    { has }: Observation<WwwOption, never>,
  ): WwwOption | undefined {
    return seenWww(domain, options, has);
  }

  override optionInputs({ www }: WwwOption): Properties {
    return { www: www !== undefined };
  }

  async look(
    connection: string | undefined,
    target: WebDomainRef,
    isKnown: boolean,
    patience?: Patience,
  ): Promise<Aliases | undefined> {
    const client = this.access.client(connection, patience);
    const webDomain = await this.access.look(client, target, isKnown);
    const withSpace = webDomain?.withSpace;
    if (withSpace !== undefined)
      this.session.reportOnce(cutOff(client.panel, target.account, target.webDomain, withSpace).message);
    return webDomain && new Aliases(webDomain, target.webDomain);
  }

  override async obstacles(
    connection: string | undefined,
    { account, webDomain }: WebDomainRef,
    { names }: Coming<WwwOption>,
    patience: Patience,
  ): Promise<ReadonlyMap<string, PanelError>> {
    const client = this.access.client(connection, patience);
    const view = await orPanelError(this.access.lists(client.panel, account).recent(client));
    if (isPanelError(view))
      return new Map(isAccountGone(view) ? names.map((name) => [name, view] as const) : []);
    const found = new Map<string, PanelError>();
    const beside: string[] = [];
    for (const name of names) {
      const write = { client, webDomain, accepts: () => true };
      try {
        beside.push(...missingOf({ write, names: [name], isRepair: false }, view, account, beside).missing);
      } catch (error) {
        if (!isPanelError(error)) throw error;
        found.set(name, error);
      }
    }
    return found;
  }

  async verify(connection: string | undefined, { account, webDomain: name }: WebDomainRef): Promise<void> {
    const client = this.access.client(connection);
    const view = await this.access.lists(client.panel, account).fresh(client);
    const webDomain = view.webDomain(name);
    if (webDomain === undefined) throw noWebDomain(client.panel, account, name, view);
    if (webDomain.suspended) throw suspended(client.panel, account, name);
  }

  async apply(
    connection: string | undefined,
    target: WebDomainRef,
    plan: Plan<WwwOption>,
  ): Promise<Applied<never, Aliases>> {
    const client = this.access.client(connection);
    const { account, webDomain } = target;
    const { isNotLoaded } = plan;
    const options = this.#writeOptions(connection, plan.inputs.restart);
    const common = { client, webDomain, isNotLoaded, ...options };
    const removals = (names: readonly string[], restart: Restart): Job[] => {
      if (names.length === 0) return [];
      const groups = plan.together ? [names] : names.map((name) => [name]);
      return groups.map((group) => ({
        keys: group,
        write: { kind: "remove", names: group, spares: plan.keeps, ...common, restart },
      }));
    };
    const leaving = removals(
      plan.remove.filter((name) => !plan.isMoving(name)),
      common.restart,
    );
    // A name on its way to another web domain is served until the add at the other end brings the restart.
    const moving = removals(plan.remove.filter(plan.isMoving), "no");
    const ensures = Object.entries(plan.ensure).map(
      ([domain, options]): Job => ({
        keys: [domain],
        write: { kind: "ensure", names: namesWithWww(domain, options), accepts: plan.mayAdopt, ...common },
      }),
    );
    const outcomes = new Map<string, Outcome<never>>();
    let latest: WebDomain | undefined;
    // Where nothing is added, what moves waits for the restart of what leaves: that must not take it along.
    const rounds = ensures.length > 0 ? [moving, [...ensures, ...leaving]] : [leaving, moving];
    for (const jobs of rounds.filter((round) => round.length > 0)) {
      const writes = jobs.map(({ write }) => write);
      const results = await this.access.writer(client.panel, account).submitAll(writes);
      for (const [index, { keys, write }] of jobs.entries()) {
        const result = results[index];
        if (result === undefined) throw new Error("a write has no result");
        if (result.status === "fulfilled") latest = result.value.account.webDomain(webDomain) ?? latest;
        for (const name of keys) outcomes.set(name, this.#outcomeOf(name, write, result, plan));
      }
    }
    return { outcomes, listing: latest && new Aliases(latest, webDomain) };
  }

  async addresses(connection: string | undefined, _target: WebDomainRef, { webDomain }: Aliases) {
    return this.access.addresses(connection, webDomain);
  }

  override remarks(
    { exclusive }: Properties,
    {
      target,
      entries,
      listing,
    }: { target: WebDomainRef; entries: Entries<WwwOption>; listing: Aliases | undefined },
  ): string[] {
    if (exclusive !== true || listing === undefined) return [];
    return undeletable(listing, target, allNames(this, entries));
  }

  override announce(host: string, { account }: WebDomainRef, id: string): void {
    this.access.writer(host, account).announce(id);
  }

  override begun(host: string, { account }: WebDomainRef, id: string): void {
    this.access.writer(host, account).begun(id);
  }

  /** How a write is made, by the inputs or else the settings at the time. */
  #writeOptions(connection: string | undefined, restart: unknown): { restart: Restart; recount: boolean } {
    const settings = this.access.settings(connection);
    const given = RESTARTS.find((one) => one === restart);
    const byDefault = readDefault(settings, "restart", WEB_ALIAS.fields.restart.parse).value;
    const recount = readDefault(settings, "updateCounters", SETTINGS.updateCounters).value === true;
    return { restart: given ?? byDefault ?? DEFAULT_RESTART, recount };
  }

  #outcomeOf(
    name: string,
    write: Write,
    result: PromiseSettledResult<{
      readonly present: readonly string[];
      readonly existed: readonly string[];
      readonly failure?: PanelError | undefined;
    }>,
    { keeps, isOwn }: Plan<WwwOption>,
  ): Outcome<never> {
    const isRemoval = write.kind === "remove";
    if (result.status === "rejected") {
      const reason: unknown = result.reason;
      if (isRemoval && isAccountGone(reason)) return {};
      // What is none of the panel's errors is a fault of ours, and not to be told as one of a name.
      if (!isPanelError(reason)) throw reason;
      return isRemoval && !isOwn(name) && isNoDelete(reason) ? {} : { failure: reason };
    }
    const { existed, failure, ...answer } = result.value;
    const notServed = isNotServed(failure) ? { isNotServed: true } : {};
    if (!isRemoval) return { present: answer.present, existed, failure, ...notServed };
    const present = answer.present.filter((one) => one === name && !keeps(one));
    if (isNotServed(failure)) {
      // The name that was put back has still to go, and takes the others along when it does.
      if (answer.present.length > 0) return present.length > 0 ? { present, failure } : { present };
      return { failure, ...notServed };
    }
    // Of a name beside the set that no call can delete the user is told in other words.
    if (!isOwn(name) && isNoDelete(failure)) return {};
    // Without a list that proves it, the name stays the resource's own.
    if (isPanelError(failure, "unproved") && present.length === 0) return { failure };
    return { present, failure };
  }
}

/** That no delete takes the name: it is none for the command, or is not found although the list has it. */
const isNoDelete = (error: PanelError | undefined): boolean =>
  isPanelError(error, "rejected") && (isInvalid(error.failure.code) || isMissing(error.failure.code));

import { isDeepStrictEqual } from "node:util";
import { during, type Failure, isPanelError, PanelError } from "../../core/errors";
import { isKnown } from "../../resource/draft";
import type { Properties } from "../../resource/dynamic";
import type { Session } from "../../resource/session";
import { type Change, NAMES_OF_THE_SET, type Outcome, type SetKind, type SetPanel } from "../../resource/set";
import { type HestiaAccess, isAccountGone } from "../access";
import type { WebDomain } from "../api/account";
import { isInvalid, isMissing, isRestartFailure } from "../api/exitCodes";
import type { Restart } from "../api/restart";
import { verifyDestination } from "../destination";
import { describePlace, placeOf } from "../id";
import { mannerOf, refusesExisting } from "../manner";
import { webAliasFields } from "../schema";
import type { Write } from "../writer/writes";
import { checkWebAliases } from "./check";
import { type Entries, type Entry, entriesFor, namesOf, seenEntries } from "./entries";
import { namesOn, othersOn, undeletable } from "./others";
import { readState, type SetPlace, type WebAliasesInputs, type WebAliasesState } from "./schema";

const ID_FORMAT = "account/webDomain";

/** What of a set of web aliases can be told without a panel. */
export const webAliasSet: SetKind<Entry, WebAliasesState> = {
  identity: ["account", "webDomain"],
  inPlace: ["www", "restart", "onExisting", "exclusive", "connection", "panel"],
  readState,
  namesOf,
  isSame: isDeepStrictEqual,
};

/** What is to be done for one entry, or one name that is to be taken off. */
interface Job {
  readonly name: string;
  readonly write: Write;
}

/** Sets of aliases on Hestia panels. */
export class WebAliasSets
  implements SetPanel<SetPlace, Entry, WebAliasesInputs, WebAliasesState, WebDomain, WebDomain>
{
  readonly kind = webAliasSet;
  readonly idFormat = ID_FORMAT;
  readonly notThere = "there is no such web domain";
  readonly placeOf = placeOf;
  readonly sentence = {
    place: ({ webDomain }: SetPlace) => `Web domain ${webDomain}`,
    set: ({ account, webDomain }: SetPlace) =>
      `The set of aliases of web domain ${webDomain} (account ${account})`,
  };

  constructor(
    private readonly session: Session,
    private readonly access: HestiaAccess,
  ) {}

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    return checkWebAliases(this.session, this.access, olds, news, declaration);
  }

  parseId(id: string): SetPlace {
    const [account, given, ...rest] = id.split("/");
    const webDomain = webAliasFields.webDomain.safeParse(given);
    if (account && webDomain.success && rest.length === 0) return { account, webDomain: webDomain.data };
    throw new Error(
      `"${id}" is no id of a set of web aliases; it looks like ${ID_FORMAT}, such as tenant1/network.example.com`,
    );
  }

  targetOf({ account, webDomain }: SetPlace): SetPlace {
    return { account, webDomain };
  }

  formatId({ account, webDomain }: SetPlace): string {
    return `${account}/${webDomain}`;
  }

  describe({ account, webDomain }: SetPlace): string {
    return describePlace(account, webDomain);
  }

  panelAt(connection: string | undefined): string {
    return this.access.client(connection).panel;
  }

  refusesExisting(inputs: WebAliasesInputs): boolean {
    return refusesExisting(this.access, inputs);
  }

  isDone(domain: string, entry: Entry, { names = [] }: WebAliasesState): boolean {
    return namesOf(domain, entry).every((name) => names.includes(name));
  }

  look(connection: string | undefined, target: SetPlace, isKnown: boolean): Promise<WebDomain | undefined> {
    return this.access.look(this.access.client(connection), target, isKnown);
  }

  namesAt(webDomain: WebDomain, target: SetPlace): string[] {
    return namesOn(webDomain, target.webDomain, []);
  }

  others(webDomain: WebDomain, target: SetPlace, names: readonly string[]): string[] {
    return othersOn(webDomain, target.webDomain, names);
  }

  entriesOf(names: readonly string[]): Entries {
    return entriesFor(names);
  }

  seenEntries(entries: Entries, webDomain: WebDomain): Entries {
    return seenEntries(entries, (name) => webDomain.has(name));
  }

  entryAfter(domain: string, declared: Entry, { has }: { has(name: string): boolean }): Entry | undefined {
    return seenEntries({ [domain]: declared }, has)[domain];
  }

  declarable(entries: Entries): Entries {
    return entries;
  }

  async addresses(connection: string | undefined, _target: SetPlace, webDomain: WebDomain) {
    return this.access.addresses(connection, webDomain);
  }

  async verifyDestination(
    connection: string | undefined,
    target: SetPlace,
    context: Pick<Failure, "operation" | "place">,
  ): Promise<void> {
    await during({ ...context, domain: NAMES_OF_THE_SET }, () =>
      verifyDestination(this.access, this.access.client(connection), target),
    );
  }

  async apply(
    manner: WebAliasesInputs | WebAliasesState,
    target: SetPlace,
    { add, remove, accepts, keeps, isMoving, isOwn }: Change<Entry>,
    context: Pick<Failure, "operation" | "place">,
  ): Promise<{ outcomes: ReadonlyMap<string, Outcome<WebDomain>>; listing?: WebDomain | undefined }> {
    const client = this.access.client(manner.connection);
    const { webDomain } = target;
    const common = { client, webDomain, ...mannerOf(this.access, manner) };
    const removal = (name: string, restart: Restart): Job => ({
      name,
      write: { kind: "remove", names: [name], spares: keeps, ...common, restart },
    });
    const leaving = remove.filter((name) => !isMoving(name)).map((name) => removal(name, common.restart));
    // A name on its way to another web domain is served until the add at the other end brings the restart.
    const moving = remove.filter(isMoving).map((name) => removal(name, "no"));
    const ensures = Object.entries(add).map(
      ([domain, entry]): Job => ({
        name: domain,
        write: { kind: "ensure", names: namesOf(domain, entry), accepts, ...common },
      }),
    );
    const outcomes = new Map<string, Outcome<WebDomain>>();
    let listing: WebDomain | undefined;
    // Where nothing is added, what moves waits for the restart of what leaves: that must not take it along.
    const rounds = ensures.length > 0 ? [moving, [...ensures, ...leaving]] : [leaving, moving];
    for (const jobs of rounds) {
      if (jobs.length === 0) continue;
      const results = await this.access
        .writer(client.panel, target.account)
        .submitAll(jobs.map(({ write }) => write));
      for (const [index, { name, write }] of jobs.entries()) {
        const result = results[index];
        if (result === undefined) throw new Error("a write has no result");
        if (result.status === "fulfilled") listing = result.value.account.webDomain(webDomain) ?? listing;
        const outcome = outcomeOf(write, result, listing);
        const { failure } = outcome;
        const isRemoval = write.kind === "remove";
        if (isRemoval && isRestartFailure(failure?.failure.code) && result.status === "fulfilled") {
          // That the web server could not reload after a removal is for its admin to know, and no reason to try again.
          const told = new PanelError({
            ...failure?.failure,
            ...context,
            domain: NAMES_OF_THE_SET,
          } as Failure);
          this.session.reportOnce(told.message);
          outcomes.set(name, { ...outcome, failure: undefined });
        } else if (isRemoval && !isOwn(name) && isNoDelete(failure)) {
          // Of a name beside the set that no call can delete the user is told in other words.
          outcomes.set(name, {});
        } else {
          outcomes.set(name, outcome);
        }
      }
    }
    return { outcomes, listing };
  }

  remarks(
    { account, webDomain, exclusive }: WebAliasesInputs,
    { entries, listing }: { entries: Entries; listing: WebDomain | undefined },
  ): string[] {
    const own = Object.entries(entries).flatMap(([domain, entry]) => namesOf(domain, entry));
    return exclusive === true ? undeletable(listing, account, webDomain, own) : [];
  }

  /** Lets the writer know of what the engine is about to send. */
  announce({ panel, account, webDomain }: Properties): void {
    if (![panel, account, webDomain].every(isKnown)) return;
    this.access.writer(String(panel), String(account)).traffic.announce(String(webDomain));
  }

  begun({ panel, account, webDomain }: WebAliasesInputs): void {
    this.access.writer(panel, account).traffic.begun(webDomain);
  }
}

function outcomeOf(
  write: Write,
  result: PromiseSettledResult<{
    readonly present: readonly string[];
    readonly existed: readonly string[];
    readonly failure?: PanelError | undefined;
  }>,
  seen: WebDomain | undefined,
): Outcome<WebDomain> {
  if (result.status === "fulfilled") {
    const { present, existed, failure } = result.value;
    const ours = write.kind === "remove" ? present.filter((name) => !write.spares(name)) : present;
    return { present: ours, existed, seen, failure };
  }
  const reason: unknown = result.reason;
  if (write.kind === "remove" && isAccountGone(reason)) return {};
  // What is none of the panel's errors is a fault of ours, and not to be told as one of a name.
  if (!isPanelError(reason)) throw reason;
  return { failure: reason };
}

/** That no delete takes the name: it is none for the command, or is not found although the list has it. */
const isNoDelete = (error: PanelError | undefined): boolean =>
  isPanelError(error, "rejected") && (isInvalid(error.failure.code) || isMissing(error.failure.code));

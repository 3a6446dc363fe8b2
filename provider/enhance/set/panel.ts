import type { Failure } from "../../core/errors";
import { joinLimited } from "../../core/text";
import type { Properties } from "../../resource/dynamic";
import { oneByOne } from "../../resource/oneByOne";
import type { Session } from "../../resource/session";
import { type Change, NAMES_OF_THE_SET, type Outcome, type SetKind, type SetPanel } from "../../resource/set";
import type { EnhanceAccess } from "../access";
import { addressesOfWebsite } from "../addresses";
import { UUID } from "../api/ids";
import { byName, type Mapping, type MappingsByName, type WebsiteRef } from "../api/mappings";
import { verifyDestination } from "../destination";
import { isReserved } from "../explain";
import { describe, placeOf, type Target } from "../id";
import { WebsiteDomains } from "../website";
import { checkDomains } from "./check";
import {
  declarable,
  type Entries,
  type Entry,
  isAsDeclared,
  isSame,
  knownEntry,
  seenEntries,
  seenEntry,
  wantedOf,
} from "./entries";
import { type DomainsInputs, type DomainsState, readState } from "./schema";

const ID_FORMAT = "organizationId/websiteId";

/** What of a set of domains can be told without a panel. */
export const domainSet: SetKind<Entry, DomainsState> = {
  identity: ["organizationId", "websiteId"],
  inPlace: ["onExisting", "exclusive", "connection", "panel"],
  readState,
  namesOf: (domain) => [domain],
  isSame,
};

/** The website as something that domains can be mapped to. */
export const targetOf = ({ organizationId, websiteId }: WebsiteRef): Target => ({
  scope: "website",
  organizationId,
  websiteId,
});

/** Sets of domains on Enhance panels. */
export class DomainSets
  implements SetPanel<WebsiteRef, Entry, DomainsInputs, DomainsState, MappingsByName, Mapping, Target>
{
  readonly kind = domainSet;
  readonly idFormat = ID_FORMAT;
  readonly notThere = "there is no such website";
  readonly sentence = {
    place: ({ websiteId }: WebsiteRef) => `Website ${websiteId}`,
    set: (website: WebsiteRef) => `The set of domains of ${this.describe(website)}`,
  };

  constructor(
    private readonly session: Session,
    private readonly access: EnhanceAccess,
  ) {}

  check(olds: Properties, news: Properties, declaration: string | undefined) {
    return checkDomains(this.session, this.access, olds, news, declaration);
  }

  parseId(id: string): WebsiteRef {
    const [organizationId = "", websiteId = "", ...rest] = id.toLowerCase().split("/");
    if (UUID.test(organizationId) && UUID.test(websiteId) && rest.length === 0)
      return { organizationId, websiteId };
    throw new Error(`"${id}" is no id of a set of Enhance domains; it looks like ${ID_FORMAT}`);
  }

  targetOf({ organizationId, websiteId }: WebsiteRef): WebsiteRef {
    return { organizationId, websiteId };
  }

  formatId({ organizationId, websiteId }: WebsiteRef): string {
    return `${organizationId}/${websiteId}`;
  }

  describe(website: WebsiteRef): string {
    return describe(targetOf(website));
  }

  placeOf(panel: string, website: WebsiteRef) {
    return placeOf(panel, targetOf(website));
  }

  panelAt(connection: string | undefined): string {
    return this.access.client(connection).panel;
  }

  refusesExisting({ onExisting, connection }: DomainsInputs): boolean {
    return (onExisting ?? this.access.onExisting(connection)) === "fail";
  }

  isDone(domain: string, entry: Entry, { domains }: DomainsState): boolean {
    return isAsDeclared(entry, domains?.[domain]);
  }

  async look(connection: string | undefined, website: WebsiteRef): Promise<MappingsByName> {
    const client = this.access.client(connection);
    return byName(await this.access.list(client.panel, website).recent(client));
  }

  /** The website's own primary and preview domains are none of them. */
  namesAt(listed: MappingsByName): string[] {
    return [...listed].flatMap(([name, mapping]) => (isReserved(mapping) ? [] : [name]));
  }

  others(listed: MappingsByName, _website: WebsiteRef, names: readonly string[]): string[] {
    const own = new Set(names);
    return this.namesAt(listed).filter((name) => !own.has(name));
  }

  entriesOf(names: readonly string[], before: Entries = {}): Entries {
    return Object.fromEntries(names.map((name) => [name, before[name] ?? true]));
  }

  seenEntries(entries: Entries, listed: MappingsByName): Entries {
    return seenEntries(entries, listed);
  }

  entryAfter(
    domain: string,
    declared: Entry,
    {
      has,
      seen,
      before = true,
    }: { has(name: string): boolean; seen: Mapping | undefined; before: Entry | undefined },
  ): Entry | undefined {
    if (!has(domain)) return undefined;
    return seen === undefined ? knownEntry(declared, before) : seenEntry(declared, seen);
  }

  declarable(entries: Entries): Entries {
    return declarable(entries);
  }

  addresses(connection: string | undefined, website: WebsiteRef): Promise<string[] | undefined> {
    const client = this.access.client(connection);
    return addressesOfWebsite(this.session, this.access, client, website, "the records of the set's names");
  }

  verifyDestination(
    connection: string | undefined,
    destination: Target,
    { operation = "" }: Pick<Failure, "operation">,
  ): Promise<void> {
    const client = this.access.client(connection);
    return verifyDestination(this.session, this.access, client, destination, {
      operation,
      domain: NAMES_OF_THE_SET,
    });
  }

  async apply(
    manner: DomainsInputs | DomainsState,
    website: WebsiteRef,
    { add, remove, accepts, keeps }: Change<Entry>,
  ): Promise<{ outcomes: ReadonlyMap<string, Outcome<Mapping>>; listing?: MappingsByName | undefined }> {
    const client = this.access.client(manner.connection);
    const domains = new WebsiteDomains(this.session, this.access, client, website, "set");
    const ensures = Object.entries(add).map(([domain, entry]) => wantedOf(domain, entry));
    const plan = { ensures, removes: remove, accepts, keeps };
    const { outcomes, listed } = await oneByOne(domains, this.session.clock, plan);
    const told = new Map<string, Outcome<Mapping>>();
    for (const [name, { has, existed = false, seen, reserved, failure }] of outcomes) {
      if (reserved !== undefined)
        this.session.report(`${name} stays on the website: ${reserved.failure.what}.`);
      const present = has === undefined ? undefined : has ? [name] : [];
      told.set(name, { present, existed: existed ? [name] : [], seen, failure });
    }
    return { outcomes: told, listing: listed };
  }

  remarks(
    _inputs: DomainsInputs,
    { added, entries }: { added: readonly string[]; entries: Entries },
  ): string[] {
    const waiting = added.filter((name) => {
      const entry = entries[name] ?? true;
      return entry !== true && entry.forceHttps === "pending";
    });
    if (waiting.length === 0) return [];
    return [
      `${joinLimited(waiting)}: forceHttps waits for the certificate, which the panel issues once a domain's DNS leads to it. ` +
        "After that, `pulumi up --refresh` applies it.",
    ];
  }
}

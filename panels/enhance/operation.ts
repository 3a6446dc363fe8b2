import { type Concern, checkAccess, type EnhanceAccessRule } from "./access";
import type { Answer } from "./answer";
import type { Caller } from "./auth";
import { domainsOf, own } from "./find";
import { Fields, parseJson, Query } from "./input";
import type { EnhanceOperationId } from "./operation-ids";
import type { PathParams } from "./path";
import { notFound, Refusal } from "./refusal";
import type { EnhanceDomainEntry, EnhanceOrg, EnhanceServer, EnhanceState, EnhanceWebsite } from "./state";

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api, as the vendor's document writes it. */
  readonly path: string;
  /** Missing: needs no credential. */
  readonly access?: EnhanceAccessRule | "any-token";
  run(call: OperationCall): Answer;
}

/** What an operation gets of the call that runs it. Whatever it looks up is checked on the way. */
export class OperationCall {
  readonly query: Query;
  readonly #access: EnhanceAccessRule | undefined;
  readonly #caller: Caller | undefined;

  constructor(
    readonly id: EnhanceOperationId,
    operation: Operation,
    readonly state: EnhanceState,
    caller: Caller | undefined,
    private readonly params: PathParams,
    query: URLSearchParams,
    private readonly message: { contentType: string; body: string },
  ) {
    this.query = new Query(query);
    this.#access = typeof operation.access === "object" ? operation.access : undefined;
    this.#caller = caller;
  }

  get caller(): Caller {
    if (!this.#caller) throw new Error(`${this.id} has no caller`);
    return this.#caller;
  }

  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`${this.id} has no ${name}`);
    return value;
  }

  /** The body as JSON, bare scalars included. */
  get body(): unknown {
    return parseJson(this.message.contentType, this.message.body);
  }

  get fields(): Fields {
    return new Fields(this.body);
  }

  org(): EnhanceOrg {
    const org = own(this.state.orgs, this.param("org_id"));
    if (!org) throw notFound("org");
    this.#check({ orgId: org.id, websiteId: this.params.website_id });
    return org;
  }

  /** The website, under the organization that owns it and no other (docs/panels/enhance.md#organizations). */
  website(): EnhanceWebsite {
    const org = this.org();
    const website = own(this.state.websites, this.param("website_id"));
    if (website?.orgId !== org.id || domainsOf(this.state, website.id).length === 0)
      throw notFound("website");
    // Only the master organization still sees what was deleted.
    if (website.status === "deleted" && !this.caller.isMaster) throw notFound("website");
    return website;
  }

  /** The website as something to change: a deleted one is not there any more. */
  liveWebsite(): EnhanceWebsite {
    const website = this.website();
    if (website.status === "deleted") throw notFound("website");
    return website;
  }

  /** The domain of a mapping path. */
  mapping(website: EnhanceWebsite): EnhanceDomainEntry {
    const domain = own(this.state.domains, this.param("domain_id"));
    if (domain?.websiteId !== website.id) throw notFound("domain");
    return domain;
  }

  /** The domain of an organization path. */
  orgDomain(): EnhanceDomainEntry {
    const org = this.org();
    const domain = own(this.state.domains, this.param("domain_id"));
    if (domain?.orgId !== org.id) throw notFound("domain");
    return domain;
  }

  /** The domain of a path under /v2/domains. */
  domain(): EnhanceDomainEntry {
    const domain = own(this.state.domains, this.param("domain_id"));
    if (!domain) throw notFound("domain");
    // No website's member reaches a domain that is on none.
    this.#check({ orgId: domain.orgId, websiteId: domain.websiteId ?? "" });
    return domain;
  }

  /** For what is the master organization's alone. */
  masterOnly(): void {
    this.#check({});
  }

  server(): EnhanceServer {
    this.masterOnly();
    const server = own(this.state.servers, this.param("server_id"));
    if (!server) throw notFound("server");
    return server;
  }

  #check(concern: Concern): void {
    if (!this.#access) throw new Refusal(403, "unauthorized");
    checkAccess(this.state, this.caller, { id: this.id, access: this.#access }, concern);
  }
}

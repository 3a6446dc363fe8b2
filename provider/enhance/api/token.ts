import { type Failure, isPanelError, orPanelError, type PanelError } from "../../core/errors";
import type { Call } from "./answer";
import { badToken, roleNeeded, SERVER_ROLES, websiteRoles } from "./cures";
import { type EnhanceMembership, MEMBERSHIPS } from "./memberships";

/**
 * What a run has come to know of a connection's token. The panel answers the same 403 to a bad token and to a role that does not
 * suffice; whether it has let the token in for anything else tells the two apart (docs/panels/enhance.md#errors).
 */
export class TokenRecord {
  #isLetIn = false;
  /** Whether it was asked for because of a refusal: that is done once. */
  #isAsked = false;
  #memberships: Promise<EnhanceMembership[] | PanelError> | undefined;

  /** The panel has done a call. */
  noteLetIn(): void {
    this.#isLetIn = true;
  }

  /** What the token is, asked for once a run unless no clear answer came. */
  async memberships(ask: () => Promise<EnhanceMembership[]>): Promise<EnhanceMembership[]> {
    this.#memberships ??= orPanelError(ask());
    const answer = await this.#memberships;
    if (!isPanelError(answer)) return answer;
    if (answer.kind !== "refused") this.#memberships = undefined;
    throw answer;
  }

  /**
   * Says of a refusal whether it can be the token itself.
   *
   * @param ask asks what the token is, which is done once where nothing is known of it; undefined where there is no time for it
   */
  async explain(
    error: PanelError,
    call: Call,
    ask: (() => Promise<EnhanceMembership[]>) | undefined,
  ): Promise<PanelError> {
    const { status, code } = error.failure;
    if (status !== 403) return error;
    if (call.path === MEMBERSHIPS) return error.with({ cure: badToken(call) });
    const memberships = await this.#known(call, code, ask);
    if (memberships === undefined || call.method !== "GET") return error;
    if (memberships === "good") return error.with({ cure: roleNeeded(call) });
    if (!isPanelError(memberships)) return error.with({ cure: roleOf(memberships, call) });
    return memberships.failure.status === 403 ? error.with({ cure: badToken(call) }) : error;
  }

  /** What the token is, or that it is good; undefined where that is not known, and is not asked for. */
  async #known(
    call: Call,
    code: Failure["code"],
    ask: (() => Promise<EnhanceMembership[]>) | undefined,
  ): Promise<EnhanceMembership[] | PanelError | "good" | undefined> {
    if (this.#memberships !== undefined) return this.#memberships;
    // A write comes after a list, and its own advice says so; that code says what is missing.
    if (call.method !== "GET" || code === "only_mo_allowed" || call.isOptional === true) return undefined;
    if (this.#isLetIn) return "good";
    if (this.#isAsked || ask === undefined) return undefined;
    this.#isAsked = true;
    return orPanelError(ask());
  }
}

/** A token's roles, in words. */
export const rolesOf = (memberships: readonly EnhanceMembership[]): string =>
  memberships.map(({ name, roles }) => `${roles.join(" and ")} in ${name}`).join(", ") ||
  "a member of no organization";

/** The token is good: so it is the role, the organization, the website or the server. */
function roleOf(memberships: readonly EnhanceMembership[], { path }: Call): string {
  const [, organization] = /^orgs\/([^/]+)/.exec(path) ?? [];
  const needed = path.startsWith("servers")
    ? `a server's domains need ${SERVER_ROLES}`
    : `a website's domains need ${websiteRoles(organization === undefined ? "its organization" : `organization ${organization}`)}`;
  return `The token itself is good. It is ${rolesOf(memberships)}; ${needed}.`;
}

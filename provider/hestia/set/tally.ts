import { isPanelError, type PanelError } from "../../core/errors";
import type { Session } from "../../core/session";
import type { SetFailures } from "../../core/setFailures";
import type { WebDomain } from "../account";
import { isRestartFailure } from "../exitCodes";
import type { Outcome, Write } from "../writes";
import type { WebAliasesState } from "./schema";

/** What came of the writes of a set, name by name. */
export class Tally {
  /** The set's names that are on the panel. */
  readonly have: Set<string>;
  readonly #adopted: Set<string>;
  /** The web domain as the latest list has it. */
  webDomain: WebDomain | undefined;

  constructor(
    private readonly session: Session,
    readonly failures: SetFailures,
    before: Pick<WebAliasesState, "names" | "adopted"> = {},
  ) {
    this.have = new Set(before.names);
    this.#adopted = new Set(before.adopted);
  }

  get adopted(): string[] {
    return [...this.#adopted].filter((name) => this.have.has(name));
  }

  /** @param name what the write is told by, should it have failed */
  note(name: string, write: Write, result: PromiseSettledResult<Outcome>): void {
    // Of a stray that no call can delete the user is told in other words.
    if (write.kind === "remove" && !this.have.has(name) && isRefusedName(result)) return;
    if (result.status === "rejected") {
      this.failures.add(name, panelErrorOf(result.reason));
      return;
    }
    const { account, present, existed, failure } = result.value;
    this.webDomain = account.webDomain(write.webDomain) ?? this.webDomain;
    for (const one of existed) if (!this.have.has(one)) this.#adopted.add(one);
    for (const one of write.names) {
      const isOurs = present.includes(one) && !(write.kind === "remove" && write.spares(one));
      if (isOurs) this.have.add(one);
      else this.have.delete(one);
    }
    if (failure === undefined) return;
    // That the web server could not reload after a removal is for its admin to know, and no reason to try again.
    if (write.kind === "remove" && isRestartFailure(failure.failure.code))
      this.session.reportOnce(this.failures.told("names of the set", failure));
    else this.failures.add(name, failure);
  }
}

/** What is none of the panel's errors is a fault of ours, and not to be told as one of a name. */
function panelErrorOf(error: unknown): PanelError {
  if (isPanelError(error)) return error;
  throw error;
}

/** Whether the panel's delete command did not take the name for one (code 2), or find it although it is there (code 3). */
const isRefusedName = (result: PromiseSettledResult<Outcome>): boolean => {
  const error: unknown = result.status === "rejected" ? result.reason : result.value.failure;
  return isPanelError(error, "rejected") && (error.failure.code === 2 || error.failure.code === 3);
};

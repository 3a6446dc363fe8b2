import { during, type Failure, isPanelError, PanelError } from "../core/errors";
import type { Session } from "../core/session";
import type { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./client";
import { describe, targetAt } from "./id";
import { scopeOf } from "./scopes";

/**
 * A move deletes before it creates, since a panel holds a name once. What the create could stumble over at the other
 * end, such as a website's id with a typo in it, must stop the delete.
 *
 * @param holder of the place where names are to go
 * @param context the delete
 */
export async function seeToDestination(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  holder: string,
  context: Pick<Failure, "operation" | "domain">,
): Promise<void> {
  const target = targetAt(holder);
  try {
    await during({ ...context, place: describe(target) }, () =>
      scopeOf(session, access, client, target).look(),
    );
  } catch (error) {
    if (!isPanelError(error)) throw error;
    const { failure } = error;
    throw new PanelError({ ...failure, what: `nothing was moved there: ${failure.what}` });
  }
}

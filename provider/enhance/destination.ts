import { during, type Failure } from "../core/errors";
import { lookAtDestination } from "../core/moves";
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
  await during(context, () =>
    lookAtDestination(describe(target), () => scopeOf(session, access, client, target).look()),
  );
}

import { during, type Failure } from "../core/errors";
import { lookAtDestination } from "../resource/moves";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import type { EnhanceClient } from "./api/client";
import { describe, type Target } from "./id";
import { scopeOf } from "./scopes";

/**
 * A move deletes before it creates, since a panel holds a name once. What the create could stumble over at the other
 * end, such as a website's id with a typo in it, must stop the delete.
 *
 * @param target where names are to go
 * @param context the delete
 */
export async function verifyDestination(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  target: Target,
  context: Pick<Failure, "operation" | "domain">,
): Promise<void> {
  await during(context, () =>
    lookAtDestination(describe(target), () => scopeOf(session, access, client, target).look()),
  );
}

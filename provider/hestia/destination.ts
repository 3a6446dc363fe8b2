import { PanelError } from "../core/errors";
import { lookAtDestination } from "../resource/moves";
import type { HestiaAccess } from "./access";
import type { HestiaClient } from "./api/client";
import { noWebDomain } from "./api/explain";
import { describePlace, type WebDomainRef } from "./id";

/**
 * A move deletes before it creates, since a panel holds a name once. What the create could stumble over at the other
 * end, such as a web domain with a typo in its name, must stop the delete.
 *
 * @throws PanelError when nothing can go there
 */
export async function verifyDestination(
  access: HestiaAccess,
  client: HestiaClient,
  { account, webDomain: name }: WebDomainRef,
): Promise<void> {
  await lookAtDestination(describePlace(account, name), async () => {
    const view = await access.lists(client.panel, account).fresh(client);
    const webDomain = view.webDomain(name);
    if (webDomain === undefined) throw noWebDomain(client.panel, account, name, view);
    if (!webDomain.suspended) return;
    throw new PanelError({
      kind: "rejected",
      panel: client.panel,
      code: 5,
      codeName: "E_SUSPENDED",
      what: `web domain ${name} of account ${account} is suspended`,
      cure: "Unsuspend it on the panel, then run `pulumi up` again.",
    });
  });
}

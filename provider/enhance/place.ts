import { ConfigurationError } from "../core/errors";
import { Draft } from "../resource/draft";
import { withoutUnset } from "../resource/dynamic";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import { DOMAIN } from "./fields";
import { EnhancePanel, type Target } from "./panel";

/** Which website or server is meant; what is left open comes from the settings. */
export interface EnhancePlaceOptions {
  /** A named connection of `enhance:connections`. */
  connection?: string;
  organizationId?: string;
  websiteId?: string;
  serverId?: string;
}

/**
 * The website or the server that options and settings name, and how errors call it.
 *
 * @throws ConfigurationError where they name neither, or both
 */
export function placeFrom(
  session: Session,
  options: EnhancePlaceOptions,
): { target: Target; description: string } {
  const access = session.the(EnhanceAccess);
  const panel = new EnhancePanel(session, access, "domain");
  const draft = new Draft(DOMAIN, withoutUnset({ ...options }), access, true);
  panel.fillTarget(draft);
  draft.judgeDefaults();
  const target = panel.targetIn(draft.inputs);
  if (draft.problems.length === 0 && target !== undefined)
    return { target, description: panel.describe(target) };
  throw new ConfigurationError(
    draft.problems
      .map(({ property, reason }) =>
        property === "connection" && options.connection === undefined ? reason : `${property} ${reason}`,
      )
      .join("\n"),
  );
}

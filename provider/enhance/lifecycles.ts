import { MappingLifecycle } from "../resource/lifecycle";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import { DOMAIN, DOMAINS } from "./fields";
import { EnhancePanel } from "./panel";

export function enhanceDomainLifecycle(session: Session) {
  const panel = new EnhancePanel(session, session.the(EnhanceAccess), "domain");
  return new MappingLifecycle(session, panel, DOMAIN);
}

export function enhanceDomainsLifecycle(session: Session) {
  const panel = new EnhancePanel(session, session.the(EnhanceAccess), "set");
  return new MappingLifecycle(session, panel, DOMAINS);
}

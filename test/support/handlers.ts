import { enhanceDomainLifecycle, enhanceDomainsLifecycle } from "../../provider/enhance/lifecycles";
import { webAliasesLifecycle, webAliasLifecycle } from "../../provider/hestia/lifecycles";
import type { Lifecycle } from "../../provider/resource/dynamic";
import type { Session } from "../../provider/resource/session";

/** The resources, by what the host module calls them. */
export const LIFECYCLES = {
  hestiaWebAlias: (session: Session): Lifecycle => webAliasLifecycle(session),
  hestiaWebAliases: (session: Session): Lifecycle => webAliasesLifecycle(session),
  enhanceDomain: (session: Session): Lifecycle => enhanceDomainLifecycle(session),
  enhanceDomains: (session: Session): Lifecycle => enhanceDomainsLifecycle(session),
};

export type Handler = keyof typeof LIFECYCLES;

/** A resource's lifecycle in this process: a session is what a host process keeps. */
export const lifecycleOf = (handler: Handler, session: Session): Lifecycle => LIFECYCLES[handler](session);

import { enhanceDomainLifecycle, enhanceDomainsLifecycle } from "../../provider/enhance/lifecycles";
import { webAliasesLifecycle, webAliasLifecycle } from "../../provider/hestia/lifecycles";
import { ReadyLifecycle } from "../../provider/ready/lifecycle";
import type { Lifecycle } from "../../provider/resource/dynamic";
import type { Session } from "../../provider/resource/session";

/** Functions that create lifecycles for a session, by the handler's name. */
export type Lifecycles = Readonly<Record<string, (session: Session) => Lifecycle>>;

/** The resources of the package. */
export const LIFECYCLES = {
  hestiaWebAlias: (session: Session) => webAliasLifecycle(session),
  hestiaWebAliases: (session: Session) => webAliasesLifecycle(session),
  enhanceDomain: (session: Session) => enhanceDomainLifecycle(session),
  enhanceDomains: (session: Session) => enhanceDomainsLifecycle(session),
  domainReady: (session: Session) => new ReadyLifecycle(session),
} satisfies Lifecycles;

export type Handler = keyof typeof LIFECYCLES;

/** A resource's lifecycle in this process; the session holds what a host process keeps. */
export const lifecycleOf = (handler: Handler, session: Session): Lifecycle => LIFECYCLES[handler](session);

import { enhanceDomainLifecycle, enhanceDomainsLifecycle } from "../../provider/enhance/lifecycles";
import { webAliasesLifecycle, webAliasLifecycle } from "../../provider/hestia/lifecycles";
import { type DynamicHandler, dynamicHandler, type Lifecycle } from "../../provider/resource/dynamic";
import type { Session } from "../../provider/resource/session";

/** The resources, by what the host module calls them. */
const LIFECYCLES = {
  hestiaWebAlias: (session: Session): Lifecycle => webAliasLifecycle(session),
  hestiaWebAliases: (session: Session): Lifecycle => webAliasesLifecycle(session),
  enhanceDomain: (session: Session): Lifecycle => enhanceDomainLifecycle(session),
  enhanceDomains: (session: Session): Lifecycle => enhanceDomainsLifecycle(session),
};

export type Handler = keyof typeof LIFECYCLES;

/** The text that stands in the state of each of a resource's kind. */
export const providerOf = (handler: Handler): string =>
  `exports.handler=()=>require("pulumi-mapped-domains/host").${handler}`;

/** A resource's lifecycle in this process: a session is what a host process keeps. */
export const lifecycleOf = (handler: Handler, session: Session): Lifecycle => LIFECYCLES[handler](session);

/** What the dynamic host would load, in this process. */
export function handlersOf(session: Session): Readonly<Record<Handler, DynamicHandler>> {
  const handlerOf = (handler: Handler) => dynamicHandler(session, lifecycleOf(handler, session));
  return {
    hestiaWebAlias: handlerOf("hestiaWebAlias"),
    hestiaWebAliases: handlerOf("hestiaWebAliases"),
    enhanceDomain: handlerOf("enhanceDomain"),
    enhanceDomains: handlerOf("enhanceDomains"),
  };
}

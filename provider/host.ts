import type { DynamicHandler } from "./resource/dynamic";
import { Session } from "./resource/session";

/*
 * The dynamic host requires this module by the text that stands in the state of every resource,
 * `exports.handler=()=>require("pulumi-mapped-domains/host").hestiaWebAlias`, also for stacks that were last updated
 * years ago: no name that it ever exported may go.
 */

/** One session for all handlers: they share writers, lists and claims. */
const session = new Session();
const handlers = new Map<string, DynamicHandler>();

function handler(name: string, load: () => DynamicHandler): DynamicHandler {
  const known = handlers.get(name) ?? load();
  handlers.set(name, known);
  return known;
}

module.exports = {
  get hestiaWebAlias(): DynamicHandler {
    return handler("hestiaWebAlias", () => {
      const { dynamicHandler } = require("./resource/dynamic") as typeof import("./resource/dynamic");
      const { webAliasLifecycle } = require("./hestia/lifecycles") as typeof import("./hestia/lifecycles");
      return dynamicHandler(session, webAliasLifecycle(session));
    });
  },
  get hestiaWebAliases(): DynamicHandler {
    return handler("hestiaWebAliases", () => {
      const { dynamicHandler } = require("./resource/dynamic") as typeof import("./resource/dynamic");
      const { webAliasesLifecycle } = require("./hestia/lifecycles") as typeof import("./hestia/lifecycles");
      return dynamicHandler(session, webAliasesLifecycle(session));
    });
  },
  get enhanceDomain(): DynamicHandler {
    return handler("enhanceDomain", () => {
      const { dynamicHandler } = require("./resource/dynamic") as typeof import("./resource/dynamic");
      const { enhanceDomainLifecycle } =
        require("./enhance/lifecycles") as typeof import("./enhance/lifecycles");
      return dynamicHandler(session, enhanceDomainLifecycle(session));
    });
  },
  get enhanceDomains(): DynamicHandler {
    return handler("enhanceDomains", () => {
      const { dynamicHandler } = require("./resource/dynamic") as typeof import("./resource/dynamic");
      const { enhanceDomainsLifecycle } =
        require("./enhance/lifecycles") as typeof import("./enhance/lifecycles");
      return dynamicHandler(session, enhanceDomainsLifecycle(session));
    });
  },
  get domainReady(): DynamicHandler {
    return handler("domainReady", () => {
      const { dynamicHandler } = require("./resource/dynamic") as typeof import("./resource/dynamic");
      const { ReadyLifecycle } = require("./ready/lifecycle") as typeof import("./ready/lifecycle");
      return dynamicHandler(session, new ReadyLifecycle(session));
    });
  },
};

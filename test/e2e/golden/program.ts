import { demoEnhance } from "../../../panels/enhance";

const FIRST = `
  const { HestiaWebAlias, HestiaWebAliases, EnhanceDomain, EnhanceDomains } = require("pulumi-mapped-domains");
  new HestiaWebAlias("plain", { domain: "plain.test" });
  new HestiaWebAlias("www", { domain: "with-www.test", www: true, restart: "graceful", onExisting: "adopt" });
  new HestiaWebAlias("auto", { domain: "Auto.test.", www: "auto" });
  new HestiaWebAlias("wildcard", { domain: "*.wild.test", account: "tenant1", webDomain: "second.example.com" });
  new HestiaWebAliases("exclusive", {
    domains: { "x.test": { www: true }, "y.test": true }, webDomain: "second.example.com", exclusive: true,
  });
  new EnhanceDomain("enhance-plain", { domain: "plain.example" });
  new EnhanceDomain("enhance-options", { domain: "options.example", kind: "addon", documentRoot: "site", forceHttps: true });
  new EnhanceDomain("enhance-server", { domain: "host.example", serverId: "${demoEnhance.serverId}", www: true });
  new EnhanceDomains("enhance-exclusive", {
    domains: { "x.example": true, "y.example": { kind: "addon", forceHttps: true } }, exclusive: true,
  });
`;

const SECOND = `
  new HestiaWebAlias("half", { domain: "half.test", www: true });
  new HestiaWebAliases("failing", { domains: ["a.test", "b.test", "taken.test"], www: "auto" });
  new EnhanceDomain("enhance-half", { domain: "half.example", documentRoot: "other" });
  new EnhanceDomains("enhance-failing", { domains: { "a.example": { kind: "alias" }, "shop.example.org": true } });
`;

/** The first program, and one with the resources of which something failed. */
export const programs = [FIRST, FIRST + SECOND] as const;

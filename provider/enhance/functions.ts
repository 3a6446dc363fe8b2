import { programSession } from "../resource/declaration";
import type { EnhanceLookupOptions, EnhanceServer, EnhanceWebsite } from "./lookups";
import type { EnhanceConnectionReport, EnhanceTestOptions } from "./testConnection";

/**
 * Tests the connection that the stack's configuration and the environment make, without changing anything: what the
 * token is, and whether it sees the website or the server that domains go to. Works in a program, and outside of one with
 * the environment alone.
 *
 * @throws Error where the settings do not make a connection; what the panel answers is in the report
 */
export async function testConnection(options: EnhanceTestOptions = {}): Promise<EnhanceConnectionReport> {
  // The client and its libraries are loaded by those who call one of these, not by every program.
  const { testEnhanceConnection } = await import("./testConnection.js");
  return testEnhanceConnection(programSession(), options);
}

/** The panel's servers, for their ids. A token of the master organization is needed. */
export async function listServers(options: EnhanceLookupOptions = {}): Promise<EnhanceServer[]> {
  const { lookUpServers } = await import("./lookups.js");
  return lookUpServers(programSession(), options);
}

/** The websites of an organization and of its customers, deleted ones left out. */
export async function listWebsites(options: EnhanceLookupOptions = {}): Promise<EnhanceWebsite[]> {
  const { lookUpWebsites } = await import("./lookups.js");
  return lookUpWebsites(programSession(), options);
}

/**
 * The website that has a domain, for its ids.
 *
 * @throws Error where no website has exactly this domain, or several have
 */
export async function getWebsite(
  options: EnhanceLookupOptions & { domain: string },
): Promise<EnhanceWebsite> {
  const { lookUpWebsite } = await import("./lookups.js");
  return lookUpWebsite(programSession(), options);
}

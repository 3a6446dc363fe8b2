import type * as pulumi from "@pulumi/pulumi";
import { answer, answerLater, type OutputOptions, runError } from "../resource/functions";
import type {
  EnhanceLookupOptions,
  EnhanceMapping,
  EnhanceMappingsOptions,
  EnhanceServer,
  EnhanceWebsite,
} from "./lookups";
import type { EnhanceConnectionReport, EnhanceTestOptions } from "./testConnection";

/*
 * Every function works in a program, and outside of one with the environment alone. The client and its libraries are loaded by
 * those who call one, not by every program.
 */

/**
 * Tests the connection that the stack's configuration and the environment make, without changing anything: what the
 * token is, and whether it sees the website or the server that domains go to.
 *
 * @throws pulumi.RunError where the settings do not make a connection; what the panel answers is in the report
 */
export function testConnection(options: EnhanceTestOptions = {}): Promise<EnhanceConnectionReport> {
  return answer(async (session) => {
    const { testEnhanceConnection } = await import("./testConnection.js");
    return testEnhanceConnection(session, options);
  });
}

/**
 * Fails the program where domains cannot be mapped as the settings have it.
 *
 * @throws pulumi.RunError, which the engine prints without a stack, with the problems that {@link testConnection} finds and their
 * cures
 */
export async function assertConnection(options: EnhanceTestOptions = {}): Promise<EnhanceConnectionReport> {
  const report = await testConnection(options);
  if (!report.ok) throw runError(report.problems.join("\n"));
  return report;
}

/** The panel's servers, for their ids. A token of the master organization is needed. */
export function listServers(options: EnhanceLookupOptions = {}): Promise<EnhanceServer[]> {
  return answer(async (session) => {
    const { lookUpServers } = await import("./lookups.js");
    return lookUpServers(session, options);
  });
}

/** {@link listServers} of options that may be outputs. */
export function listServersOutput(
  options: OutputOptions<EnhanceLookupOptions> = {},
): pulumi.Output<EnhanceServer[]> {
  return answerLater(options, listServers);
}

/** The websites of an organization and of its customers, deleted ones left out. */
export function listWebsites(options: EnhanceLookupOptions = {}): Promise<EnhanceWebsite[]> {
  return answer(async (session) => {
    const { lookUpWebsites } = await import("./lookups.js");
    return lookUpWebsites(session, options);
  });
}

/** {@link listWebsites} of options that may be outputs. */
export function listWebsitesOutput(
  options: OutputOptions<EnhanceLookupOptions> = {},
): pulumi.Output<EnhanceWebsite[]> {
  return answerLater(options, listWebsites);
}

/**
 * The website that has a domain, for its ids.
 *
 * @throws pulumi.RunError where no website has exactly this domain, or several have
 */
export function getWebsite(options: EnhanceLookupOptions & { domain: string }): Promise<EnhanceWebsite> {
  return answer(async (session) => {
    const { lookUpWebsite } = await import("./lookups.js");
    return lookUpWebsite(session, options);
  });
}

/** {@link getWebsite} of options that may be outputs. */
export function getWebsiteOutput(
  options: OutputOptions<EnhanceLookupOptions & { domain: string }>,
): pulumi.Output<EnhanceWebsite> {
  return answerLater(options, getWebsite);
}

/**
 * The domains of a website, whoever mapped them, with its own primary and preview domains.
 *
 * @throws pulumi.RunError where there is no such website, or the token may not see it
 */
export function listMappings(options: EnhanceMappingsOptions = {}): Promise<EnhanceMapping[]> {
  return answer(async (session) => {
    const { lookUpMappings } = await import("./lookups.js");
    return lookUpMappings(session, options);
  });
}

/** {@link listMappings} of options that may be outputs. */
export function listMappingsOutput(
  options: OutputOptions<EnhanceMappingsOptions> = {},
): pulumi.Output<EnhanceMapping[]> {
  return answerLater(options, listMappings);
}

import type * as pulumi from "@pulumi/pulumi";
import { answer, answerLater, type OutputOptions, runError } from "../resource/functions";
import type { HestiaWebDomain } from "./lookups";
import type { HestiaLookupOptions } from "./place";
import type { HestiaConnectionReport, HestiaTestOptions } from "./testConnection";

/*
 * Every function works in a program, and outside of one with the environment alone. The client and its libraries are loaded by
 * those who call one, not by every program.
 */

/**
 * Tests the connection that the stack's configuration and the environment make, without changing anything: lists the
 * account's web domains, finds the one that aliases go to, and says which way to authenticate was used and whether
 * the credential may run each command that the settings need.
 *
 * @throws pulumi.RunError where the settings do not make a connection; what the panel answers is in the report
 */
export function testConnection(options: HestiaTestOptions = {}): Promise<HestiaConnectionReport> {
  return answer(async (session) => {
    const { testHestiaConnection } = await import("./testConnection.js");
    return testHestiaConnection(session, options);
  });
}

/**
 * Fails the program where aliases cannot be mapped as the settings have it.
 *
 * @throws pulumi.RunError, which the engine prints without a stack, with the problems that {@link testConnection} finds and their
 * cures
 */
export async function assertConnection(options: HestiaTestOptions = {}): Promise<HestiaConnectionReport> {
  const report = await testConnection(options);
  if (!report.ok) throw runError(report.problems.join("\n"));
  return report;
}

/**
 * A web domain, for the addresses that DNS records lead to.
 *
 * @throws pulumi.RunError where there is no such account or web domain
 */
export function getWebDomain(options: HestiaLookupOptions = {}): Promise<HestiaWebDomain> {
  return answer(async (session) => {
    const { lookUpWebDomain } = await import("./lookups.js");
    return lookUpWebDomain(session, options);
  });
}

/** {@link getWebDomain} of options that may be outputs. */
export function getWebDomainOutput(
  options: OutputOptions<HestiaLookupOptions> = {},
): pulumi.Output<HestiaWebDomain> {
  return answerLater(options, getWebDomain);
}

/**
 * The aliases of a web domain, whoever added them, without the www name that the panel itself gives it.
 *
 * @throws pulumi.RunError where there is no such account or web domain
 */
export function listAliases(options: HestiaLookupOptions = {}): Promise<string[]> {
  return answer(async (session) => {
    const { lookUpAliases } = await import("./lookups.js");
    return lookUpAliases(session, options);
  });
}

/** {@link listAliases} of options that may be outputs. */
export function listAliasesOutput(options: OutputOptions<HestiaLookupOptions> = {}): pulumi.Output<string[]> {
  return answerLater(options, listAliases);
}

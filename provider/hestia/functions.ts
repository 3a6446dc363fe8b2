import { programSession } from "../resource/declaration";
import type { HestiaConnectionReport, HestiaTestOptions } from "./testConnection";

/**
 * Tests the connection that the stack's configuration and the environment make, without changing anything: lists the
 * account's web domains, finds the one that aliases go to, and says which way to authenticate was used and whether
 * the credential may run each command that the settings need. Works in a program, and outside of one with the environment
 * alone.
 *
 * @throws Error where the settings do not make a connection; what the panel answers is in the report
 */
export async function testConnection(options: HestiaTestOptions = {}): Promise<HestiaConnectionReport> {
  // The client and its libraries are loaded by those who call this, not by every program.
  const { testHestiaConnection } = await import("./testConnection.js");
  return testHestiaConnection(programSession(), options);
}

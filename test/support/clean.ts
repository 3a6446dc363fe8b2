import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { demoCredentials } from "../../panels/hestia";

/** Every credential that the panels of these tests accept. */
export const CREDENTIALS: readonly string[] = [
  demoCredentials.secretKey,
  demoCredentials.limitedSecretKey,
  demoCredentials.apiHash,
  demoCredentials.apiPassword,
  ...Object.values(demoEnhance.tokens),
];

/** Expects a text that a user may see: without a credential and a stack trace. */
export function expectClean(text: string): void {
  for (const credential of CREDENTIALS) expect(text).not.to.contain(credential);
  expect(text).not.to.match(/^ +at /m);
}

import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { demoCredentials } from "../../panels/hestia";

/** Every credential that a panel of these tests lets in. */
export const CREDENTIALS: readonly string[] = [
  demoCredentials.secretKey,
  demoCredentials.limitedSecretKey,
  demoCredentials.apiHash,
  demoCredentials.apiPassword,
  ...Object.values(demoEnhance.tokens),
];

/** What a user may get to see: no credential, and no line of a stack trace. */
export function expectClean(text: string): void {
  for (const credential of CREDENTIALS) expect(text).not.to.contain(credential);
  expect(text).not.to.match(/^ +at /m);
}

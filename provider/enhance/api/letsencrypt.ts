import { z } from "zod";
import type { EnhanceClient } from "./client";

const Preflight = z.object({ canIssue: z.boolean(), error: z.string().nullish() });

/**
 * Whether the panel could get a certificate for a domain now. "No" is a success as well (docs/panels/enhance.md#lets-encrypt).
 *
 * @returns why it could not, in the panel's words; undefined where it could
 */
export async function whyNotIssuable(client: EnhanceClient, domainId: string): Promise<string | undefined> {
  const path = `v2/domains/${domainId}/letsencrypt_preflight`;
  const purpose = "tell whether a certificate can be issued";
  const { canIssue, error } = await client.json({ method: "POST", path, purpose }, Preflight);
  return canIssue ? undefined : error || "the panel does not say why";
}

/** Has the panel get a certificate for a domain and its www name, and answer when it is there, which takes long. */
export function issueCertificate(client: EnhanceClient, domainId: string): Promise<void> {
  const path = `v2/domains/${domainId}/letsencrypt`;
  return client.empty({ method: "POST", path, purpose: "issue the certificate" });
}

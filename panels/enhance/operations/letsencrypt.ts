import { READ, WRITE } from "../access";
import { empty, json } from "../answer";
import { issuedCertificate } from "../certificate";
import type { Operation, OperationCall } from "../operation";
import { invalid } from "../refusal";
import type { EnhanceDomainEntry } from "../state";

function preflight(domain: EnhanceDomainEntry): { canIssue: boolean; error?: string } {
  if (domain.preflight) return domain.preflight;
  if (domain.dnsStatus === "Resolved") return { canIssue: true };
  return { canIssue: false, error: `${domain.domain} does not reach this server` };
}

/** "No" is a 200 as well (docs/panels/enhance.md#lets-encrypt). */
export const performLetsEncryptPreflightCheck: Operation = {
  method: "POST",
  path: "/v2/domains/{domain_id}/letsencrypt_preflight",
  access: READ,
  run: (call) => json(200, preflight(call.domain())),
};

export const createWebsiteDomainLetsencryptCerts: Operation = {
  method: "POST",
  path: "/v2/domains/{domain_id}/letsencrypt",
  access: WRITE,
  run(call) {
    const domain = issuable(call);
    domain.certificate = issuedCertificate(domain.domain);
    return empty(201);
  },
};

/** The certificate of mail.<domain>, which nothing here shows. */
export const createWebsiteMailDomainLetsencryptCerts: Operation = {
  method: "POST",
  path: "/v2/domains/{domain_id}/letsencrypt_mail",
  access: WRITE,
  run(call) {
    issuable(call);
    return empty(201);
  },
};

function issuable(call: OperationCall): EnhanceDomainEntry {
  const domain = call.domain();
  const { canIssue, error } = preflight(domain);
  if (!canIssue) throw invalid("domain", error ?? "the challenge failed");
  return domain;
}

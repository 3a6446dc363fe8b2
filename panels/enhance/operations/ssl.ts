import { READ, WRITE } from "../access";
import { empty, json } from "../answer";
import { issuedCertificate, pem } from "../certificate";
import type { Operation } from "../operation";
import { invalid } from "../refusal";
import { certificateView } from "../views";

/** With PEM and, unless switched off, the private key (docs/panels/enhance.md#certificates). */
export const getWebsiteDomainSslCert: Operation = {
  method: "GET",
  path: "/v2/domains/{domain_id}/ssl",
  access: READ,
  run(call) {
    const domain = call.domain();
    return json(200, {
      ...certificateView(domain),
      cert: pem("CERTIFICATE", domain.domain),
      ...(call.state.settings.sslKey ? { key: pem("PRIVATE KEY", domain.domain) } : {}),
    });
  },
};

/** The vendor's document contradicts itself on `key` and `pkey`: both are taken. */
export const uploadWebsiteDomainSslCert: Operation = {
  method: "POST",
  path: "/v2/domains/{domain_id}/ssl",
  access: WRITE,
  run(call) {
    const domain = call.domain();
    const { fields } = call;
    const cert = fields.string("cert");
    const key = fields.optionalString("key") ?? fields.optionalString("pkey");
    if (key === undefined) throw invalid("key", "missing field `key`");
    domain.certificate = { ...issuedCertificate(domain.domain), issuer: "Uploaded" };
    return json(201, { cert, key });
  },
};

/** The body is a bare boolean; the answer has none. */
export const setWebsiteDomainForceSsl: Operation = {
  method: "PUT",
  path: "/v2/domains/{domain_id}/ssl/force_ssl",
  access: WRITE,
  run(call) {
    const domain = call.domain();
    const { body } = call;
    if (typeof body !== "boolean") throw invalid("body", "a boolean is expected");
    domain.forceHttps = body;
    return empty(200);
  },
};

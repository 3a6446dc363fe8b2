/** What the panel tells of a certificate. Dates as `YYYY-MM-DD HH:MM:SS UTC`, not ISO. */
export interface EnhanceCertificate {
  cn: string;
  issuer: string;
  issued: string;
  expires: string;
  sans: string[];
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * What is served until Let's Encrypt succeeds: its own issuer, impossible dates (docs/panels/enhance.md#certificates).
 */
export function placeholderCertificate(domain: string): EnhanceCertificate {
  return {
    cn: domain,
    issuer: domain,
    issued: "1975-01-01 00:00:00 UTC",
    expires: "4096-01-01 00:00:00 UTC",
    sans: namesOf(domain),
  };
}

/** A certificate as Let's Encrypt issues it: for x and www.x, 90 days. */
export function issuedCertificate(domain: string, issued = new Date()): EnhanceCertificate {
  return {
    cn: domain,
    issuer: "Let's Encrypt",
    issued: panelDate(issued),
    expires: panelDate(new Date(issued.getTime() + 90 * DAY)),
    sans: namesOf(domain),
  };
}

/** www.x is implied by x (docs/panels/enhance.md#names). */
function namesOf(domain: string): string[] {
  return domain.startsWith("www.") ? [domain] : [domain, `www.${domain}`];
}

function panelDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Text in the form of PEM, with nothing in it: this panel makes no keys. */
export function pem(label: "CERTIFICATE" | "PRIVATE KEY", domain: string): string {
  const content = Buffer.from(`local panel, ${label.toLowerCase()} of ${domain}`).toString("base64");
  return `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
}

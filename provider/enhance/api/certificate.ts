import type { Mapping } from "./mappings";

/** What is known of a mapping's certificate; never a key. */
export interface Certificate {
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly issued: string;
  readonly expires: string;
  readonly names: readonly string[];
}

/**
 * The certificate of a mapping, once there is one. Until then the panel serves a placeholder that it signed itself,
 * issued in 1975 and good until 4096 (docs/panels/enhance.md#certificates).
 */
export function certificateOf({ cert }: Mapping): Certificate | undefined {
  if (!cert || cert.issuer === cert.cn) return undefined;
  if (cert.issued.startsWith("1975") || cert.expires.startsWith("4096")) return undefined;
  return { issuer: cert.issuer, issued: iso(cert.issued), expires: iso(cert.expires), names: cert.sans };
}

/** The panel writes `2026-11-23 10:00:00 UTC`. */
const iso = (text: string): string => text.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/, "$1T$2Z");

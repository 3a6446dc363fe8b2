/** A key and the certificate for it, as PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  /** The names it is for, beside the loopback addresses. @default ["localhost"] */
  readonly names?: readonly string[];
  /** The addresses it is for. @default ["127.0.0.1", "::1"] */
  readonly addresses?: readonly string[];
  /** Makes one that is no longer valid. @default false */
  readonly expired?: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/** Makes a new self-signed certificate, as a panel has one out of the box. It is its own authority. */
export async function selfSigned(options: CertificateOptions = {}): Promise<Certificate> {
  const { names = ["localhost"], addresses = ["127.0.0.1", "::1"], expired = false } = options;
  // Only where one is made: nothing else of a panel needs it.
  const { generate } = await import("selfsigned");
  const now = Date.now();
  const made = await generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - 10 * DAY),
    notAfterDate: new Date(expired ? now - DAY : now + 10 * DAY),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

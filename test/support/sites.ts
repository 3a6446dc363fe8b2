import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { generate } from "selfsigned";
import { type Certificate, selfSigned } from "./tls";

const DAY = 24 * 60 * 60 * 1000;

export interface IssueOptions {
  /** Days from now until it is valid no longer. @default 90 */
  readonly expiresIn?: number;
  /** Days from now until it is valid. @default -30 */
  readonly validIn?: number;
  /** Leaves out the intermediate certificate. @default false */
  readonly withoutChain?: boolean;
  /** Gives the name as the common name alone, as certificates had it long ago. @default false */
  readonly commonNameOnly?: boolean;
}

/** A private CA with a root and an intermediate certificate, whose root is in a file for NODE_EXTRA_CA_CERTS. */
export class TestAuthority {
  /** The file with the root certificate. */
  readonly file: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "mapped-domains-ca-"));

  private constructor(
    root: Certificate,
    private readonly intermediate: Certificate,
  ) {
    this.file = join(this.#folder, "root.pem");
    writeFileSync(this.file, root.cert);
  }

  static async create(): Promise<TestAuthority> {
    const root = await authority("Test Root CA");
    return new TestAuthority(root, await authority("Test Issuing CA", root));
  }

  /** A certificate for names, and the chain that leads to the root. */
  async issue(names: readonly string[], options: IssueOptions = {}): Promise<Certificate> {
    const { expiresIn = 90, validIn = -30, withoutChain = false, commonNameOnly = false } = options;
    const altNames = names.map((value) => ({ type: 2 as const, value }));
    const made = await generate([{ name: "commonName", value: names[0] ?? "" }], {
      ...common(validIn, expiresIn),
      ca: this.intermediate,
      extensions: [
        { name: "basicConstraints", cA: false, critical: true },
        { name: "keyUsage", digitalSignature: true, critical: true },
        { name: "extKeyUsage", serverAuth: true },
        ...(commonNameOnly ? [] : [{ name: "subjectAltName" as const, altNames }]),
      ],
    });
    const chain = withoutChain ? "" : this.intermediate.cert;
    return { key: made.private, cert: `${made.cert.trim()}\n${chain}` };
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const common = (validIn: number, expiresIn: number) => ({
  keyType: "ec" as const,
  algorithm: "sha256",
  notBeforeDate: new Date(Date.now() + validIn * DAY),
  notAfterDate: new Date(Date.now() + expiresIn * DAY),
});

async function authority(name: string, ca?: Certificate): Promise<Certificate> {
  const made = await generate(
    [
      { name: "commonName", value: name },
      { name: "organizationName", value: name },
    ],
    {
      ...common(-365, 365),
      ...(ca && { ca }),
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  return { key: made.private, cert: made.cert };
}

/** A web server's TLS, as a panel has it: a certificate for each name that has one, and its own for all others. */
export class Sites {
  readonly #contexts = new Map<string, tls.SecureContext>();
  /** The names that clients have asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: tls.Server;

  private constructor(own: Certificate, address: string) {
    const SNICallback: tls.TlsOptions["SNICallback"] = (name, done) => {
      this.asked.push(name);
      done(null, this.#contexts.get(name) ?? this.#contexts.get(name.replace(/^[^.]+/, "*")));
    };
    this.#server = tls.createServer({ ...own, SNICallback }, (socket) => {
      socket.on("error", () => undefined);
    });
    this.#server.on("tlsClientError", () => undefined);
    this.address = address;
  }

  readonly address: string;

  /** @param port that of another site, to have the same on another address */
  static async start(address = "127.0.0.1", port = 0): Promise<Sites> {
    const sites = new Sites(await selfSigned({ names: ["panel.example.com"], addresses: [] }), address);
    await new Promise<void>((resolve, reject) => {
      sites.#server.once("error", reject);
      sites.#server.listen(port, address, resolve);
    });
    return sites;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Installs a certificate for the names that it is for. */
  install(certificate: Certificate, names = namesOf(certificate)): void {
    const context = tls.createSecureContext({ ...certificate });
    for (const name of names) this.#contexts.set(name, context);
  }

  uninstall(name: string): void {
    this.#contexts.delete(name);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function namesOf({ cert }: Certificate): string[] {
  const names = new X509Certificate(cert).subjectAltName ?? "";
  return names.split(", ").map((name) => name.replace("DNS:", ""));
}

import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../exitCodes";
import { json, type Terminal } from "../terminal";
import type { LocalPanel } from "./local";

export interface PanelOptions {
  readonly port: number;
  readonly tls?: boolean;
  readonly latency: number;
  readonly names: number;
}

/** A certificate for the panel, and the file that `pulumi config set` can read it from. */
interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
  readonly folder: string;
  readonly file: string;
}

/** Runs a local panel until the process is told to end. */
export async function runPanel(
  terminal: Terminal,
  kind: "hestia" | "enhance",
  options: PanelOptions,
  asJson: boolean,
): Promise<ExitCode> {
  const { port, tls = false, latency } = options;
  const local = await import("./local.js");
  const start = kind === "hestia" ? local.startHestia : local.startEnhance;
  const names = Array.from({ length: options.names }, (_, index) => `customer${index + 1}.example`);
  const certificate = tls ? await makeCertificate() : undefined;
  try {
    const panel = await start({ port, tls: certificate, latency, names });
    terminal.out(
      asJson
        ? json(document(kind, panel, certificate))
        : describe(terminal, kind, panel, certificate, names.length),
    );
    await toldToEnd();
    await panel.close();
    return EXIT.ok;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const why = code === "EADDRINUSE" ? "another program listens there" : message;
    terminal.note(`Port ${port} cannot be used: ${why}. --port 0 takes any free port.\n`);
    return EXIT.usage;
  } finally {
    if (certificate) await rm(certificate.folder, { recursive: true, force: true });
  }
}

/** Resolves with the first SIGINT (Ctrl-C) or SIGTERM; a second one ends the process at once. */
function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off("SIGINT", end).off("SIGTERM", end);
      resolve();
    };
    process.on("SIGINT", end).on("SIGTERM", end);
  });
}

async function makeCertificate(): Promise<OwnCertificate> {
  const { selfSigned } = await import("../../../panels/core/selfSigned.js");
  const { key, cert } = await selfSigned();
  const folder = await mkdtemp(join(tmpdir(), "mapped-domains-panel-"));
  const file = join(folder, "panel.pem");
  await writeFile(file, cert);
  return { key, cert, folder, file };
}

function document(kind: string, panel: LocalPanel, certificate: OwnCertificate | undefined) {
  const { url, statusPage, settings } = panel;
  return {
    panel: kind,
    url,
    statusPage,
    settings: Object.fromEntries(settings.map(({ key, value }) => [key, value])),
    secrets: settings.filter(({ secret }) => secret).map(({ key }) => key),
    caCert: certificate?.cert ?? null,
  };
}

function describe(
  { paint }: Terminal,
  kind: string,
  panel: LocalPanel,
  certificate: OwnCertificate | undefined,
  names: number,
): string {
  const { title, url, statusPage, settings, others } = panel;
  const commands = settings.map(
    ({ key, value, secret }) => `pulumi config set ${secret ? "--secret " : ""}${key} ${value}`,
  );
  if (certificate) commands.push(`pulumi config set ${kind}:caCert < ${certificate.file}`);
  const lines = (texts: readonly string[]) => texts.map((text) => `  ${text}\n`).join("");
  return (
    `${paint("bold", `A local ${title} panel is running`)}, with ${names === 0 ? "no names" : `${names} names`} mapped. All that it maps is gone when it ends.\n\n` +
    `  API          ${url}\n` +
    `  Status page  ${paint("cyan", statusPage)}\n` +
    (certificate
      ? `  Certificate  SHA-256 ${new X509Certificate(certificate.cert).fingerprint256}\n\n`
      : "\n") +
    "In the folder of a Pulumi project, with its stack selected, these commands lead to it:\n\n" +
    `${lines(commands)}\n` +
    "The credentials are made up, and only for local panels. It also lets in:\n\n" +
    `${lines(others.map(([what, credential]) => `${what}: ${credential}`))}\n` +
    "Ctrl-C ends it.\n"
  );
}

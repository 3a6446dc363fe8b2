import type { PanelConnection, Resolved } from "../../core/connection";
import type { PanelError } from "../../core/errors";
import { presentedBy, timeOf } from "../../core/tls";
import { isAboutTls } from "../../core/transportError";
import type { Context } from "../context";
import { counted } from "./report";
import { failed, misconfigured, type Note, ok, problem, skipped, warning } from "./step";

const DAY = 24 * 60 * 60 * 1000;
/** A certificate that expires within so many days is not renewed by itself, or late. */
const SOON = 7 * DAY;
/** Certificates and tokens are judged by the clock; so much does no harm. */
const MOST_APART = 60_000;

/** Notes steps that are not taken. */
export function noteSkipped(titles: readonly string[], why: string, note: Note): void {
  for (const title of titles) note(skipped(title, why));
}

/** The steps between the settings and the first call to the panel. */
const TRANSPORT = ["reachability", "TLS", "clock"];

/**
 * Notes whether the settings make a connection, and whether calls get to the panel.
 *
 * @param later the steps that are skipped where none does
 * @param reach makes the first call
 * @param errorOf what says that it did not get there
 * @returns what came of the first call, where it got there
 */
export async function noteConnection<C extends PanelConnection, T>(
  context: Context,
  resolved: Resolved<C>,
  later: readonly string[],
  reach: () => Promise<T>,
  errorOf: (answer: T) => PanelError | undefined,
  note: Note,
): Promise<{ readonly answer: T } | undefined> {
  const connection = noteSettings(resolved, note);
  if (connection === undefined) {
    noteSkipped([...TRANSPORT, ...later], "the settings make no connection", note);
    return undefined;
  }
  const answer = await reach();
  if (await noteTransport(context, connection, errorOf(answer), note)) return { answer };
  noteSkipped(later, "no call gets to the panel", note);
  return undefined;
}

/** Notes what is wrong with settings that make no connection. @returns the connection, where they make one */
function noteSettings<C extends PanelConnection>(resolved: Resolved<C>, note: Note): C | undefined {
  if (!resolved.ok) {
    for (const { reason } of resolved.problems) note(misconfigured("settings", reason));
    return undefined;
  }
  note(ok("URL", resolved.connection.url.href));
  return resolved.connection;
}

/**
 * Notes whether the panel is reached, by which certificate, and how the two clocks go.
 *
 * @param reached what came of the first call to the panel
 * @returns whether calls to the panel get there
 */
async function noteTransport(
  { calls }: Context,
  connection: PanelConnection,
  reached: PanelError | undefined,
  note: Note,
): Promise<boolean> {
  const { panel, url } = connection;
  const distrusted = isAboutTls(reached);
  if (reached !== undefined && !distrusted) {
    note(failed("reachability", reached));
    noteSkipped(["TLS", "clock"], "the panel is not reached", note);
    return false;
  }
  note(ok("reachability", `${panel} answers`));
  await noteCertificate(connection, reached, note);
  // Where no connection can be trusted no call is made, and the clock may be why.
  const time = distrusted ? await timeOf(url) : undefined;
  noteClock(time === undefined ? calls.ahead(panel) : time - Date.now(), note);
  return !distrusted;
}

async function noteCertificate(
  { url, caCert, caCertKey }: PanelConnection,
  distrusted: PanelError | undefined,
  note: Note,
): Promise<void> {
  if (distrusted !== undefined) {
    note(failed("TLS", distrusted));
    return;
  }
  if (url.protocol !== "https:") {
    note(skipped("TLS", "apiUrl is plain http, to this machine itself"));
    return;
  }
  const certificate = await presentedBy(url, caCert);
  if (certificate === undefined) {
    note(ok("TLS", "the certificate is trusted"));
    return;
  }
  const { expires, fingerprint, names } = certificate;
  const by = caCert === undefined ? "the system's authorities" : caCertKey.replace(/^--path /, "");
  const left = expires - Date.now();
  const until = new Date(expires).toISOString().slice(0, 10);
  const says = `trusted by ${by}, for ${names}, until ${until}, SHA-256 ${fingerprint}`;
  note(
    left > SOON
      ? ok("TLS", says)
      : warning(
          "TLS",
          `${says}: it expires in ${counted(Math.max(0, Math.floor(left / DAY)), "day")}`,
          caCert === undefined
            ? "Renew it on the panel."
            : `Renew it on the panel, and trust the new one then, where it is self-signed: openssl s_client -connect ${url.host} </dev/null | openssl x509 | pulumi config set ${caCertKey}`,
        ),
  );
}

function noteClock(ahead: number | undefined, note: Note): void {
  if (ahead === undefined) {
    note(skipped("clock", "the panel does not tell the time"));
    return;
  }
  if (Math.abs(ahead) <= MOST_APART) {
    note(ok("clock", "it agrees with the panel's"));
    return;
  }
  const says = `the panel's clock is ${lengthOf(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} this machine's`;
  note(
    problem(
      "clock",
      `${says}: certificates and tokens are judged by the clock`,
      "Set the one that is wrong. On Linux `timedatectl set-ntp true` keeps it right.",
    ),
  );
}

function lengthOf(milliseconds: number): string {
  if (milliseconds >= 2 * DAY) return counted(Math.round(milliseconds / DAY), "day");
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour");
}

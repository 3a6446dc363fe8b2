import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { refusedByOrigin } from "../core/control";

/** The address of the status page, below the panel's. */
export const STATUS_PATH = "/_status/";

interface Page {
  readonly html: string;
  readonly policy: string;
}

let loaded: Page | undefined;

/** Read once, at its first request. Nothing but its own style and script may be run in it, and it may talk to this panel alone. */
function page(): Page {
  if (loaded) return loaded;
  const html = readFileSync(join(__dirname, "page.html"), "utf8");
  const hash = (element: string) => {
    const [, content = ""] = new RegExp(`<${element}>(.*?)</${element}>`, "s").exec(html) ?? [];
    return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
  };
  const policy =
    `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; connect-src 'self'; img-src data:; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  loaded = { html, policy };
  return loaded;
}

/** Serves the status page. From loopback only, as the control routes that it uses. */
export function serveStatus(message: IncomingMessage, response: ServerResponse): void {
  const refused = refusedByOrigin(message);
  if (refused !== undefined) {
    response.writeHead(403, { "Content-Type": "text/plain" }).end(refused);
    return;
  }
  const { html, policy } = page();
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(html);
}

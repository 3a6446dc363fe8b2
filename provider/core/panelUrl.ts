/** A panel's API address, checked; or what is wrong with it, in words for the user. */
type PanelUrl =
  | { readonly ok: true; readonly url: URL; readonly panel: string }
  | { readonly ok: false; readonly problem: string };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Accepts `https://host[:port]/api` with or without the last slash. Plain http is for a panel on this very
 * machine: anywhere else the credentials would travel in clear.
 */
export function parsePanelUrl(text: string): PanelUrl {
  const problem = (reason: string): PanelUrl => ({ ok: false, problem: reason });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "" || !/^https?:$/.test(url.protocol)) {
    return problem(
      "is not a URL; it looks like https://panel.example.com/api/, with the port where the panel has one of its own",
    );
  }
  if (url.username !== "" || url.password !== "") {
    return problem("has credentials in it; they have settings of their own");
  }
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    return problem("is plain http, which would send the credentials in clear; use https://");
  }
  if (!/^\/+api\/*$/.test(url.pathname) || url.search !== "" || url.hash !== "") {
    return problem(`does not end in /api/; use ${url.origin}/api/`);
  }
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return { ok: true, url: new URL("/api/", url.origin), panel: `${url.hostname}:${port}` };
}

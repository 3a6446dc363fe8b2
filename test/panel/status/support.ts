import { request } from "node:http";
import type { StatusView } from "../../../panels/status/view";

/** A request to a control route. */
export async function control<T = unknown>(
  { host }: { readonly host: string },
  method: string,
  route: string,
  body?: unknown,
): Promise<{ status: number; value: T }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`http://${host}/_control/${route}`, init);
  return { status: response.status, value: (await response.json()) as T };
}

/** What the status page shows. */
export async function statusOf(panel: { readonly host: string }, filter = ""): Promise<StatusView> {
  const route = filter === "" ? "status" : `status/${encodeURIComponent(filter)}`;
  return (await control<StatusView>(panel, "GET", route)).value;
}

/** Asks until the page shows something. */
export async function shownUntil(
  panel: { readonly host: string },
  isThere: (view: StatusView) => boolean,
): Promise<StatusView> {
  for (;;) {
    const view = await statusOf(panel);
    if (isThere(view)) return view;
  }
}

/** A GET with headers that fetch would not send. */
export function getWith(
  { host }: { readonly host: string },
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const [hostname, port] = host.split(":");
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once("error", reject)
      .end();
  });
}

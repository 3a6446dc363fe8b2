import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A panel that keeps names in zones: `GET`, `PUT` and `DELETE` of `/api/<zone>/<name>`, and a list of each zone. */
export async function startToyPanel() {
  const zones = new Map<string, Set<string>>([["main", new Set()]]);
  const server = createServer((request, response) => {
    const [, , zone = "", name] = decodeURIComponent(request.url ?? "").split("/");
    const names = zones.get(zone);
    if (names === undefined) response.statusCode = 404;
    else if (name !== undefined && request.method === "PUT") names.add(name);
    else if (name !== undefined && request.method === "DELETE") names.delete(name);
    response.end(JSON.stringify([...(names ?? [])]));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  return { url, zones, close: () => server.close() };
}

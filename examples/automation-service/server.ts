import { createServer, type IncomingMessage, type Server } from "node:http";
import { Refused } from "./refused";
import type { DomainService } from "./service";

const LONGEST_BODY = 10_000;

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The HTTP side: requests in, JSON out. It has no authentication: that is for what stands before it. */
export function serve(service: DomainService, log: (line: string) => void): Server {
  const server = createServer(async (request, response) => {
    const { status, body, headers } = await replyTo(service, request).catch((error: unknown): Reply => {
      if (error instanceof Refused)
        return { status: error.status, body: { error: error.message }, headers: error.headers };
      // What is not foreseen goes to the operator, and not to who called.
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { status: 500, body: { error: "the service failed; its log says why" } };
    });
    // While it shuts down, no connection is kept for a next request.
    const ending = server.listening ? {} : { connection: "close" };
    const type = body === undefined ? {} : { "content-type": "application/json" };
    response
      .writeHead(status, { ...type, ...ending, ...headers })
      .end(body === undefined ? "" : `${JSON.stringify(body)}\n`);
  });
  return server;
}

async function replyTo(service: DomainService, request: IncomingMessage): Promise<Reply> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, root, tenant = "", domains, domain, ...more] = pathname.split("/").map(decoded);
  if (root !== "tenants" || (domains ?? "domains") !== "domains" || more.length > 0)
    throw new Refused(404, "there is nothing at this path");
  if (domains === undefined) {
    allow(request, "GET");
    return { status: 200, body: { tenant, domains: await service.read(tenant) } };
  }
  if (domain === undefined) {
    allow(request, "POST");
    const { domain: given } = await bodyOf(request);
    return { status: 200, body: await service.map(tenant, given) };
  }
  allow(request, "DELETE");
  await service.unmap(tenant, domain);
  return { status: 204 };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused(400, "the path is not well-formed");
  }
}

function allow({ method }: IncomingMessage, allowed: string): void {
  if (method !== allowed)
    throw new Refused(405, `only ${allowed} is allowed here`, { headers: { allow: allowed } });
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new Refused(415, "send application/json");
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LONGEST_BODY)
      throw new Refused(413, "the body is too long", { headers: { connection: "close" } });
  }
  const body = parsed(text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Refused(400, 'the body is not a JSON object such as {"domain": "acme.com"}');
  return body as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

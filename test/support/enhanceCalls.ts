import type { EnhancePanel, EnhanceRequest } from "../../panels/enhance";
import { contract } from "../panel/enhance/contract";

type Body = Readonly<Record<string, unknown>>;

const bodyOf = ({ body }: EnhanceRequest) => (body ?? {}) as Body;
/** `{ kind: "addon" }` as ` kind=addon`. */
const settings = (body: Body) =>
  Object.entries(body)
    .map(([key, value]) => ` ${key}=${value}`)
    .join("");

/** A call in short form. */
function worded(request: EnhanceRequest): string {
  const { operationId, body, method, path } = request;
  switch (operationId) {
    case "getWebsiteDomainMappings":
      return "list";
    case "createWebsiteMappedDomain": {
      const { domain, ...rest } = bodyOf(request);
      return `map ${domain}${settings(rest)}`;
    }
    case "updateWebsiteDomainMapping":
      return `change${settings(bodyOf(request))}`;
    case "deleteWebsiteDomainMapping":
      return "unmap";
    case "setWebsiteDomainForceSsl":
      return `force ${JSON.stringify(body)}`;
    case "performLetsEncryptPreflightCheck":
      return "preflight";
    case "createWebsiteDomainLetsencryptCerts":
      return "issue";
    case "getWebsiteDomainMappingDnsStatus":
      return "dns";
    case "getLoginMemberships":
      return "memberships";
    case "getWebsite":
      return "website";
    case "getWebsites":
      return "websites";
    case "getSubscription":
      return "subscription";
    case "checkDomain":
      return `who has ${bodyOf(request).domain}`;
    case "getServerInfo":
      return "server";
    case "getServerHostnameWebsite":
      return "server list";
    case "createServerDomain":
      return `add ${JSON.stringify(body)}`;
    case "deleteServerDomain":
      return "drop";
    default:
      return operationId ?? `${method} ${path}`;
  }
}

/** The calls that reached a panel, such as `list` and `map acme.com kind=addon`. */
export const callsTo = (panel: EnhancePanel): string[] => panel.log.map(worded);

const READS = new Set([
  "list",
  "memberships",
  "dns",
  "preflight",
  "website",
  "websites",
  "server",
  "subscription",
  "server list",
]);

/** The calls among them that write. */
export const writesTo = (panel: EnhancePanel): string[] =>
  callsTo(panel).filter((call) => !READS.has(call) && !call.startsWith("who has"));

/** Violations of the vendor's document in the requests that reached a panel. */
export const violationsOf = (panel: EnhancePanel): string[] =>
  panel.log.flatMap(({ method, path, query, body }) => contract.checkRequest({ method, path, query, body }));

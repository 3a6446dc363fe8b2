import { isRecord } from "../../core/control";
import { MASTER } from "../access";
import { empty, json } from "../answer";
import { newDomain } from "../build";
import { domainsOf, findByName, own } from "../find";
import { parseName } from "../names";
import type { Operation, OperationCall } from "../operation";
import { notFound, Refusal } from "../refusal";
import { duplicate } from "./create-mapping";

/** The names of a server itself: domains of its special website (docs/panels/enhance.md#server-domains). */
export const getServerHostnameWebsite: Operation = {
  method: "GET",
  path: "/servers/{server_id}/domains",
  access: MASTER,
  run(call) {
    const { hostnameWebsiteId } = call.server();
    const domains = domainsOf(call.state, hostnameWebsiteId);
    switch (call.state.settings.serverDomains.shape) {
      case "hostnames":
        return json(200, {
          websiteId: hostnameWebsiteId,
          domains: domains.map(({ id, domain, mappingKind }) => ({
            domainId: id,
            domainName: domain,
            isPrimary: mappingKind === "primary",
          })),
        });
      case "legacy":
        return json(200, { items: domains.map(({ id, domain }) => ({ domainId: id, domain })) });
      case "guide":
        return json(200, { items: domains.map(({ id, domain }) => ({ id, domain })) });
    }
  },
};

export const createServerDomain: Operation = {
  method: "POST",
  path: "/servers/{server_id}/domains",
  access: MASTER,
  run(call) {
    const { state } = call;
    const { hostnameWebsiteId } = call.server();
    const name = parseName(sentName(call));
    if (findByName(state, name)) throw duplicate(state);
    const website = own(state.websites, hostnameWebsiteId);
    if (!website) throw notFound("website");
    const first = !domainsOf(state, website.id).some((domain) => domain.mappingKind === "primary");
    const domain = newDomain(state.settings, { domain: name, orgId: website.orgId });
    Object.assign(domain, { websiteId: website.id, mappingKind: first ? "primary" : "alias" });
    state.domains[domain.id] = domain;
    const { shape } = state.settings.serverDomains;
    return json(
      201,
      shape === "hostnames" ? { websiteId: website.id, domainId: domain.id } : { id: domain.id },
    );
  },
};

/** A bare string on every real version, an object in the guide: the wrong one is refused. */
function sentName(call: OperationCall): string {
  const { shape, wrongBody } = call.state.settings.serverDomains;
  const { body } = call;
  const name = shape === "guide" ? (isRecord(body) ? body.domain : undefined) : body;
  if (typeof name === "string") return name;
  throw new Refusal(
    wrongBody,
    "invalid_syntax",
    "body",
    `invalid type, expected ${shape === "guide" ? "a struct" : "a string"}`,
  );
}

export const deleteServerDomain: Operation = {
  method: "DELETE",
  path: "/servers/{server_id}/domains/{domain_id}",
  access: MASTER,
  run(call) {
    const server = call.server();
    const domain = own(call.state.domains, call.param("domain_id"));
    if (domain?.websiteId !== server.hostnameWebsiteId) throw notFound("domain");
    delete call.state.domains[domain.id];
    return empty(204);
  },
};

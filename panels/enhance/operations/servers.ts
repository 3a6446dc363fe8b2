import { MASTER } from "../access";
import { json } from "../answer";
import type { Operation } from "../operation";
import { page, sorted } from "../page";
import type { EnhanceServer } from "../state";

/** Roles of a server that this panel tells of. */
const SERVER_ROLES = ["application", "backup", "database", "dns", "email"];

function common(server: EnhanceServer): object {
  return {
    id: server.id,
    groupId: server.groupId,
    isControlPanel: server.isControlPanel,
    isConfigured: true,
    friendlyName: server.friendlyName,
    hostname: server.hostname,
    ips: server.ips,
    createdAt: server.createdAt,
    isDecommissioned: server.isDecommissioned === true,
  };
}

/** For members of the master organization alone (docs/panels/enhance.md#servers). */
export const getServers: Operation = {
  method: "GET",
  path: "/servers",
  access: MASTER,
  run(call) {
    call.masterOnly();
    call.query.variant("sortBy", ["address", "mailbox", "forwarders", "autoresponders"]);
    const servers = sorted(call.query, Object.values(call.state.servers), () => 0);
    const roles = {
      ...Object.fromEntries(SERVER_ROLES.map((role) => [role, "enabled"])),
      postgresql: "notInstalled",
    };
    return json(
      200,
      page(call.query, servers, (server) => ({ ...common(server), roles })),
    );
  },
};

export const getServerInfo: Operation = {
  method: "GET",
  path: "/servers/{server_id}",
  access: MASTER,
  run(call) {
    const server = call.server();
    const roles = Object.fromEntries(
      SERVER_ROLES.map((role) => [role, { state: "enabled", status: "online" }]),
    );
    return json(200, { ...common(server), status: "online", roles, disks: [] });
  },
};

import { type Answer, json, text } from "../answer";
import type { Operation, OperationCall } from "../operation";

/** A word as a JSON string, or bare (docs/panels/enhance.md#transport). */
export function word(call: OperationCall, value: string): Answer {
  return call.state.settings.bareWords.includes(call.id) ? text(200, value) : json(200, value);
}

export const orchdVersion: Operation = {
  method: "GET",
  path: "/version",
  run: (call) => word(call, call.state.settings.version),
};

export const orchdStatus: Operation = {
  method: "GET",
  path: "/status",
  run: (call) => word(call, call.state.settings.status),
};

/** Works at every role: the best check of a token (docs/panels/enhance.md#memberships). */
export const getLoginMemberships: Operation = {
  method: "GET",
  path: "/login/memberships",
  access: "any-token",
  run: ({ caller }) =>
    json(200, {
      memberships: [
        {
          memberId: caller.token.memberId,
          orgId: caller.org.id,
          orgName: caller.org.name,
          isMasterOrg: caller.isMaster,
          roles: caller.token.roles,
          siteAccessCount: caller.token.websites.length,
        },
      ],
    }),
};

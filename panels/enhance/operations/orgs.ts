import { ADMIN, READ_ORG } from "../access";
import { json } from "../answer";
import type { Operation } from "../operation";
import { quotaUsage } from "../quota";
import { notFound } from "../refusal";

export const getOrg: Operation = {
  method: "GET",
  path: "/orgs/{org_id}",
  access: ADMIN,
  run(call) {
    const org = call.org();
    return json(200, {
      id: org.id,
      ...(org.parentId === undefined ? {} : { parentId: org.parentId }),
      name: org.name,
      status: "active",
      subscriptionsCount: Object.keys(org.subscriptions).length,
      websitesCount: Object.values(call.state.websites).filter(
        (website) => website.orgId === org.id && website.status !== "deleted",
      ).length,
      createdAt: org.createdAt,
      locale: "en",
    });
  },
};

export const getSubscription: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/subscriptions/{subscription_id}",
  access: READ_ORG,
  run(call) {
    const org = call.org();
    const id = Number(call.param("subscription_id"));
    const subscription = org.subscriptions[id];
    if (!subscription) throw notFound("subscription");
    return json(200, {
      id,
      planId: subscription.planId,
      planName: subscription.planName,
      friendlyName: subscription.planName,
      planType: "shared",
      subscriberId: org.id,
      // Who sold it; the master organization sells to itself.
      vendorId: org.parentId ?? org.id,
      status: subscription.status,
      ...(subscription.suspendedBy === undefined ? {} : { suspendedBy: subscription.suspendedBy }),
      allowances: [],
      selections: [],
      allowedPhpVersions: [],
      defaultPhpVersion: "php84",
      redisAllowed: false,
      persistentAppsAllowed: false,
      resources: quotaUsage(call.state, org, id, subscription),
    });
  },
};

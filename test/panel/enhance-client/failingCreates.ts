import { demoEnhance, type EnhancePanel } from "../../../panels/enhance";
import { ORG, SITE, tokens } from "../../support/enhance";

const UNKNOWN_ID = "00000000-1111-4222-8333-444444444444";

export interface Failing {
  readonly title: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly panel?: (panel: EnhancePanel) => void;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly place?: string;
  /** The error after operation, name and place. */
  readonly expected: RegExp;
  readonly cure: RegExp;
  readonly calls?: readonly string[];
}

const REFUSED_LIST = /^the panel did not list the website's domains \[HTTP 403, code unauthorized\]/;
const BAD_TOKEN =
  /^The token is wrong, has expired, or may not be used from this address; its role does not matter/;
const at = (organizationId: string, websiteId: string) => ({
  config: { "enhance:organizationId": organizationId, "enhance:websiteId": websiteId },
  place: `organization ${organizationId}, website ${websiteId}`,
});

/** Creates that fail, and their errors (docs/panels/enhance.md#errors). */
export const FAILING: readonly Failing[] = [
  ...(["nobody-knows-this-token", tokens.expired, tokens.blocked] as const).map(
    (token): Failing => ({
      title: `a refused token (${token})`,
      config: { "enhance:apiToken": token },
      expected: REFUSED_LIST,
      cure: BAD_TOKEN,
      calls: ["list", "memberships"],
    }),
  ),
  {
    title: "a role that may not list",
    config: { "enhance:apiToken": tokens.business },
    expected: REFUSED_LIST,
    cure: /^The token itself is good\. It is Business in Network; a website's domains need Owner, .* in organization d8554b6d/,
    calls: ["list", "memberships"],
  },
  {
    title: "a refused token where the panel does not tell what it is",
    panel: ({ faults }) =>
      faults.add({ do: "html", status: 502, when: "before", times: 2, operationId: "getLoginMemberships" }),
    config: { "enhance:apiToken": tokens.business },
    expected: REFUSED_LIST,
    cure: /^The token is wrong, has expired, may not be used from this address, or its role does not suffice/,
    calls: ["list", "memberships", "memberships"],
  },
  {
    title: "a role that may read and not write",
    panel: ({ state }) => {
      state.settings.access = { createWebsiteMappedDomain: { roles: ["Owner"] } };
    },
    config: { "enhance:apiToken": tokens.support },
    expected: /^the panel did not map the domain to the website \[HTTP 403, code unauthorized\]/,
    cure: /^The token is good, since the panel has just listed the domains for it; its role does not suffice/,
    calls: ["list", "website", "map acme.com", "subscription"],
  },
  {
    title: "an organization that does not own the website",
    ...at(demoEnhance.masterOrgId, SITE),
    panel: ({ state }) => Object.assign(state.tokens[tokens.owner] ?? {}, { orgId: demoEnhance.masterOrgId }),
    expected: /^website \S+ belongs to organization \S+ \[HTTP 404, code not_found\]/,
    cure: new RegExp(`pulumi config set enhance:organizationId ${ORG}`),
    calls: ["list", "memberships", "websites"],
  },
  {
    title: "an organization that is not there",
    ...at(UNKNOWN_ID, SITE),
    expected: /^website \S+ belongs to organization \S+ \[HTTP 404, code not_found\]/,
    cure: new RegExp(`pulumi config set enhance:organizationId ${ORG}`),
    calls: ["list", "memberships", "websites"],
  },
  {
    title: "a website that is not there",
    ...at(ORG, UNKNOWN_ID),
    expected: /\[HTTP 404, code not_found\]: website/,
    cure: /There is no such website/,
    calls: ["list", "memberships", "websites"],
  },
  {
    title: "a website that was deleted",
    ...at(ORG, demoEnhance.deletedWebsiteId),
    expected: /\[HTTP 404, code not_found\]: website/,
    cure: /There is no such website/,
    calls: ["list", "memberships", "websites"],
  },
  {
    title: "a name that the panel refuses",
    panel: ({ faults }) => {
      const message = "invalid domain name";
      const fault = {
        do: "error",
        status: 400,
        code: "invalid_argument",
        detail: "domain",
        message,
      } as const;
      faults.add({ ...fault, when: "before", operationId: "createWebsiteMappedDomain" });
    },
    expected: /^the panel did not map .* \[HTTP 400, code invalid_argument\]: invalid domain name \(domain\)/,
    cure: /Correct the value that the panel names/,
    calls: ["list", "website", "map acme.com", "who has acme.com", "subscription"],
  },
  {
    title: "an address that leads elsewhere",
    panel: ({ faults }) =>
      faults.add({
        do: "answer",
        status: 200,
        contentType: "text/html",
        body: "<!doctype html>",
        when: "before",
      }),
    expected: /^the answer to "list the website's domains" is none of the panel's API \[HTTP 200\]/,
    cure: /enhance:apiUrl must lead to the panel itself, by https, and end in \/api\//,
  },
  {
    title: "a redirect, which is not followed",
    panel: ({ faults }) => {
      const headers = { location: "https://panel.example.com/login" };
      faults.add({ do: "answer", status: 302, headers, when: "before" });
    },
    expected: /^the answer is a redirect to https:\/\/panel\.example\.com\/login \[HTTP 302\]/,
    cure: /enhance:apiUrl must lead to the panel itself/,
  },
  {
    title: "a panel that does not answer",
    panel: ({ faults }) => faults.add({ do: "html", status: 502, when: "before", times: 2 }),
    expected: /^the panel did not list the website's domains \[HTTP 502\]/,
    cure: /^Run the command again\. GET \/api\/status tells whether the panel is being updated/,
    calls: ["list", "list"],
  },
  {
    title: "an unknown code",
    panel: ({ faults }) =>
      faults.add({ do: "error", status: 451, code: "legal_hold", message: "held", when: "before" }),
    expected: /^the panel did not list the website's domains \[HTTP 451, code legal_hold\]: held/,
    cure: /^Check the value/,
  },
];

import { choiceSwitch, faultSwitch, latencySwitch } from "../status/switches";
import {
  type CallLine,
  inShort,
  lastCalls,
  type NameRow,
  type PlaceView,
  type StatusSource,
  type Switch,
  shown,
  switchView,
} from "../status/view";
import type { PanelParts } from "./call";
import { domainsOf, own } from "./find";
import type { EnhanceLatency } from "./latency";
import type { EnhanceRequest, RequestLog } from "./log";
import { isProtected } from "./operations/mappings";
import { setDomains } from "./set-domains";
import type { EnhanceDnsStatus, EnhanceDomainEntry, EnhanceState, EnhanceWebsite } from "./state";

type Panel = PanelParts & { readonly log: RequestLog };

/** An Enhance panel for the status page. @param address says where its API is */
export function enhanceStatus(panel: Panel, address: () => string): StatusSource {
  const { state, faults, log, latency } = panel;
  const atStart = structuredClone(state);
  const switches = switchesOf(panel);
  return {
    actions: [],
    switches,
    view: (filter) => ({
      title: "Enhance",
      address: address(),
      summary: "A mapping that was answered is there: this panel loses none by itself.",
      mark: "fine",
      columns: ["Kind", "DNS", "Certificate", "Redirect to HTTPS"],
      places: Object.values(state.websites).map((website) => placeView(state, website, filter)),
      calls: lastCalls(log.requests, (call) => callLine(state, call)),
      switches: switches.map(switchView),
      actions: [],
    }),
    remove: (placeId, name) => {
      const website = own(state.websites, placeId);
      if (!website) throw new Error(`there is no website ${placeId}`);
      const others = domainsOf(state, website.id).filter(({ domain }) => domain !== name);
      setDomains(
        state,
        website,
        others.filter(({ mappingKind }) => !isProtected(mappingKind)).map(({ domain }) => domain),
      );
    },
    reset: () => {
      Object.assign(state, structuredClone(atStart));
      faults.clear();
      log.clear();
      panel.latency = latency;
    },
  };
}

function placeView(state: EnhanceState, website: EnhanceWebsite, filter: string): PlaceView {
  const { id, orgId, status } = website;
  const domains = domainsOf(state, id);
  const primary = domains.find(({ mappingKind }) => mappingKind === "primary")?.domain ?? "no domain";
  const organization = own(state.orgs, orgId)?.name ?? orgId;
  const title = `${organization}, website ${primary}${status === "active" ? "" : ` (${status})`}`;
  return { id, title, summary: `${domains.length} mapped`, ...shown(domains.map(nameRow), filter) };
}

function nameRow({ domain, mappingKind, dnsStatus, certificate, forceHttps }: EnhanceDomainEntry): NameRow {
  const cells = [mappingKind, dnsStatus, certificate?.issuer ?? "self-signed", forceHttps ? "yes" : "no"];
  return { name: domain, cells, mark: "fine", note: "", removable: !isProtected(mappingKind) };
}

function callLine(state: EnhanceState, call: EnhanceRequest): CallLine {
  const { seq, at, finishedAt, inFlight, operationId, method, path } = call;
  return {
    seq,
    at,
    call: operationId ?? `${method} ${path}`,
    about: inShort(namesOfCall(state, call)),
    atOnce: inFlight,
    milliseconds: finishedAt === undefined ? undefined : finishedAt - at,
    ...resultOf(call),
  };
}

/** The name of the body, or of the domain whose id is in the path, while it is mapped. */
function namesOfCall(state: EnhanceState, { body, path }: EnhanceRequest): string[] {
  const sent = typeof body === "object" && body !== null && "domain" in body ? body.domain : undefined;
  if (typeof sent === "string") return [sent];
  return path.split("/").flatMap((segment) => own(state.domains, segment)?.domain ?? []);
}

function resultOf(call: EnhanceRequest): Pick<CallLine, "result" | "mark"> {
  const { finishedAt, status, answerLost } = call;
  // The work of a call that was cut off can still be to come.
  if (answerLost) return { result: "the answer was lost", mark: "wrong" };
  if (finishedAt === undefined) return { result: "running", mark: "waiting" };
  const isFine = status !== undefined && status < 400;
  return { result: `HTTP ${status}`, mark: isFine ? "fine" : "wrong" };
}

function switchesOf(panel: Panel): Switch[] {
  const { state, faults, latency: atStart } = panel;
  const create = "createWebsiteMappedDomain";
  const latency = (value: string, label: string, means: EnhanceLatency) => ({ value, label, means });
  const dns = (means: EnhanceDnsStatus) => ({ value: means, label: means, means });
  return [
    latencySwitch(panel, [
      latency("started", "As started", atStart),
      latency("none", "None", {}),
      latency("short", "0.2 s", { "*": 200 }),
      latency("long", "2 s", { "*": 2000 }),
    ]),
    faultSwitch(
      {
        id: "answer-lost",
        label: "Answers to new mappings are lost",
        help: "The domain is mapped, and the connection is cut.",
      },
      faults,
      { do: "hang-up", when: "after", operationId: create },
    ),
    faultSwitch(
      {
        id: "lands-later",
        label: "New mappings land later",
        help: "The connection is cut, and the domain is mapped when two more calls have been answered.",
      },
      faults,
      { do: "lands-later", calls: 2, operationId: create },
    ),
    faultSwitch(
      {
        id: "rate-limit",
        label: "Too many requests",
        help: "The panel answers 429, with Retry-After: 2 seconds.",
      },
      faults,
      { do: "rate-limit", retryAfter: 2 },
    ),
    faultSwitch(
      {
        id: "front-down",
        label: "The panel does not answer",
        help: "Its front answers 502 in its place.",
      },
      faults,
      { do: "html", status: 502, when: "before" },
    ),
    choiceSwitch<EnhanceDnsStatus>(
      { id: "dns", label: "DNS of new mappings", help: "What the panel says of it." },
      [dns("Unknown"), dns("Resolved"), dns("ForeignServer"), dns("Failed")],
      {
        get: () => state.settings.newDomainDns,
        set: (value) => {
          state.settings.newDomainDns = value;
        },
      },
    ),
  ];
}

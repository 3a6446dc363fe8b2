import { answerCall, type PanelParts } from "./call";
import type { RequestLog } from "./log";
import type { HestiaState } from "./state";

/** The web domain that a race is about: the first that there is. */
export function raceCourse(state: HestiaState): { account: string; webDomain: string } | undefined {
  for (const [account, { webDomains }] of Object.entries(state.users)) {
    const [webDomain] = Object.keys(webDomains);
    if (webDomain !== undefined) return { account, webDomain };
  }
  return undefined;
}

/** Adds names at once, each in a call of its own, as a program without a queue does. */
export function race(panel: PanelParts & { readonly log: RequestLog }, names: readonly string[]): void {
  const course = raceCourse(panel.state);
  const [hash] = panel.state.apiKeys;
  if (!course || hash === undefined)
    throw new Error("the panel has no web domain, or no API hash, to race with");
  for (const name of names) {
    const fields = {
      hash,
      cmd: "v-add-web-domain-alias",
      arg1: course.account,
      arg2: course.webDomain,
      arg3: name,
    };
    const body = Buffer.from(new URLSearchParams(fields).toString());
    const request = panel.log.open("127.0.0.1", "POST", "/api/");
    void answerCall(panel, request, "application/x-www-form-urlencoded", Promise.resolve(body));
  }
}

import { diffMapping } from "../resource/diff";
import type { Diff, Properties } from "../resource/dynamic";
import { type DomainState, readState } from "./schema";

/** Inputs that tell one domain from another: a change of one is another mapping. */
const IDENTITY = ["domain", "organizationId", "websiteId", "serverId"] as const;

/** Inputs whose change is kept; kind and document root are changed on the panel, not managed where not declared. */
const IN_PLACE = ["kind", "documentRoot", "www", "onExisting", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel. */
export function diffDomain(olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const differs = forceHttpsDiffers(news.forceHttps, state);
  return diffMapping(state, news, { identity: IDENTITY, inPlace: IN_PLACE, differs });
}

/** Nothing can be done about the redirect while the panel has no real certificate: until a refresh sees one, it waits. */
function forceHttpsDiffers(declared: unknown, { forceHttps, certificate }: DomainState): boolean {
  if (declared === true && certificate === undefined) return forceHttps === undefined;
  return declared !== forceHttps;
}

import {
  demoEnhance,
  enhanceDomain,
  enhanceState,
  enhanceWebsite,
  startEnhancePanel,
} from "../../panels/enhance";
import { listTime } from "../bound";
import { serve } from "./serving";
import { WEBSITES } from "./websites";

const { orgId, serverId } = demoEnhance;
const websites = WEBSITES.map((id) => enhanceWebsite({ id, orgId, serverId }));
const domains = WEBSITES.map((websiteId, index) =>
  enhanceDomain({ orgId, websiteId, domain: `site${index + 1}.example.net`, mappingKind: "primary" }),
);

serve((isSlow) =>
  startEnhancePanel({
    state: enhanceState({
      websites: Object.fromEntries(websites.map((website) => [website.id, website])),
      domains: Object.fromEntries(domains.map((domain) => [domain.id, domain])),
    }),
    // As a list takes on Hestia; of this panel no times are known.
    latency: () => (isSlow() ? listTime() * 1000 : 0),
  }),
);

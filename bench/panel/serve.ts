import { hestiaState, hestiaUser, hestiaWebDomain, startHestiaPanel } from "../../panels/hestia";
import { panelTime } from "./latency";
import { serve } from "./serving";
import { ACCOUNT, ACCOUNTS, SITES, siteOf } from "./sites";

const withWebDomains = (names: readonly string[]) =>
  hestiaUser({ webDomains: Object.fromEntries(names.map((name) => [name, hestiaWebDomain()])) });
const others = ACCOUNTS.map((account) => [account, withWebDomains([siteOf(account)])] as const);

serve((isSlow) =>
  startHestiaPanel({
    state: hestiaState({ users: { [ACCOUNT]: withWebDomains(SITES), ...Object.fromEntries(others) } }),
    latency: (call) => (isSlow() ? panelTime(call) : 0),
  }),
);

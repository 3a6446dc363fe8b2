import { createInterface } from "node:readline";
import {
  demoEnhance,
  enhanceDomain,
  enhanceState,
  enhanceWebsite,
  startEnhancePanel,
} from "../../panels/enhance";
import { listTime } from "../bound";
import { WEBSITES } from "./websites";

/** An Enhance panel with many websites, in a process of its own; otherwise as serve.ts. */
async function main(): Promise<void> {
  let latency = "none";
  const { orgId, serverId } = demoEnhance;
  const websites = WEBSITES.map((id) => enhanceWebsite({ id, orgId, serverId }));
  const domains = WEBSITES.map((websiteId, index) =>
    enhanceDomain({ orgId, websiteId, domain: `site${index + 1}.example.net`, mappingKind: "primary" }),
  );
  const panel = await startEnhancePanel({
    state: enhanceState({
      websites: Object.fromEntries(websites.map((website) => [website.id, website])),
      domains: Object.fromEntries(domains.map((domain) => [domain.id, domain])),
    }),
    // As a list takes on Hestia; of this panel no times are known.
    latency: () => (latency === "model" ? listTime() * 1000 : 0),
  });
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => {
    latency = line;
    process.stdout.write(`${line}\n`);
  });
  input.on("close", () => void panel.close());
  process.stdout.write(`${panel.host.split(":")[1]}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`the benchmark's Enhance panel: ${error}\n`);
  process.exit(1);
});

import { canonicalHostname } from "../../core/hostnames";
import type { Interview } from "./interview";

/** The domain of the site that serves the customers' domains, where the user or a wp-config.php tells it. */
export function networkDomain({ context, options }: Interview): string | undefined {
  const domain = options.website ?? context.wpConfig.constants.get("DOMAIN_CURRENT_SITE");
  const canonical = canonicalHostname(domain ?? "");
  return canonical.ok ? canonical.name : undefined;
}

import fc from "fast-check";
import type { EnhanceFault } from "../../../panels/enhance";

const OPERATIONS = [
  "createWebsiteMappedDomain",
  "updateWebsiteDomainMapping",
  "deleteWebsiteDomainMapping",
  "getWebsiteDomainMappings",
  "getWebsiteDomainMappingDnsStatus",
  "getWebsite",
] as const;

const moment = fc.constantFrom("before" as const, "after" as const);
const refusal = fc.constantFrom(
  { status: 401, code: "no_session_token" },
  { status: 403, code: "unauthorized" },
  { status: 404, code: "not_found", detail: "website" },
  { status: 404, code: "not_found", detail: "org" },
  { status: 400, code: "invalid_argument" },
);
/** Every fault of a call: the work is done, done later or not done, and the answer is lost or wrong. */
const effect: fc.Arbitrary<EnhanceFault> = fc.oneof(
  moment.map((when) => ({ do: "hang-up", when }) as const),
  moment.map((when) => ({ do: "html", status: 502, when }) as const),
  moment.map((when) => ({ do: "error", status: 500, code: "internal", when }) as const),
  moment.map((when) => ({ do: "answer", status: 201, body: "done", when }) as const),
  refusal.map((error) => ({ do: "error", ...error, when: "before" }) as const),
  fc.integer({ min: 1, max: 4 }).map((calls) => ({ do: "lands-later", calls }) as const),
  fc.constant({ do: "rate-limit", retryAfter: 1 } as const),
  fc.constant({ do: "answer", status: 404, body: "UUID parsing failed", when: "before" } as const),
  fc.constant({ do: "answer", status: 200, body: "<!doctype html>", when: "before" } as const),
);
const target = fc.record({
  operationId: fc.constantFrom(...OPERATIONS),
  nth: fc.integer({ min: 1, max: 3 }),
  times: fc.integer({ min: 1, max: 3 }),
});
/** Up to three faults in one run. */
export const faults = fc.array(
  fc.tuple(effect, target).map(([what, where]): EnhanceFault => ({ ...what, ...where })),
  { maxLength: 3 },
);

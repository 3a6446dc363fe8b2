import type { EnhanceFaultEffect } from "../../../panels/enhance";

/** What can become of an answer although the work was done. */
export const LOST: [what: string, effect: EnhanceFaultEffect][] = [
  ["is cut off", { do: "hang-up", when: "after" }],
  ...([500, 502, 503, 504] as const).map((status): [string, EnhanceFaultEffect] => [
    `is a page with ${status}`,
    { do: "html", status, when: "after" },
  ]),
  ["is an error of the panel", { do: "error", status: 500, code: "internal", when: "after" }],
  ["is cut off, and the work is done after the next call", { do: "lands-later" }],
  ["is cut off, and the work is done after four more calls", { do: "lands-later", calls: 4 }],
];
/** Answers that say done in another way than the document has it. */
export const ODD: [what: string, effect: EnhanceFaultEffect][] = [
  ["has no body", { do: "answer", status: 201, when: "after" }],
  ["is a text", { do: "answer", status: 200, body: "created", contentType: "text/plain", when: "after" }],
  [
    "has an id by another name",
    { do: "answer", status: 201, body: '{"domainId":7}', contentType: "application/json", when: "after" },
  ],
];

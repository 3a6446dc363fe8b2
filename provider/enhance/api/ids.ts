import { z } from "zod";

/**
 * The panel's ids. Not every one is a UUID as RFC 4122 has it: the organization id that the vendor's own pages show
 * is none (docs/panels/enhance.md#ids), so only the form is checked.
 */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const uuid = z
  .string("is not text; give the panel's id")
  .transform((text) => text.trim().toLowerCase())
  .refine(
    (text) => UUID.test(text),
    "is no id of the panel: it looks like d8554b6d-5d0d-6719-009b-fec1189aa8f3",
  );

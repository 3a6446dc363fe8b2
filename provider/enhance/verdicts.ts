import { isPanelError, PanelError } from "../core/errors";
import { differenceOf, keptOf, type Wanted } from "./align";
import { reserved } from "./explain";
import type { Mapping } from "./mappings";

/**
 * Why a mapping that is on the website already is not to be taken over; undefined where it is.
 *
 * @param accepts whether one may be taken over that is none of the website's own
 * @param forExisting what a resource can do that has come to hold one that is
 */
export function untakeable(
  panel: string,
  mapping: Mapping,
  accepts: boolean,
  forExisting?: string,
): PanelError | undefined {
  const refusal = reserved(panel, mapping, forExisting);
  if (refusal !== undefined || accepts) return refusal;
  return new PanelError({
    kind: "conflict",
    panel,
    what: 'the domain is mapped to this website already, and onExisting is "fail"',
    cure: 'Set onExisting to "adopt" to take it over, or remove it in the panel first.',
  });
}

/** That the organization or the website is missing, which the panel tells by name: no mapping of it can be told of. */
export const isParentMissing = (error: unknown): error is PanelError =>
  isPanelError(error, "missing") && ["org", "website"].includes(error.failure.subject ?? "");

/** That there is no such mapping, which is all that a removal wants. */
export const isMappingMissing = (error: unknown): boolean =>
  isPanelError(error, "missing") && !isParentMissing(error);

export const notMapped = (panel: string): PanelError =>
  new PanelError({
    kind: "unproved",
    panel,
    what: "the panel said that the domain was mapped, and its list does not have it",
    cure: "Run `pulumi up` again: it looks and mends.",
  });

export const notRemoved = (panel: string): PanelError =>
  new PanelError({
    kind: "unproved",
    panel,
    what: "the panel said that the domain was removed, and its list still has it",
    cure: "Run the command again; if it stays, remove the domain in the panel.",
  });

/** How what a mapping has from its creation is changed where the panel does not do it in place. */
const MAP_ANEW = {
  /** The engine alone cannot: it creates first, which takes over what is there, and does not say that it replaces. */
  domain:
    "Set the option `deleteBeforeReplace: true` on the resource and run `pulumi up --replace <urn>`, which removes the domain and maps it anew",
  set: "Leave the domain out of the set for one `pulumi up` and declare it again, which removes it and maps it anew",
} as const;

/** @param of what the domain is declared by */
export function notChanged(
  panel: string,
  mapping: Mapping,
  wanted: Wanted,
  of: "domain" | "set",
): PanelError {
  const isOfCreation = differenceOf(mapping, wanted).change !== undefined;
  return new PanelError({
    kind: "unproved",
    panel,
    what: `the panel kept ${keptOf(mapping, wanted)}`,
    cure: isOfCreation ? `${MAP_ANEW[of]}, or change it in the panel.` : "Change it in the panel.",
  });
}

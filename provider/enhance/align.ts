import { certificateOf } from "./api/certificate";
import type { Mapping, MappingKind } from "./api/mappings";

/** What is declared of a mapping; what is not given is not managed. */
export interface Wanted {
  readonly domain: string;
  readonly kind?: MappingKind | undefined;
  readonly documentRoot?: string | undefined;
  readonly forceHttps?: boolean | undefined;
  readonly certificate?: "request" | undefined;
}

/** What is to be changed of a mapping: two calls, each missing where there is nothing for it to do. */
interface Difference {
  readonly change?: { readonly kind?: MappingKind; readonly documentRoot?: string };
  readonly force?: boolean;
}

/** Whether the panel sends visitors to https. */
export const forcesHttps = ({ cert }: Mapping): boolean => cert?.forceHttps ?? false;

/** What of a mapping is not as declared. A redirect to https waits until there is a certificate to serve it with. */
export function differenceOf(mapping: Mapping, wanted: Wanted): Difference {
  const { kind, documentRoot, forceHttps } = wanted;
  const change = {
    ...(kind === undefined || kind === mapping.mappingKind ? {} : { kind }),
    ...(documentRoot === undefined || documentRoot === mapping.documentRoot ? {} : { documentRoot }),
  };
  const waits = forceHttps === true && certificateOf(mapping) === undefined;
  const stays = forceHttps === undefined || forceHttps === forcesHttps(mapping) || waits;
  return {
    ...(Object.keys(change).length === 0 ? {} : { change }),
    ...(stays ? {} : { force: forceHttps }),
  };
}

/** What the panel has kept in place of a change, in words. */
export function keptOf(mapping: Mapping, { kind, documentRoot }: NonNullable<Difference["change"]>): string {
  return [
    kind && `kind ${mapping.mappingKind} in place of ${kind}`,
    documentRoot && `document root ${mapping.documentRoot} in place of ${documentRoot}`,
  ]
    .filter((one) => one !== undefined)
    .join(" and ");
}

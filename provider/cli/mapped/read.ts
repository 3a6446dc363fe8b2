import { ConfigurationError, isPanelError } from "../../core/errors";
import type { Context, PanelRef } from "../context";
import { readEnhance } from "./enhance";
import { readHestia } from "./hestia";
import type { MappedPlace, PlaceOptions } from "./place";

/** What the panels have, and which of them did not tell. */
export interface Mapped {
  readonly places: readonly MappedPlace[];
  readonly failures: readonly Error[];
}

/**
 * Reads what is mapped where options and settings lead.
 *
 * @throws ConfigurationError where they lead to no panel
 * @throws the failure of the only panel
 */
export async function readMapped(context: Context, options: PlaceOptions): Promise<Mapped> {
  const refs = panelsMeant(context, options);
  const answers = await Promise.all(
    refs.map((ref) =>
      read(context, ref, options).catch((error: unknown) => {
        if (refs.length > 1 && (isPanelError(error) || error instanceof ConfigurationError)) return error;
        throw error;
      }),
    ),
  );
  // Two connections may lead to one place.
  const places = new Map<string, MappedPlace>();
  for (const place of answers.flatMap((answer) => (answer instanceof Error ? [] : answer))) {
    const key = `${place.host} ${place.id}`;
    if (!places.has(key)) places.set(key, place);
  }
  return {
    places: [...places.values()],
    failures: answers.filter((answer) => answer instanceof Error),
  };
}

const read = async ({ session }: Context, ref: PanelRef, options: PlaceOptions): Promise<MappedPlace[]> =>
  ref.kind === "hestia" ? readHestia(session, ref, options) : readEnhance(session, ref, options);

/** Options that only one kind of panel has. */
const OF: Readonly<Record<PanelRef["kind"], readonly (keyof PlaceOptions)[]>> = {
  hestia: ["account", "webDomain"],
  enhance: ["organization", "website", "server"],
};
const KINDS = Object.keys(OF) as PanelRef["kind"][];

function panelsMeant({ panels, configMissing }: Context, options: PlaceOptions): PanelRef[] {
  const { panel, connection } = options;
  const implied = KINDS.filter((kind) => OF[kind].some((option) => options[option] !== undefined));
  const kinds = panel !== undefined ? [panel] : implied.length > 0 ? implied : KINDS;
  const meant = panels.filter(
    (ref) => kinds.includes(ref.kind) && (connection === undefined || ref.connection === connection),
  );
  if (meant.length > 0) return meant;
  const [kind, other] = kinds;
  // What is missing of it, its client tells.
  if (kind !== undefined && other === undefined)
    return [{ kind, ...(connection === undefined ? {} : { connection }) }];
  const why = configMissing === undefined ? "" : ` The stack's configuration is not read: ${configMissing}.`;
  throw new ConfigurationError(
    connection === undefined
      ? `The settings name no panel.${why} Set one up with \`mapped-domains init\`, or set hestia:apiUrl or enhance:apiUrl in the stack's configuration.`
      : `"${connection}" is no connection in hestia:connections or enhance:connections.${why}`,
  );
}

import { diffMapping } from "../resource/diff";
import type { Diff, Properties } from "../resource/dynamic";
import { readState } from "./schema";

/** Inputs that tell one alias from another: a change of one is another alias. */
export const IDENTITY = ["domain", "account", "webDomain"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["www", "restart", "onExisting", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel. */
export const diffWebAlias = (olds: Properties, news: Properties): Diff =>
  diffMapping(readState(olds), news, { identity: IDENTITY, inPlace: IN_PLACE });

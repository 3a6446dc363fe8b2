import type { Session } from "../../resource/session";
import { SetLifecycle } from "../../resource/set";
import { HestiaAccess } from "../access";
import { WebAliasSets } from "./panel";

/** The life of a set: many aliases of one web domain, in one resource. */
export const webAliasesLifecycle = (session: Session) =>
  new SetLifecycle(session, new WebAliasSets(session, session.the(HestiaAccess)));

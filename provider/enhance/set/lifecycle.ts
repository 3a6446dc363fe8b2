import type { Session } from "../../resource/session";
import { SetLifecycle } from "../../resource/set";
import { EnhanceAccess } from "../access";
import { DomainSets } from "./panel";

/** The life of a set: many domains of one website, in one resource. */
export const enhanceDomainsLifecycle = (session: Session) =>
  new SetLifecycle(session, new DomainSets(session, session.the(EnhanceAccess)));

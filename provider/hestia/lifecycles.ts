import { MappingLifecycle } from "../resource/lifecycle";
import type { Session } from "../resource/session";
import { HestiaAccess } from "./access";
import { WEB_ALIAS, WEB_ALIASES } from "./fields";
import { HestiaPanel } from "./panel";

export function webAliasLifecycle(session: Session, access = session.the(HestiaAccess)) {
  const panel = new HestiaPanel(session, access);
  return new MappingLifecycle(session, panel, WEB_ALIAS);
}

export function webAliasesLifecycle(session: Session) {
  const panel = new HestiaPanel(session, session.the(HestiaAccess));
  return new MappingLifecycle(session, panel, WEB_ALIASES);
}

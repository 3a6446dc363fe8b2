import { MappingLifecycle } from "../resource/lifecycle";
import type { Session } from "../resource/session";
import { HestiaAccess } from "./access";
import { WEB_ALIAS, WEB_ALIASES } from "./fields";
import { HestiaPanel } from "./panel";
import type { WriterOptions } from "./writer/writer";

export function webAliasLifecycle(session: Session, options?: WriterOptions) {
  const panel = new HestiaPanel(session, new HestiaAccess(session, options));
  return new MappingLifecycle(session, panel, WEB_ALIAS);
}

export function webAliasesLifecycle(session: Session) {
  const panel = new HestiaPanel(session, new HestiaAccess(session));
  return new MappingLifecycle(session, panel, WEB_ALIASES);
}

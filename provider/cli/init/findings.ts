import type { NewSetting } from "./draft";
import type { PanelKind } from "./options";

/** What has been found out about one panel. */
export interface Findings {
  readonly kind: PanelKind;
  /** host:port */
  readonly panel: string;
  /** Where on it domains go, in words. */
  readonly description: string;
  /** The domain of the site that serves them. */
  readonly site: string;
  /** How many domains are mapped there already. */
  readonly mapped: number;
  /** What is wrong, each with what to do about it. */
  readonly problems: readonly string[];
  /** What would be better, although it works. */
  readonly advice: string | undefined;
  /** What the stack is to be given. */
  readonly settings: readonly NewSetting[];
}

import { ENHANCE_ROWS } from "./enhance";
import { HESTIA_ROWS } from "./hestia";
import type { Row } from "./row";
import { TOY_ROWS } from "./toyRows";

/** Every resource of every panel. A panel that is added has its rows here. */
export const ROWS: readonly Row[] = [...HESTIA_ROWS, ...ENHANCE_ROWS, ...TOY_ROWS];

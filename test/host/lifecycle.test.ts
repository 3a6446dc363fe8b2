import { liveThrough } from "./live";
import { LIVES } from "./lives";

liveThrough(LIVES, "hestiaWebAlias");

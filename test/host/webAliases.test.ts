import { liveThrough } from "./live";
import { SET_LIVES } from "./webAliasesLives";

liveThrough(SET_LIVES, "hestiaWebAliases");

import type { Group } from "../recorder";
import { create } from "./create";
import { destroy } from "./destroy";
import { growth } from "./growth";
import { load } from "./load";
import { many } from "./many";
import { preview } from "./preview";
import { race } from "./race";
import { refresh } from "./refresh";
import { sets } from "./sets";
import { speed } from "./speed";
import { text } from "./text";
import { two } from "./two";

/**
 * Every group, in the order in which they run: first those that show what the engine and this package compute, then those
 * that mostly wait for the panel.
 */
export const GROUPS: readonly Group[] = [
  load,
  text,
  preview,
  refresh,
  many,
  speed,
  growth,
  create,
  destroy,
  race,
  sets,
  two,
];

import { expect } from "chai";
import { comparable } from "../../provider/core/hostnames";
import type { Resource } from "../support/engine";
import { LIFECYCLES } from "../support/handlers";
import type { Properties } from "../support/host-messages";
import type { Declaring, Ground, Row } from "./row";
import { ROWS } from "./rows";

/** What a test of a row has: a panel of its own, and a resource of the row. */
export interface Given {
  readonly ground: Ground;
  readonly it: Resource;
  /** What the user has been told in the present run, without what is told in every run. */
  readonly told: string[];
  /** Another resource of the same kind, or of another. */
  another(name: string, kind?: Declaring): Resource;
}

/** Says of every row what `define` has to say of it; `given` is there once a test runs. */
export function every<R extends Row>(
  what: string,
  rows: readonly R[],
  define: (row: R, given: Given) => void,
): void {
  describe(what, () => {
    for (const row of rows) {
      describe(row.title, () => {
        let ground: Ground | undefined;
        let resource: Resource | undefined;
        beforeEach(async () => {
          ground = await row.start();
          resource = ground.resource(row.on);
        });
        afterEach(async () => {
          await ground?.close();
          for (const spot of ["home", "away"] as const) {
            const [served, stored] = [ground?.served?.(spot), ground?.names(spot)];
            if (served !== undefined)
              expect(served.map(comparable), `served: ${spot}`).to.have.members(
                stored?.map(comparable) ?? [],
              );
          }
        });
        const started = <T>(thing: T | undefined): T => {
          if (thing === undefined) throw new Error("no test runs");
          return thing;
        };
        define(row, {
          get ground() {
            return started(ground);
          },
          get it() {
            return started(resource);
          },
          get told() {
            return started(ground).said.filter((line) => row.notice?.test(line) !== true);
          },
          another: (name, { on } = row) => started(ground).resource(on, name),
        });
      });
    }
  });
}

/** Gives the stack connections beside its own: each has the stack's settings, and some that it changes. */
export function connect(ground: Ground, connections: Readonly<Record<string, Properties>>): void {
  const settings = Object.entries(ground.config).map(([key, value]) => [...key.split(":"), value] as const);
  const namespace = settings[0]?.[0] ?? "";
  const own = Object.fromEntries(settings.map(([, key = "", value]) => [key, value]));
  const entries = Object.entries(connections).map(([name, changes]) => [name, { ...own, ...changes }]);
  const setting = JSON.stringify(Object.fromEntries(entries));
  ground.config = { ...ground.config, [`${namespace}:connections`]: setting };
  ground.next();
}

/** Rows whose resources can have several names. */
export const MANY = ROWS.filter(({ names }) => names.length > 1);
/** Rows of sets. */
export const SETS = ROWS.filter(({ isSet }) => isSet);
/** Rows of panels that hold a name once. */
export const HELD = ROWS.flatMap((row) =>
  row.held === undefined || row.heldAway === undefined
    ? []
    : [{ ...row, held: row.held, heldAway: row.heldAway }],
);
/** Rows whose resources the dynamic host knows. */
export const PUBLISHED = ROWS.filter(({ on }) => Object.hasOwn(LIFECYCLES, on));
export { ROWS };

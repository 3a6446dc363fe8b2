import { expect } from "chai";
import { comparable } from "../../provider/core/hostnames";
import type { Resource } from "../support/engine";
import { LIFECYCLES } from "../support/handlers";
import type { Properties } from "../support/host-messages";
import type { ConformanceHarness, ResourceKind, Row } from "./row";
import { ROWS } from "./rows";

/** What each test of a row gets: a panel and a resource of its own. */
export interface Given {
  readonly harness: ConformanceHarness;
  readonly resource: Resource;
  /** The messages to the user in the current run, without the notice that every run prints. */
  readonly messages: string[];
  /** Another resource of the same kind, or of another. */
  another(name: string, kind?: ResourceKind): Resource;
}

/** Defines the tests of `define` for each row; `given` can be used only while a test runs. */
export function describeRows<R extends Row>(
  what: string,
  rows: readonly R[],
  define: (row: R, given: Given) => void,
): void {
  describe(what, () => {
    for (const row of rows) {
      describe(row.title, () => {
        let harness: ConformanceHarness | undefined;
        let resource: Resource | undefined;
        beforeEach(async () => {
          harness = await row.start();
          resource = harness.resource(row.on);
        });
        afterEach(async () => {
          await harness?.close();
          for (const place of ["home", "away"] as const) {
            const [served, stored] = [harness?.served?.(place), harness?.names(place)];
            if (served !== undefined)
              expect(served.map(comparable), `served: ${place}`).to.have.members(
                stored?.map(comparable) ?? [],
              );
          }
        });
        const started = <T>(thing: T | undefined): T => {
          if (thing === undefined) throw new Error("no test runs");
          return thing;
        };
        define(row, {
          get harness() {
            return started(harness);
          },
          get resource() {
            return started(resource);
          },
          get messages() {
            return started(harness).messages.filter((line) => row.notice?.test(line) !== true);
          },
          another: (name, { on } = row) => started(harness).resource(on, name),
        });
      });
    }
  });
}

/** Adds named connections to the configuration: each has the stack's settings and its own changes. */
export function addConnections(
  harness: ConformanceHarness,
  connections: Readonly<Record<string, Properties>>,
): void {
  const settings = Object.entries(harness.config).map(([key, value]) => [...key.split(":"), value] as const);
  const namespace = settings[0]?.[0] ?? "";
  const own = Object.fromEntries(settings.map(([, key = "", value]) => [key, value]));
  const entries = Object.entries(connections).map(([name, changes]) => [name, { ...own, ...changes }]);
  const setting = JSON.stringify(Object.fromEntries(entries));
  harness.config = { ...harness.config, [`${namespace}:connections`]: setting };
  harness.nextRun();
}

/** Rows whose resources can have several names. */
export const MULTI_NAME_ROWS = ROWS.filter(({ names }) => names.length > 1);
/** Rows of sets. */
export const SET_ROWS = ROWS.filter(({ isSet }) => isSet);
/** Rows of panels on which a name can be at one place only. */
export const UNIQUE_NAME_ROWS = ROWS.flatMap((row) =>
  row.heldMessage === undefined || row.heldAwayMessage === undefined
    ? []
    : [{ ...row, heldMessage: row.heldMessage, heldAwayMessage: row.heldAwayMessage }],
);
/** Rows of the resources that the package publishes. */
export const PUBLISHED_ROWS = ROWS.filter(({ on }) => Object.hasOwn(LIFECYCLES, on));
export { ROWS };

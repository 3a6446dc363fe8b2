import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** What was done, or would be, to one resource. */
export interface Step {
  readonly op: OpType;
  readonly type: string;
  readonly name: string;
  /** The properties that the engine shows as changed. */
  readonly diffs: readonly string[];
}

/** One resource in an exported deployment. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly [name: string]: unknown;
}

/** What `pulumi stack export` prints. */
export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: ResourceState }[];
    readonly [name: string]: unknown;
  };
}

/** What `pulumi preview --json` prints. */
export interface PreviewJson {
  readonly config?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly op: OpType;
    readonly urn: string;
    readonly oldState?: ResourceState;
    readonly newState?: ResourceState;
    readonly diffReasons?: readonly string[];
    readonly replaceReasons?: readonly string[];
  }[];
  readonly diagnostics?: readonly {
    readonly message: string;
    readonly severity: string;
    readonly urn?: string;
  }[];
  readonly changeSummary: Partial<Readonly<Record<OpType, number>>>;
}

/** True for the entries that the engine adds: the stack and the providers. */
export function isEngineOwn(type: string): boolean {
  return type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
}

/** Reads an event log; the last line of a run that was killed may be cut off and is left out. */
export function readEvents(log: string): EngineEvent[] {
  return log.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as EngineEvent];
    } catch {
      return [];
    }
  });
}

/** The steps in a run's events, without those of the stack and of providers. */
export function stepsOf(events: readonly EngineEvent[]): Step[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const metadata = resourcePreEvent?.metadata;
    if (!metadata || isEngineOwn(metadata.type)) return [];
    const { op, type, urn, diffs } = metadata;
    return [{ op, type, name: urn.split("::").slice(3).join("::"), diffs: diffs ?? [] }];
  });
}

import type { ResourceState } from "../test/support/stack";

/** What our handler answered for the resources of a stack, as their states have it. */
export interface Recorded {
  readonly type: string;
  readonly provider: string;
  /** The names of all outputs. */
  readonly outputs: readonly string[];
  /** By domain; that of a set is empty. */
  readonly answers: Readonly<Record<string, Answer>>;
}

interface Answer {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Reads it from the states of one kind of resource. */
export function record(resources: readonly ResourceState[]): Recorded {
  const [first] = resources;
  if (first === undefined) throw new Error("there are no resources whose floor could be measured");
  return {
    type: first.type,
    provider: String(first.inputs?.__provider),
    outputs: Object.keys(without(first.outputs)),
    answers: Object.fromEntries(
      resources.map(({ id = "", inputs, outputs }) => [
        typeof inputs?.domain === "string" ? inputs.domain : "",
        { id, inputs: without(inputs), outputs: without(outputs) },
      ]),
    ),
  };
}

function without(properties: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { __provider: _provider, ...rest } = properties;
  return rest;
}

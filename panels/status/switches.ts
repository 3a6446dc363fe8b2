import type { FaultQueue, FaultTarget } from "../core/faults";
import type { Choice, Switch } from "./view";

type Described = Pick<Switch, "id" | "label" | "help">;

/** A switch with a fixed list of choices; what it stands on now is its normal one. */
export function choiceSwitch<Value>(
  described: Described,
  choices: readonly (Choice & { readonly means: Value })[],
  subject: { get(): Value; set(value: Value): void },
): Switch {
  const current = () => choices.find(({ means }) => means === subject.get())?.value ?? "";
  return {
    ...described,
    normal: current(),
    choices: () => choices.map(({ value, label }) => ({ value, label })),
    value: current,
    set: (value) => {
      const chosen = choices.find((choice) => choice.value === value);
      if (!chosen) throw new Error(`${described.id} has no choice ${value}`);
      subject.set(chosen.means);
    },
  };
}

/** How long a panel works on a call. */
export const latencySwitch = <Latency>(
  panel: { latency: Latency },
  choices: readonly (Choice & { readonly means: Latency })[],
): Switch =>
  choiceSwitch({ id: "latency", label: "Latency", help: "How long the panel works on a call." }, choices, {
    get: () => panel.latency,
    set: (value) => {
      panel.latency = value;
    },
  });

const OFF = "0";
const ALWAYS = "always";

/** How many calls a fault strikes, as choices. */
const TIMES: readonly Choice[] = [
  { value: OFF, label: "Off" },
  { value: "1", label: "The next call" },
  { value: "3", label: "The next 3 calls" },
  { value: ALWAYS, label: "Every call" },
];

/** Switches a fault on for some calls or for all. It shows how many are left. */
export function faultSwitch<Call, Fault extends FaultTarget<Call>>(
  described: Described,
  queue: FaultQueue<Call, Fault>,
  fault: Fault,
): Switch {
  const { id } = described;
  const value = (): string => {
    const left = queue.left(id);
    return left === Number.POSITIVE_INFINITY ? ALWAYS : String(left);
  };
  return {
    ...described,
    normal: OFF,
    value,
    choices: () => {
      const left = value();
      const known = TIMES.some((choice) => choice.value === left);
      return known ? TIMES : [...TIMES, { value: left, label: `The next ${left} calls` }];
    },
    set: (chosen) => {
      if (!TIMES.some((choice) => choice.value === chosen)) throw new Error(`${id} has no choice ${chosen}`);
      queue.drop(id);
      const times = chosen === ALWAYS ? Number.POSITIVE_INFINITY : Number(chosen);
      if (times > 0) queue.add({ ...fault, id, times });
    },
  };
}

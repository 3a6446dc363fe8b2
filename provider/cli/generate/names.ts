import type { MappedPlace } from "../mapped/place";
import type { PlacePlan } from "./plan";

/** The names of a program's resources and variables, each once. */
export class Names {
  readonly #keys = new Map<PlacePlan, string>();
  readonly #variables = new Map<PlacePlan, string>();
  readonly #panels: ReadonlySet<string>;

  constructor(plans: readonly PlacePlan[]) {
    this.#panels = new Set(plans.map(({ place }) => `${place.panel.kind} ${place.host}`));
    const keys = new Set<string>();
    const variables = new Set<string>();
    for (const plan of plans) {
      const { target, title } = plan.place;
      const own = "webDomain" in target ? target.webDomain : title;
      const name = this.prefixOf(plan.place) + own;
      this.#keys.set(plan, once(name, plan, keys));
      this.#variables.set(plan, variableFrom(once(own, plan, variables)));
    }
  }

  /** Of a set, and of a place in a file of domains. */
  keyOf(plan: PlacePlan): string {
    return this.#keys.get(plan) ?? "";
  }

  variableOf(plan: PlacePlan): string {
    return this.#variables.get(plan) ?? "";
  }

  /** In front of names where two panels of a kind may have the same name. */
  prefixOf({ panel }: MappedPlace): string {
    const alike = [...this.#panels].filter((one) => one.startsWith(`${panel.kind} `)).length;
    return alike > 1 && panel.connection !== undefined ? `${panel.connection}-` : "";
  }
}

/** A name, or one like it that nothing has. */
function once(name: string, { place }: PlacePlan, taken: Set<string>): string {
  let own = taken.has(name) ? `${place.panel.kind}-${name}` : name;
  for (let number = 2; taken.has(own); number += 1) own = `${name}-${number}`;
  taken.add(own);
  return own;
}

/** network.example.com as onNetworkExampleCom, which is no word of the language. */
const variableFrom = (name: string): string =>
  `on${name
    .split(/[^a-z0-9]+/i)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join("")}`;

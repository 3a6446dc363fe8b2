import { expect } from "chai";
import { PartialSuccess } from "../../../provider/core/errors";
import type { Lifecycle, Properties } from "../../../provider/resource/dynamic";
import type { Bench } from "./bench";

/** One resource of a stack, taken through its life as the engine does it. */
export class Domain {
  id = "";
  inputs: Properties = {};
  outputs: Properties = {};
  reasons: readonly string[] = [];

  constructor(
    protected readonly bench: Bench,
    readonly name = "acme",
  ) {}

  protected get lifecycle(): Lifecycle {
    return this.bench.run.lifecycle;
  }

  /** The checked inputs; fails where the check does. */
  async check(args: Properties): Promise<Properties> {
    const { inputs, problems } = await this.lifecycle.check(this.inputs, args, `${this.name}#1`);
    expect(problems).to.deep.equal([]);
    return given(inputs);
  }

  /** `up`, as far as this resource is concerned: creates or updates. */
  async declare(args: Properties): Promise<"create" | "same" | "update"> {
    const { lifecycle } = this;
    const news = await this.check(args);
    if (this.id === "") {
      await this.#keep(lifecycle.create(news), news);
      return "create";
    }
    const { changes, replaces } = lifecycle.diff(this.id, this.outputs, news);
    expect(replaces).to.deep.equal([]);
    // What the program gives is kept as inputs, also where nothing changes.
    if (!changes && this.reasons.length === 0) {
      this.inputs = news;
      return "same";
    }
    const { id } = this;
    await this.#keep(
      lifecycle.update(id, this.outputs, news).then((outputs) => ({ id, outputs })),
      news,
    );
    return "update";
  }

  /** @returns whether it is still there */
  async refresh(): Promise<boolean> {
    const found = await this.lifecycle.read(this.id, this.outputs);
    if (found === undefined) return false;
    const { id, outputs, inputs = this.inputs } = found;
    Object.assign(this, { id, outputs: given(outputs), inputs: given(inputs), reasons: [] });
    return true;
  }

  /** As the engine does where a read has found that it is gone. */
  forget(): void {
    Object.assign(this, { id: "", inputs: {}, outputs: {}, reasons: [] });
  }

  destroy(): Promise<void> {
    return this.lifecycle.delete(this.id, this.outputs);
  }

  async #keep(operation: Promise<{ id: string; outputs: Properties }>, inputs: Properties): Promise<void> {
    try {
      const { id, outputs } = await operation;
      Object.assign(this, { id, inputs, outputs: given(outputs), reasons: [] });
    } catch (error) {
      if (error instanceof PartialSuccess) {
        Object.assign(this, { id: error.id, inputs, outputs: given(error.outputs), reasons: error.reasons });
      }
      throw error;
    }
  }
}

/** One set of domains of a stack. */
export class DomainSet extends Domain {
  protected override get lifecycle(): Lifecycle {
    return this.bench.run.sets;
  }

  /** `up` with these names. */
  up(domains: readonly string[] | Properties, args: Properties = {}): Promise<"create" | "same" | "update"> {
    return this.declare({ domains, ...args });
  }
}

/** As it comes back from the engine: without what is not set. */
const given = (properties: Properties): Properties => JSON.parse(JSON.stringify(properties));

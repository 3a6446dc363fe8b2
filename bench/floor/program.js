// What the engine, the SDK and the dynamic host need for the same resources: the same types, names, arguments and
// places for outputs, and a provider text of the same length whose handler does nothing.
const pulumi = require("@pulumi/pulumi");
const { type, outputs, provider } = require("./stub.json");

const places = Object.fromEntries(outputs.map((output) => [output, undefined]));

let declarations = 0;

class Stub extends pulumi.CustomResource {
  constructor(name, args, opts) {
    declarations += 1;
    const same = { __provider: provider, __declaration: `${name}#${declarations}` };
    super(type, name, { ...places, ...args, ...same }, opts);
  }
}

for (const { name, args } of require("./declared.json")) new Stub(name, args);

// One resource for all domains.
const { HestiaWebAliases } = require("pulumi-mapped-domains");

for (const { name, args } of require("./declared.json")) new HestiaWebAliases(name, args);

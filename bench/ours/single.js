// One resource for each domain.
const { HestiaWebAlias } = require("pulumi-mapped-domains");

for (const { name, args } of require("./declared.json")) new HestiaWebAlias(name, args);

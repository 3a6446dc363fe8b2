// One resource for each domain, on Enhance.
const { EnhanceDomain } = require("pulumi-mapped-domains");

for (const { name, args } of require("./declared.json")) new EnhanceDomain(name, args);

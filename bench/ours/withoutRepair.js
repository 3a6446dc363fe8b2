// The package's resource on a handler that does not write again what another writer has lost.
const pulumi = require("@pulumi/pulumi");

const OUTPUTS = ["domain", "account", "webDomain", "www", "names", "adopted", "panel", "requiredDnsRecords"];
const places = Object.fromEntries(OUTPUTS.map((output) => [output, undefined]));
const provider = { __provider: 'exports.handler=()=>require("without-repair").hestiaWebAlias' };

for (const { name, args } of require("./declared.json")) {
  new pulumi.CustomResource("pulumi-nodejs:dynamic/hestia:WebAlias", name, {
    ...places,
    ...args,
    ...provider,
  });
}

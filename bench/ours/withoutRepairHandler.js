// What provider/host.ts makes, with repairs off. By its absolute path, since the package does not export its parts.
const { dirname, join } = require("node:path");

const dist = join(dirname(require.resolve("pulumi-mapped-domains/package.json")), "dist");
const { dynamicHandler } = require(join(dist, "resource/dynamic.js"));
const { Session } = require(join(dist, "resource/session.js"));
const { WebAliasLifecycle } = require(join(dist, "hestia/lifecycle.js"));

const session = new Session();
exports.hestiaWebAlias = dynamicHandler(session, new WebAliasLifecycle(session, { repairs: 0 }));

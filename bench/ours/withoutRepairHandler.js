// What provider/host.ts makes, with repairs off. By its absolute path, since the package does not export its parts.
const { dirname, join } = require("node:path");

const dist = join(dirname(require.resolve("pulumi-mapped-domains/package.json")), "dist");
const { dynamicHandler } = require(join(dist, "resource/dynamic.js"));
const { Session } = require(join(dist, "resource/session.js"));
const { HestiaAccess } = require(join(dist, "hestia/access.js"));
const { webAliasLifecycle } = require(join(dist, "hestia/lifecycles.js"));

const session = new Session();
const access = new HestiaAccess(session, { repairs: 0 });
exports.hestiaWebAlias = dynamicHandler(session, webAliasLifecycle(session, access));

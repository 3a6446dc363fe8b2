// What provider/host.ts makes, with repairs off. By its absolute path, since the package does not export its parts.
const { dirname, join } = require("node:path");

const root = dirname(require.resolve("pulumi-mapped-domains/package.json"));
const built = join(root, "dist", "provider");
const { dynamicHandler } = require(join(built, "resource/dynamic.js"));
const { Session } = require(join(built, "resource/session.js"));
const { HestiaAccess } = require(join(built, "hestia/access.js"));
const { webAliasLifecycle } = require(join(built, "hestia/lifecycles.js"));

const session = new Session();
const access = new HestiaAccess(session, { repairs: 0 });
exports.hestiaWebAlias = dynamicHandler(session, webAliasLifecycle(session, access));

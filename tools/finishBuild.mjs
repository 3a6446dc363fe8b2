// What tsc does not do: it copies no page, and the command could not be run from the checkout as it can be where npm has installed it.
import { chmodSync, copyFileSync } from "node:fs";

const at = (path) => new URL(`../${path}`, import.meta.url);
const page = "panels/status/page.html";

copyFileSync(at(page), at(`dist/${page}`));
chmodSync(at("dist/provider/cli/main.js"), 0o755);

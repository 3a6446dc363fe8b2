// What tsc does not do: the command can be run from the checkout, as npm makes it where it installs the package.
import { chmodSync } from "node:fs";

chmodSync(new URL("../dist/provider/cli/main.js", import.meta.url), 0o755);

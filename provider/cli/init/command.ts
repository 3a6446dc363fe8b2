import { InvalidArgumentError } from "commander";
import type { Registration } from "../program";
import { type InitOptions, PANEL_KINDS, type PanelKind, parseSet } from "./options";

interface Flags {
  readonly set?: ReadonlyMap<string, string>;
  readonly trust?: readonly string[];
  readonly website?: string;
  readonly name?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export const registerInit: Registration = (program, host) => {
  program
    .command("init")
    .summary("Sets up a Pulumi project for a panel, and tests the connection as it goes.")
    .description(
      "Sets up a Pulumi project whose stack leads to a panel: asks for what is not known, tests it, finds ids and names on the panel " +
        "to choose from, writes the project and configures the stack. In a folder that has a project it changes no file, and adds to " +
        "the stack's configuration alone.",
    )
    .argument("[panels...]", `${PANEL_KINDS.join(" or ")} (default: what the settings name)`, readPanel)
    .option(
      "--set <key=value>",
      "a setting, such as hestia:account=tenant1; may be repeated",
      readSet,
      new Map(),
    )
    .option("--website <domain>", "a domain of the site that is to serve the customers' domains")
    .option("--trust <sha256>", "trusts a self-signed certificate that has this fingerprint", collect)
    .option("--name <project>", "the new project's name (default: the folder's)")
    .option("-y, --yes", "asks nothing")
    .option("--dry-run", "shows the files and the commands, and writes nothing")
    .addHelpText("after", EXAMPLES)
    .action(async (panels: readonly PanelKind[], flags: Flags, command) => {
      const context = await host.open(command);
      const options: InitOptions = { yes: false, dryRun: false, set: new Map(), trust: [], ...flags, panels };
      const { init } = await import("./run.js");
      host.end(await init(context, options));
    });
};

const EXAMPLES = `
Credentials are no options: give them when you are asked, in a wp-config.php or in the environment
(WU_HESTIA_API_HASH, which may be <key id>:<secret>; WU_HESTIA_API_PASSWORD; WU_ENHANCE_API_TOKEN).

Examples:
  $ mapped-domains init
      asks for everything
  $ mapped-domains init --wp-config /var/www/html/wp-config.php --dry-run
      shows what would be set up for the panel that the WordPress plugin uses
  $ mapped-domains init -C mappings --set hestia:apiUrl=https://panel.example.com:8083/api/ \\
      --set hestia:account=tenant1 --yes
      asks nothing; the key is in WU_HESTIA_API_HASH
  $ mapped-domains init enhance --website network.example.com
      finds the website, and the organization that owns it, by a domain`;

function readPanel(text: string, before: readonly PanelKind[] = []): readonly PanelKind[] {
  const kind = PANEL_KINDS.find((one) => one === text);
  if (kind === undefined) throw new InvalidArgumentError(`There are ${PANEL_KINDS.join(" and ")}.`);
  return [...before, kind];
}

function readSet(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const setting = parseSet(text);
  if (typeof setting === "string") throw new InvalidArgumentError(`It ${setting}.`);
  return new Map([...before, [setting.key, setting.value]]);
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

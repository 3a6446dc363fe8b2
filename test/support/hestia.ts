import {
  demoCredentials,
  type HestiaPanel,
  type HestiaPanelOptions,
  startHestiaPanel,
} from "../../panels/hestia";
import { Resource } from "./engine";
import { Harness } from "./harness";

export const ACCOUNT = "tenant1";
/** The web domains of the account on a new panel. */
export const N = "network.example.com";
export const S = "second.example.com";

const { accessKey, secretKey, limitedAccessKey, limitedSecretKey, apiHash } = demoCredentials;

/** Stack configuration that leads to a panel, with its full access key. */
export const connectionTo = (panel: HestiaPanel): Record<string, string> => ({
  "hestia:apiUrl": panel.url,
  "hestia:accessKey": accessKey,
  "hestia:secretKey": secretKey,
});

/** The same, with the default account and web domain. */
export const configurationFor = (panel: HestiaPanel): Record<string, string> => ({
  ...connectionTo(panel),
  "hestia:account": ACCOUNT,
  "hestia:webDomain": N,
});

/** The limited access key as one variable has it. */
export const LIMITED = `${limitedAccessKey}:${limitedSecretKey}`;

/** The environment that leads to a panel, with its API hash or with an access key in its place. */
export const environmentFor = (panel: HestiaPanel, hash: string = apiHash): Record<string, string> => ({
  WU_HESTIA_API_URL: panel.url,
  WU_HESTIA_API_HASH: hash,
  WU_HESTIA_ACCOUNT: ACCOUNT,
  WU_HESTIA_WEB_DOMAIN: N,
});

/** Takes the commands that restart alone out of the profile of the limited key. */
export function forbidRestarts({ state }: HestiaPanel): void {
  const profile = state.profiles["web-aliases"];
  if (profile !== undefined) profile.commands = profile.commands.filter((one) => !one.includes("restart"));
}

/** Holds the next call of a command until it is released. */
export function holdCall(panel: HestiaPanel, command: string): { reached: Promise<void>; release(): void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    panel.faults.add({
      do: "hook",
      when: "before",
      command,
      run: () => {
        resolve();
        return released;
      },
    });
  });
  return { reached, release: () => release() };
}

const VERBS: Readonly<Record<string, string>> = {
  "v-list-web-domains": "list",
  "v-add-web-domain-alias": "add",
  "v-delete-web-domain-alias": "delete",
};

/** The calls that reached a panel, such as `list` and `add acme.com,www.acme.com yes`. */
export const callsTo = (panel: HestiaPanel): string[] =>
  panel.log.map(({ command, args }) => {
    const verb = VERBS[command] ?? command;
    return verb === "list" ? verb : [verb, ...args.slice(2)].join(" ");
  });

/** The calls among them that write. */
export const writesTo = (panel: HestiaPanel): string[] => callsTo(panel).filter((call) => call !== "list");

/** A Hestia panel and runs against it. */
export class HestiaHarness extends Harness<HestiaPanel> {
  static async start(options: HestiaPanelOptions = {}): Promise<HestiaHarness> {
    const panel = await startHestiaPanel(options);
    return new HestiaHarness(panel, configurationFor(panel));
  }

  single(name = "acme"): Resource {
    return new Resource(this, name, "hestiaWebAlias");
  }

  set(name = "customers"): Resource {
    return new Resource(this, name, "hestiaWebAliases");
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  stored(webDomain = N): string[] {
    return this.panel.aliases(ACCOUNT, webDomain);
  }
}

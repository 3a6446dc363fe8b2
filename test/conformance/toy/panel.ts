import { z } from "zod";
import { type PanelConnection, resolvePanel } from "../../../provider/core/connection";
import { Connections } from "../../../provider/core/connections";
import { PanelError } from "../../../provider/core/errors";
import { comparable } from "../../../provider/core/hostnames";
import { connectionName, flag, hostname, onExisting } from "../../../provider/core/inputs";
import { domainsField } from "../../../provider/resource/domainSet";
import type { Draft } from "../../../provider/resource/draft";
import type { Properties } from "../../../provider/resource/dynamic";
import type { Kind } from "../../../provider/resource/fields";
import { MappingLifecycle } from "../../../provider/resource/lifecycle";
import { oneByOne } from "../../../provider/resource/oneByOne";
import { type Listing, type Observation, Panel, type Plan } from "../../../provider/resource/panel";
import type { Session } from "../../../provider/resource/session";

interface Zone {
  readonly zone: string;
}
type Options = Record<string, never>;

const common = {
  zone: {
    parse: z.string("is not text"),
    change: "replace",
    setting: true,
    required: "give it as an argument",
  },
  onExisting: { parse: onExisting, change: "no call", setting: true },
  connection: { parse: connectionName, change: "update" },
} satisfies Kind["fields"];
const NAME: Kind = {
  isSet: false,
  title: "a toy name",
  idFormat: "zone/domain",
  missing: "there is no such name",
  fields: { domain: { parse: hostname(), change: "replace" }, ...common },
};
const NAMES: Kind = {
  isSet: true,
  title: "a set of toy names",
  idFormat: "zone",
  missing: "there is no such zone",
  fields: {
    domains: { parse: domainsField(hostname(), {}), change: "update" },
    exclusive: { parse: flag, change: "no call" },
    ...common,
  },
};

class ToyClient {
  constructor(
    private readonly url: URL,
    readonly panel: string,
  ) {}

  within(): ToyClient {
    return this;
  }

  async call(method: string, path: string): Promise<Map<string, string>> {
    const { panel } = this;
    const answer = await fetch(new URL(path, this.url), { method }).catch(() => undefined);
    if (answer === undefined) throw new PanelError({ kind: "unclear", panel, what: "no answer" });
    if (!answer.ok) throw new PanelError({ kind: "missing", panel, what: "there is no such zone" });
    return new Map(((await answer.json()) as string[]).map((name) => [comparable(name), name]));
  }
}

class ToyAccess extends Connections<PanelConnection, ToyClient> {
  constructor({ source }: Session) {
    const family = { namespace: "toy", env: {}, secrets: [], own: ["apiUrl"] };
    super(source, { ...family, panelName: "toy", exampleUrl: "", timeout: 5 }, 2, (settings) =>
      resolvePanel(settings, () => ({})),
    );
  }

  protected connect({ url, panel }: PanelConnection): ToyClient {
    return new ToyClient(url, panel);
  }
}

class ToyPanel extends Panel<Zone, Options, string> {
  readonly sentence = {
    place: ({ zone }: Zone) => `Zone ${zone}`,
    set: ({ zone }: Zone) => `The names of ${zone}`,
  };
  readonly access: ToyAccess;

  constructor(private readonly session: Session) {
    super();
    this.access = session.the(ToyAccess);
  }

  fillTarget = (draft: Draft) => void draft.fill("zone");
  targetIn = ({ zone }: Properties) => (typeof zone === "string" ? { zone } : undefined);
  formatTarget = ({ zone }: Zone) => zone;
  parseTarget = ([zone, ...rest]: readonly string[]) => (zone && rest.length === 0 ? { zone } : undefined);
  describe = ({ zone }: Zone) => `zone ${zone}`;
  decide = () => ({});
  optionsIn = () => ({});
  names = (domain: string) => [domain];
  observed = (domain: string, _: Options, { has }: Observation<Options, string>) =>
    has(domain) ? {} : undefined;
  addresses = async () => ["203.0.113.1"];

  async look(connection: string | undefined, { zone }: Zone): Promise<Listing<string>> {
    return listingOf(await this.access.client(connection).call("GET", zone));
  }

  async verify(connection: string | undefined, target: Zone): Promise<void> {
    await this.look(connection, target);
  }

  async apply(connection: string | undefined, { zone }: Zone, plan: Plan<Options>) {
    const client = this.access.client(connection);
    const place = {
      panel: client.panel,
      title: "this zone",
      width: 2,
      list: () => client.call("GET", zone),
      add: async ({ domain }: { domain: string }) => void (await client.call("PUT", `${zone}/${domain}`)),
      remove: async (name: string) => void (await client.call("DELETE", `${zone}/${name}`)),
    };
    const wantedOf = (domain: string) => [{ domain }];
    const { outcomes, listing } = await oneByOne(place, this.session.clock, plan, wantedOf);
    return { outcomes, listing: listing && listingOf(listing) };
  }
}

function listingOf(listed: ReadonlyMap<string, string>): Listing<string> {
  const names = [...listed.keys()];
  return { names, removable: names, has: (name) => listed.has(name), get: (name) => listed.get(name) };
}

export const toyName = (session: Session) => new MappingLifecycle(session, new ToyPanel(session), NAME);
export const toyNames = (session: Session) => new MappingLifecycle(session, new ToyPanel(session), NAMES);

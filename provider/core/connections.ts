import type { PanelConnection, Resolved } from "./connection";
import { ConfigurationError } from "./errors";
import { Gate } from "./gate";
import { Memo } from "./memo";
import { Settings, type SettingsFamily, type Source } from "./settings";

/** What all panels of one kind have in common. */
interface PanelKind<Connection> {
  /** As errors call it, such as Hestia. */
  readonly name: string;
  readonly family: SettingsFamily;
  /** Calls to one panel that are under way at once. */
  readonly callsAtOnce: number;
  readonly resolve: (settings: Settings) => Resolved<Connection>;
}

/** The connections that a run has to panels of one kind, each made once. */
export abstract class Connections<Connection extends PanelConnection, Client extends object> {
  readonly #settings = new Memo<Settings>();
  readonly #resolved = new Memo<Resolved<Connection>>();
  readonly #clients = new Memo<Client>();
  readonly #gates = new Memo<Gate>();

  protected constructor(
    private readonly source: Source,
    private readonly kind: PanelKind<Connection>,
  ) {}

  /** @param gate bounds the calls to one panel, whichever connection they take */
  protected abstract connect(connection: Connection, gate: Gate): Client;

  settings(connection: string | undefined): Settings {
    return this.#settings.get(connection, () => new Settings(this.source, this.kind.family, connection));
  }

  resolve(connection: string | undefined): Resolved<Connection> {
    return this.#resolved.get(connection, () => this.kind.resolve(this.settings(connection)));
  }

  /** @throws ConfigurationError with all that is wrong, where the settings do not make a connection */
  client(name: string | undefined): Client {
    return this.#clients.get(name, () => {
      const resolved = this.resolve(name);
      if (resolved.ok) {
        const { connection } = resolved;
        const gate = this.#gates.get(connection.panel, () => new Gate(this.kind.callsAtOnce));
        return this.connect(connection, gate);
      }
      const reasons = resolved.problems.map(({ reason }) => `- ${reason}`);
      const what = `The connection to the ${this.kind.name} panel is not usable:`;
      throw new ConfigurationError([what, ...reasons].join("\n"));
    });
  }
}

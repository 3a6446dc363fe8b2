import type { PanelConnection, Resolved } from "./connection";
import { ConfigurationError } from "./errors";
import { Gate } from "./gate";
import { Memo } from "./memo";
import type { Patience } from "./patience";
import { Settings, type SettingsFamily, type Source } from "./settings";

/** The connections that a run has to panels of one kind, each made once. */
export abstract class Connections<
  Connection extends PanelConnection,
  Client extends { within(patience: Patience): Client },
> {
  readonly #settings = new Memo<Settings>();
  readonly #resolved = new Memo<Resolved<Connection>>();
  readonly #clients = new Memo<Client>();
  readonly #gates = new Memo<Gate>();

  protected constructor(
    private readonly source: Source,
    private readonly family: SettingsFamily,
    /** Bounds the calls to one panel that are under way. */
    private readonly callsAtOnce: number,
    private readonly resolveConnection: (settings: Settings) => Resolved<Connection>,
  ) {}

  /** @param gate bounds the calls to one panel, whichever connection they take */
  protected abstract connect(connection: Connection, gate: Gate): Client;

  settings(connection: string | undefined): Settings {
    return this.#settings.get(connection, () => new Settings(this.source, this.family, connection));
  }

  resolve(connection: string | undefined): Resolved<Connection> {
    return this.#resolved.get(connection, () => this.resolveConnection(this.settings(connection)));
  }

  /**
   * @param patience of a look that is not to wait long
   * @throws ConfigurationError with all that is wrong, where the settings do not make a connection
   */
  client(name: string | undefined, patience?: Patience): Client {
    const client = this.#clients.get(name, () => {
      const resolved = this.resolve(name);
      if (resolved.ok) {
        const { connection } = resolved;
        const gate = this.#gates.get(connection.panel, () => new Gate(this.callsAtOnce));
        return this.connect(connection, gate);
      }
      const reasons = resolved.problems.map(({ reason }) => `- ${reason}`);
      const what = `The connection to the ${this.family.panelName} panel is not usable:`;
      throw new ConfigurationError([what, ...reasons].join("\n"));
    });
    return patience === undefined ? client : client.within(patience);
  }
}

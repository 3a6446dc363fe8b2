import { type Resolved, usable } from "../core/connection";
import { Gate } from "../core/gate";
import { SharedList } from "../core/lists";
import type { Session } from "../core/session";
import { Settings } from "../core/settings";
import { HestiaClient } from "./client";
import { type HestiaConnection, resolveConnection } from "./connection";
import type { AccountLists } from "./desk";
import { hestiaSettings } from "./settings";
import { AccountWriter, type WriterOptions } from "./writer";

/** A Hestia panel's front runs four calls at once, the rest wait there (Hestia wire facts, section 0). */
const CALLS_AT_ONCE = 4;

/** The ways in to Hestia panels that a run has, each made once. */
export class HestiaAccess {
  constructor(
    private readonly session: Session,
    private readonly options: WriterOptions = {},
  ) {}

  settings(connection: string | undefined): Settings {
    return this.session.once(
      `hestia settings ${connection ?? ""}`,
      () => new Settings(this.session.source, hestiaSettings, connection),
    );
  }

  resolve(connection: string | undefined): Resolved<HestiaConnection> {
    return this.session.once(`hestia connection ${connection ?? ""}`, () =>
      resolveConnection(this.settings(connection)),
    );
  }

  /** @throws ConfigurationError where the settings do not make a connection */
  client(name: string | undefined): HestiaClient {
    const connection = usable(this.resolve(name), "Hestia");
    return this.session.once(`hestia client ${name ?? ""}`, () => {
      const gate = this.session.once(`hestia gate ${connection.panel}`, () => new Gate(CALLS_AT_ONCE));
      return new HestiaClient(connection, gate);
    });
  }

  lists(panel: string, account: string): AccountLists {
    return this.session.once(
      `hestia lists ${panel} ${account}`,
      () => new SharedList((client) => client.list(account), this.session.clock),
    );
  }

  writer(panel: string, account: string): AccountWriter {
    return this.session.once(`hestia writer ${panel} ${account}`, () => {
      const { clock, report } = this.session;
      return new AccountWriter(account, this.lists(panel, account), clock, report, this.options);
    });
  }
}

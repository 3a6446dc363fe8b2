import { Connections } from "../core/connections";
import { readDefault } from "../core/defaults";
import { reportPrivate } from "../core/dns";
import { isPanelError } from "../core/errors";
import type { Gate } from "../core/gate";
import { SharedList } from "../core/lists";
import { Memo } from "../core/memo";
import type { Session } from "../resource/session";
import type { WebDomain, WebDomainRef } from "./api/account";
import { HestiaClient } from "./api/client";
import { type HestiaConnection, resolveConnection } from "./api/connection";
import { listsNothing } from "./api/explain";
import { SETTINGS } from "./fields";
import { hestiaSettings } from "./settings";
import type { AccountLists } from "./writer/calls";
import { AccountWriter, type WriterOptions } from "./writer/writer";

/** A Hestia panel's front runs four calls at once, the rest wait there (docs/panels/hestia.md#the-front). */
const CALLS_AT_ONCE = 4;

/** The connections to Hestia panels that a run has, and the lists and the writer of each account there. */
export class HestiaAccess extends Connections<HestiaConnection, HestiaClient> {
  readonly #lists = new Memo<AccountLists>();
  readonly #writers = new Memo<AccountWriter>();

  constructor(
    private readonly session: Session,
    private readonly options: WriterOptions = {},
  ) {
    super(session.source, hestiaSettings, CALLS_AT_ONCE, resolveConnection);
  }

  protected connect(connection: HestiaConnection, gate: Gate): HestiaClient {
    return new HestiaClient(connection, gate);
  }

  /**
   * The addresses that lead to a web domain: the settings' where they have some, else those that the panel knows, of which the
   * user is told where the internet does not reach them.
   */
  addresses(connection: string | undefined, webDomain: WebDomain): string[] {
    const set = this.publicAddresses(connection);
    if (set !== undefined) return set;
    const known = knownAddresses(webDomain);
    reportPrivate(this.session, this.client(connection).panel, known, this.natCure(connection));
    return known;
  }

  /** The addresses that the settings have. */
  publicAddresses(connection: string | undefined): string[] | undefined {
    return readDefault(this.settings(connection), "publicAddresses", SETTINGS.publicAddresses).value;
  }

  /** What to do about addresses that the internet does not reach. */
  natCure(connection: string | undefined): string {
    const command = this.settings(connection).command("publicAddresses");
    return `Behind NAT, set the public ones: ${command}, and run \`pulumi refresh --run-program\`.`;
  }

  lists(panel: string, account: string): AccountLists {
    return this.#lists.get(
      `${panel} ${account}`,
      () => new SharedList((client) => client.list(account), this.session.clock),
    );
  }

  /**
   * A web domain, from a list that other reads of the run share.
   *
   * @param isKnown whether the state knows of it
   * @returns undefined when it is not there, or its account is not
   * @throws PanelError also where the state knows of it and the panel lists no web domain at all
   */
  async look(
    client: HestiaClient,
    { account, webDomain }: WebDomainRef,
    isKnown: boolean,
  ): Promise<WebDomain | undefined> {
    try {
      const view = await this.lists(client.panel, account).recent(client);
      if (isKnown && view.webDomains.length === 0) throw listsNothing(client.panel, account);
      return view.webDomain(webDomain);
    } catch (error) {
      if (isAccountGone(error)) return undefined;
      throw error;
    }
  }

  writer(panel: string, account: string): AccountWriter {
    return this.#writers.get(`${panel} ${account}`, () => {
      const { clock, report } = this.session;
      return new AccountWriter(account, this.lists(panel, account), clock, report, this.options);
    });
  }
}

/** The addresses that the panel has for a web domain. */
export const knownAddresses = ({ ip, ip6 }: WebDomain): string[] => [ip, ip6].filter((one) => one !== "");

/** With the account, all its aliases are gone. */
export const isAccountGone = (error: unknown): boolean =>
  isPanelError(error, "missing") && error.failure.subject === "account";

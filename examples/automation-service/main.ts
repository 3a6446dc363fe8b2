/**
 * A service that maps tenants' domains over HTTP, with Pulumi's Automation API: one stack for each tenant.
 *
 *   POST   /tenants/t1/domains  {"domain": "acme.com"}   maps it; the answer has its names and the DNS records to set
 *   DELETE /tenants/t1/domains/acme.com                  removes it
 *   GET    /tenants/t1                                   what the tenant has
 *
 * Start it with `npx tsx main.ts` in this folder. It takes from the environment:
 *
 *   SERVICE_FOLDER     a folder that is kept: the list of tenants, and the stacks' settings
 *   SERVICE_ACCOUNTS   a JSON file with the panels' accounts and who is served by which:
 *                      { "accounts": { "eu1": { "apiUrl": …, "account": …, "webDomain": …, "accessKey": …, "secretKey": … } },
 *                        "tenants": { "t7": "us1" }, "default": "eu1" }
 *   PORT               8080 without it
 *   PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE and so on: the engine's own
 *
 * It ends on SIGTERM and SIGINT: it waits for the runs under way, and refuses those that still wait in line (503). The runs are
 * processes of their own, so a signal must go to this process alone (systemd: KillMode=mixed), and what ends it for good must
 * wait long enough for one run.
 *
 * Scale. Each request is a run of the engine, for a single domain: the CLI starts six times (stack, settings, `up`, and three
 * times to read what came out). A line of the log says how long a run took. Runs of one account wait for one another, so that a
 * request waits for all before it: who calls, and a proxy in between, must wait that long. That suits tenants who come one by
 * one, and whose stacks are to be separate: an error, a lock or a lost state is one tenant's. It does not suit imports:
 * docs/scaling.md, "One stack for each tenant", says when a set in a shared stack is better.
 */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "./server";
import { DomainService } from "./service";
import type { PanelAccount } from "./stacks";

interface Accounts {
  readonly accounts: Readonly<Record<string, PanelAccount>>;
  readonly tenants?: Readonly<Record<string, string>>;
  readonly default: string;
}

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  process.stderr.write(`${name} is not set\n`);
  process.exit(2);
}

const log = (line: string): void => void process.stdout.write(`${line}\n`);
const {
  accounts,
  tenants = {},
  default: otherwise,
} = JSON.parse(readFileSync(required("SERVICE_ACCOUNTS"), "utf8")) as Accounts;
const service = new DomainService({
  folder: required("SERVICE_FOLDER"),
  accounts,
  accountOf: (tenant) => tenants[tenant] ?? otherwise,
  log,
});
const server = serve(service, log);
server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  log("shutting down: waiting for the runs under way");
  const closed = new Promise((resolve) => server.close(resolve));
  await service.close();
  await closed;
  log("done");
}
// Not `once`: without a listener that stays, the Automation API's child processes are killed on the signal.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());

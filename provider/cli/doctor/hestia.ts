import { isPrivate } from "../../core/dns";
import { ConfigurationError, isPanelError, orPanelError, type PanelError } from "../../core/errors";
import { HestiaAccess, knownAddresses } from "../../hestia/access";
import { Aliases, undeletable } from "../../hestia/aliases";
import type { WebDomain } from "../../hestia/api/account";
import type { HestiaCommand } from "../../hestia/api/client";
import { cutOff, tooLong } from "../../hestia/api/explain";
import { ALIAS_BYTES, aliasBytes, LOST_BEYOND_BYTES } from "../../hestia/api/guard";
import type { HestiaPermission } from "../../hestia/api/permissions";
import { type HestiaInspection, inspectHestia, isOptional } from "../../hestia/inspect";
import type { HestiaLookupOptions } from "../../hestia/place";
import type { Context } from "../context";
import { noteConnection, noteSkipped } from "./connection";
import type { NameLooks } from "./names";
import { type DoctorOptions, given } from "./options";
import { counted } from "./report";
import { failed, misconfigured, type Note, ok, type Step, skipped, warning, withAnotherWay } from "./step";

const AFTER_TRANSPORT = [
  "authentication",
  "permission",
  "account",
  "web domain",
  "addresses",
  "alias list",
  "domains",
];

/** Looks at a Hestia panel, step by step. No more is asked of it than a test of the connection asks. */
export async function checkHestia(
  context: Context,
  options: DoctorOptions,
  looks: NameLooks,
  note: Note,
): Promise<void> {
  const { session } = context;
  const access = session.the(HestiaAccess);
  const reached = await noteConnection(
    context,
    access.resolve(options.connection),
    AFTER_TRANSPORT,
    () => orPanelError(access.client(options.connection).reach()),
    (error) => error ?? undefined,
    note,
  );
  if (reached === undefined) return;
  const { connection: name, account, webDomain } = options;
  const place = given<HestiaLookupOptions>({ connection: name, account, webDomain });
  const inspection = await inspectHestia(session, place).catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error;
    const way = "Where the program names it, name it here with --account or --web-domain.";
    note(withAnotherWay(misconfigured("settings", error.message), way));
    return undefined;
  });
  if (inspection === undefined) {
    noteSkipped(AFTER_TRANSPORT, "nothing is asked without an account and a web domain", note);
    return;
  }
  note(
    skipped(
      "panel",
      "its version is told by v-list-sys-info on the panel, which a key for aliases may not run",
    ),
  );
  await noteInspection(context, inspection, options, looks, note);
}

async function noteInspection(
  { session }: Context,
  inspection: HestiaInspection,
  options: DoctorOptions,
  looks: NameLooks,
  note: Note,
): Promise<void> {
  const { client, account, listed, base, baseProblems, commands } = inspection;
  const skipFrom = (title: string, why: string) => {
    for (const one of AFTER_TRANSPORT.slice(AFTER_TRANSPORT.indexOf(title))) note(skipped(one, why));
  };
  const unlisted = isPanelError(listed) ? listed : undefined;
  const isRefused = unlisted?.kind === "refused";
  if (unlisted !== undefined && isRefused && !Object.values(commands).includes("allowed")) {
    note(failed("authentication", unlisted));
    skipFrom("permission", "the panel does not let this credential in");
    return;
  }
  if (unlisted !== undefined && !isRefused && unlisted.kind !== "missing") {
    note(failed("API", unlisted));
    skipFrom("authentication", "the API does not answer as a panel's does");
    return;
  }
  note(ok("authentication", `by ${client.connection.auth.way}`));
  for (const step of permissionSteps(inspection)) note(step);
  if (isPanelError(listed)) {
    if (isRefused) skipFrom("account", "the web domains cannot be listed");
    else {
      note(failed("account", listed));
      skipFrom("web domain", "there is no such account");
    }
    return;
  }
  note(ok("account", `${account}, with ${counted(listed.webDomains.length, "web domain")}`));
  for (const error of baseProblems) note(failed("web domain", error));
  if (base === undefined) {
    skipFrom("addresses", "there is no such web domain");
    return;
  }
  const aliases = new Aliases(base, base.name);
  const count = counted(aliases.names.length, "alias", "aliases");
  if (baseProblems.length === 0) note(ok("web domain", `${base.name}, with ${count}`));
  const addresses = noteAddresses(session.the(HestiaAccess), base, options, note);
  for (const step of aliasListSteps(inspection, base, aliases)) note(step);
  note(await looks.step(aliases.names, addresses));
}

function permissionSteps({ commands, refusals, listed }: HestiaInspection): Step[] {
  const cures = new Set<string>();
  const step = (command: HestiaCommand, permission: HestiaPermission): Step => {
    const error =
      command === "v-list-web-domains" && isPanelError(listed, "refused") ? listed : refusals.get(command);
    if (permission === "allowed") return ok("permission", command);
    if (error === undefined)
      return skipped(
        "permission",
        `${command} is not asked for: each refusal counts as a failed login, and five are a ban`,
      );
    const told = withoutRepeat(error, cures);
    if (permission === "refused" && isOptional(command))
      return warning("permission", `${told.facts}. Aliases can be mapped without it`, told.failure.cure);
    return failed("permission", told);
  };
  return Object.entries(commands).map(([command, permission]) => step(command as HestiaCommand, permission));
}

/** A cure is told in full once. */
function withoutRepeat(error: PanelError, cures: Set<string>): PanelError {
  const { cure = "" } = error.failure;
  if (cures.has(cure)) return error.with({ cure: "The cure above is for this too." });
  cures.add(cure);
  return error;
}

function noteAddresses(
  access: HestiaAccess,
  base: WebDomain,
  { connection, address }: DoctorOptions,
  note: Note,
): readonly string[] {
  const set = address ?? access.publicAddresses(connection);
  const addresses = set ?? knownAddresses(base);
  const unreached = set === undefined ? addresses.filter(isPrivate) : [];
  const says = `DNS records lead to ${addresses.join(" and ")}`;
  note(
    unreached.length === 0
      ? ok("addresses", says)
      : warning(
          "addresses",
          `${says}, which the internet does not reach: the panel has it so`,
          access.natCure(connection),
        ),
  );
  return addresses;
}

/** From here on the panel is near to losing writes. */
const NEARLY_FULL = 0.9 * ALIAS_BYTES;

function aliasListSteps(
  { client, account, webDomain }: HestiaInspection,
  base: WebDomain,
  aliases: Aliases,
): Step[] {
  const title = "alias list";
  const steps: Step[] = [];
  if (base.withSpace !== undefined)
    steps.push(failed(title, cutOff(client.panel, account, base.name, base.withSpace)));
  const bytes = aliasBytes(base);
  const size = `${bytes.toLocaleString("en")} of ${ALIAS_BYTES.toLocaleString("en")} bytes`;
  const full = tooLong(client.panel);
  if (bytes > LOST_BEYOND_BYTES) steps.push(failed(title, full));
  else if (bytes > NEARLY_FULL)
    steps.push(warning(title, `${size}: beyond that the panel loses writes silently`, full.failure.cure));
  for (const sentence of undeletable(aliases, { account, webDomain }, []))
    steps.push({ ...misconfigured(title, sentence), state: "warning" });
  return steps.length > 0 ? steps : [ok(title, `${size}, and nothing that spoils it`)];
}

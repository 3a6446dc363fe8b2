import { EnhanceAccess } from "../../enhance/access";
import { HestiaAccess } from "../../hestia/access";
import type { Context, PanelRef } from "../context";
import { EXIT, type ExitCode } from "../exitCodes";
import { writeBundle } from "./bundle";
import { checkConfiguration } from "./configuration";
import { credentialsIn } from "./credentials";
import { checkEnhance } from "./enhance";
import { checkHestia } from "./hestia";
import { NameLooks } from "./names";
import type { DoctorOptions } from "./options";
import { Report } from "./report";
import { problem } from "./step";

/** Looks at everything that the settings lead to, and says of each step how it is. */
export async function doctor(
  context: Context,
  options: DoctorOptions & { readonly wpConfig?: string },
): Promise<ExitCode> {
  const { terminal, session } = context;
  const report = new Report(terminal, context.json, credentialsIn(context));
  const progress = (text: string) => {
    if (terminal.interactive) terminal.note(`  looked at ${text}\n`);
  };
  const looks = await NameLooks.create(session.clock, options, progress);
  const note = report.note.bind(report);

  report.begin("Configuration");
  await checkConfiguration(context, options.wpConfig, note);
  const panels = panelsFor(context, options);
  if (panels.length === 0) note(noPanel(options));
  for (const { kind, connection } of panels) {
    const resolved = (kind === "hestia" ? session.the(HestiaAccess) : session.the(EnhanceAccess)).resolve(
      connection,
    );
    const host = resolved.ok ? ` ${resolved.connection.panel}` : "";
    const named = connection === undefined ? "" : `, connection ${connection}`;
    report.begin(`${kind === "hestia" ? "Hestia" : "Enhance"} panel${host}${named}`);
    const own = connection === undefined ? options : { ...options, connection };
    await (kind === "hestia" ? checkHestia : checkEnhance)(context, own, looks, note);
  }
  report.end();
  if (options.bundle !== undefined) await writeBundle(context, options.bundle, report);
  return report.count("problem") === 0 ? EXIT.ok : EXIT.problems;
}

/** The panels that the settings name, as far as the options take them; a connection that is asked for is looked at in any case. */
function panelsFor({ panels }: Context, { panel, connection }: DoctorOptions): readonly PanelRef[] {
  const meant = panels.filter(
    (one) =>
      (panel === undefined || one.kind === panel) &&
      (connection === undefined || one.connection === connection),
  );
  if (meant.length > 0 || connection === undefined) return meant;
  return panel === undefined ? [] : [{ kind: panel, connection }];
}

function noPanel({ panel, connection }: DoctorOptions) {
  const which =
    panel === undefined ? "no panel" : panel === "hestia" ? "no Hestia panel" : "no Enhance panel";
  const says =
    connection === undefined
      ? `the settings name ${which}`
      : `the settings have no connection "${connection}"`;
  return problem(
    "panels",
    says,
    "`mapped-domains init` asks for what is needed. Or set it: hestia:apiUrl and what docs/hestia.md names, enhance:apiUrl and what " +
      "docs/enhance.md names; in the environment WU_HESTIA_API_URL or WU_ENHANCE_API_URL.",
  );
}

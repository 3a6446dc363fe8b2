import { withPatterns, withPlaces } from "../mapped/options";
import { wholeNumber } from "../numbers";
import type { Registration } from "../program";
import type { GenerateOptions } from "./run";

export const registerGenerate: Registration = (program, host) => {
  const command = program
    .command("generate")
    .description(
      "Writes a TypeScript program that declares what the panels map. `pulumi up` of it adopts all and writes nothing.",
    );
  withPatterns(withPlaces(command))
    .option(
      "--sets-above <number>",
      "one set for a place with more domains than this, else one resource each",
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      20,
    )
    .option("--out <file>", "writes the program to a file (default: standard output)")
    .option("--file <file>", "puts the domains into a JSON file beside the program, which reads it")
    .option("--force", "overwrites files that are there")
    .addHelpText(
      "after",
      `
Where the settings name a web domain or a website, it is that one; else all of the account, or of the organization.
A domain and its www name become one declaration with www. What no resource can hold is left out, and said on standard
error with the reason.

Examples:
  mapped-domains generate
  mapped-domains generate --out index.ts
  mapped-domains generate --out index.ts --file domains.json
  mapped-domains generate --only '*.acme.com' --sets-above 0
  mapped-domains generate --not-in-stack --out more.ts`,
    )
    .action(async (options: GenerateOptions, self: typeof command) => {
      const context = await host.open(self);
      const { generate } = await import("./run.js");
      host.end(await generate(context, options));
    });
};

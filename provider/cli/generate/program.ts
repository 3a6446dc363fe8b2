import { Names } from "./names";
import type { PlacePlan } from "./plan";
import { Code, type Literal, make, Properties, print, remarkOn, WIDTH } from "./print";

/** A file of domains that the program reads. */
export interface DomainsFile {
  /** From the program, with slashes. */
  readonly path: string;
  /** Whether the program is an ES module. */
  readonly isModule: boolean;
}

export interface GeneratedProgram {
  readonly program: string;
  /** What is in the file of domains; undefined where the program has them itself. */
  readonly data?: unknown;
}

/** The domains of a place as a set takes them: names, or an object where something is said of one. */
type Data = readonly string[] | Readonly<Record<string, true | Readonly<Record<string, string | boolean>>>>;

const PACKAGE = "pulumi-mapped-domains";

const HEAD = `// Made by \`mapped-domains generate\`. The first \`pulumi up\` adopts these names as
// they are, and writes nothing to the panel. From then on the program counts: a
// name that is taken out of it is removed from the panel by the next \`pulumi up\`.
`;

/** Writes a program that declares what is planned. */
export function writeProgram(plans: readonly PlacePlan[], file?: DomainsFile): GeneratedProgram {
  const names = new Names(plans);
  const data = new Map(plans.map((plan) => [plan, dataOf(plan)] as const));
  const resources = plans.map(({ resource }) => resource);
  if (file === undefined) {
    const parts = plans.map((plan) => titleOf(plan) + declarations(plan, names));
    return { program: [HEAD, importOf(resources), ...parts].join("\n") };
  }
  const types = [...data].flatMap(([plan, list]) => optionsType(plan, list) ?? []);
  const imports = [
    'import { readFileSync } from "node:fs";\n',
    file.isModule ? "" : 'import { join } from "node:path";\n',
    importOf([...types.map((type) => `type ${type}`), ...resources]),
  ].join("");
  const [only] = plans.length === 1 ? plans : [];
  const whereOf = (plan: PlacePlan) =>
    only === undefined ? `domains[${JSON.stringify(names.keyOf(plan))}]` : "domains";
  const parts = [...data].map(([plan, list]) => titleOf(plan) + readers(plan, names, list, whereOf(plan)));
  return {
    program: [HEAD, imports, reading(data, names, file), ...parts].join("\n"),
    data:
      only === undefined
        ? Object.fromEntries([...data].map(([plan, list]) => [names.keyOf(plan), list]))
        : data.get(only),
  };
}

const titleOf = ({ place }: PlacePlan): string => `// ${place.title}, on ${place.host}\n`;

function importOf(imported: readonly string[]): string {
  const bare = (name: string) => name.replace("type ", "");
  const sorted = [...new Set(imported)].sort((a, b) => (bare(a) < bare(b) ? -1 : 1));
  const names = print(new Properties(sorted.map((name) => new Code(name))), 7, 9 + PACKAGE.length);
  return `import ${names} from "${PACKAGE}";\n`;
}

function dataOf({ declared, isSet }: PlacePlan): Data {
  if (declared.every(({ options }) => isEmpty(options))) return declared.map(({ domain }) => domain);
  return Object.fromEntries(
    declared.map(({ domain, options }) => [domain, isSet && isEmpty(options) ? true : options]),
  );
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const isNames = (data: Data): data is readonly string[] => Array.isArray(data);

function literalOf(data: Data): Literal {
  if (isNames(data)) return data;
  return new Properties(
    Object.entries(data).map(([name, said]) => [name, said === true ? said : Properties.of(said)]),
  );
}

/** Resources whose domains stand in the program. */
function declarations(plan: PlacePlan, names: Names): string {
  const { resource, isSet, declared, place } = plan;
  if (isSet) return setOf(plan, names, ["domains", literalOf(dataOf(plan))]);
  const { constant, common } = sharedBy(plan, names, declared.length > 1);
  const prefix = names.prefixOf(place);
  const lines = declared.map(({ domain, options }) => {
    const args = new Properties([...common, ["domain", domain], ...Object.entries(options)]);
    return `${make(resource, prefix + domain, args)}${remarkOn(domain)}\n`;
  });
  return constant + lines.join("");
}

/** Resources whose domains are read from a file. @param where the program has them */
function readers(plan: PlacePlan, names: Names, data: Data, where: string): string {
  if (plan.isSet)
    return setOf(plan, names, where === "domains" ? new Code(where) : ["domains", new Code(where)]);
  const { constant, common } = sharedBy(plan, names, true);
  const prefix = names.prefixOf(plan.place);
  const name = new Code(prefix === "" ? "domain" : `\`${prefix}\${domain}\``);
  const own = isNames(data) ? ["domain"] : ["domain", "...options"];
  const args = new Properties([...common, ...own.map((code) => new Code(code))]);
  const loop = isNames(data) ? `for (const domain of ${where}) {` : entriesOf(where);
  return `${constant}${loop}\n${make(plan.resource, name, args, "  ")}\n}\n`;
}

function entriesOf(where: string): string {
  const head = "for (const [domain, options] of Object.entries(";
  const line = `${head}${where})) {`;
  return line.length <= WIDTH ? line : `${head}\n  ${where},\n)) {`;
}

function setOf(plan: PlacePlan, names: Names, domains: Properties["entries"][number]): string {
  const args = new Properties([...Object.entries(plan.args), domains]);
  return `${make(plan.resource, names.keyOf(plan), args)}\n`;
}

/** The arguments that all resources of a place have: as a constant, where they are many. */
function sharedBy(
  plan: PlacePlan,
  names: Names,
  areMany: boolean,
): { constant: string; common: Properties["entries"] } {
  const { args } = plan;
  if (isEmpty(args) || !areMany) return { constant: "", common: Object.entries(args) };
  const variable = names.variableOf(plan);
  const head = `const ${variable} = `;
  return {
    // Else the compiler takes a word for any text.
    constant: `${head}${print(Properties.of(args), head.length, 10)} as const;\n`,
    common: [new Code(`...${variable}`)],
  };
}

/** The package's type of what is said of a name; undefined where nothing is, or there is none. */
function optionsType({ place }: PlacePlan, data: Data): string | undefined {
  if (isNames(data) || "serverId" in place.target) return undefined;
  return place.panel.kind === "hestia" ? "HestiaWebAliasOptions" : "EnhanceDomainOptions";
}

/** How the program reads the file. */
function reading(data: ReadonlyMap<PlacePlan, Data>, names: Names, { path, isModule }: DomainsFile): string {
  const types = [...data].map(([plan, list]) => {
    const options = optionsType(plan, list) ?? "{ www?: boolean }";
    const type = isNames(list) ? "string[]" : `Record<string, ${plan.isSet ? "true | " : ""}${options}>`;
    return { key: names.keyOf(plan), type };
  });
  const [only] = types;
  const type =
    types.length === 1 && only !== undefined
      ? only.type
      : `{\n${types.map((one) => `  ${JSON.stringify(one.key)}: ${one.type};\n`).join("")}}`;
  const text = JSON.stringify(path);
  const file = isModule ? `new URL(${text}, import.meta.url)` : `join(__dirname, ${text})`;
  const declaration = type === "string[]" ? "" : `type Domains = ${type};\n`;
  const as = declaration === "" ? type : "Domains";
  return `${declaration}const file = ${file};\nconst domains = JSON.parse(readFileSync(file, "utf8")) as ${as};\n`;
}

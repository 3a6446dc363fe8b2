import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { DOMAIN, DOMAINS } from "../../provider/enhance/fields";
import { WEB_ALIAS, WEB_ALIASES } from "../../provider/hestia/fields";
import { READY } from "../../provider/ready/fields";
import type { Field, Kind } from "../../provider/resource/fields";

const ROOT = join(__dirname, "..", "..");

type Inputs = Pick<Kind, "fields">;

/** The pages with a table of inputs, each with the class that takes them and the table that the provider works with. */
export const PAGES: readonly { page: string; source: string; args: string; kind: Inputs }[] = [
  { page: "hestia-web-alias", source: "hestia/webAlias", args: "HestiaWebAliasArgs", kind: WEB_ALIAS },
  {
    page: "hestia-web-aliases",
    source: "hestia/webAliases",
    args: "HestiaWebAliasesArgs",
    kind: WEB_ALIASES,
  },
  { page: "enhance-domain", source: "enhance/domain", args: "EnhanceDomainArgs", kind: DOMAIN },
  { page: "enhance-domains", source: "enhance/domains", args: "EnhanceDomainsArgs", kind: DOMAINS },
  { page: "domain-ready", source: "ready/domainReady", args: "DomainReadyArgs", kind: { fields: READY } },
];

const CHANGES: Readonly<Record<Field["change"], string>> = {
  replace: "replaces",
  update: "in place",
  "no call": "in place, no call",
};

/** The table of inputs of a page, as the source has it. */
export const inputsFor = ({ source, args, kind }: (typeof PAGES)[number]): string =>
  inputsOf(join(ROOT, "provider", `${source}.ts`), args, kind);

function inputsOf(file: string, name: string, { fields }: Inputs): string {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const members = new Map<string, ts.PropertySignature>();
  for (const declared of source.statements.filter(ts.isInterfaceDeclaration)) {
    if (declared.name.text !== name) continue;
    for (const one of declared.members) if (ts.isPropertySignature(one)) members.set(one.name.getText(), one);
  }
  const unlike = new Set([...members.keys(), ...Object.keys(fields)]);
  for (const property of members.keys()) if (property in fields) unlike.delete(property);
  if (unlike.size > 0) throw new Error(`${name} and its fields differ in ${[...unlike].join(", ")}`);
  const rows = Object.entries(fields).map(([property, field]) => {
    const member = members.get(property);
    if (member === undefined) throw new Error(`${name} has no ${property}`);
    const required = member.questionToken === undefined ? "required" : "";
    const byDefault = tagOf(member, "default") || required;
    return `| \`${property}\` | ${meaningOf(member, field)} | ${byDefault} | ${CHANGES[field.change]} |`;
  });
  return ["| input | meaning | default | a change |", "|---|---|---|---|", ...rows].join("\n");
}

/** The docstring, without what the table's last column says; and the words that there are to choose from. */
function meaningOf(member: ts.PropertySignature, { parse }: Field): string {
  const text = plain(ts.getJSDocCommentsAndTags(member).map(({ comment }) => comment));
  const words = parse instanceof z.ZodEnum ? parse.options.map((word) => `\`${word}\``).join(", ") : "";
  const meaning = text.replace(/ A change replaces[^.]*\./, "");
  return words === "" ? meaning : `${meaning} One of ${words}.`;
}

const tagOf = (member: ts.PropertySignature, name: string): string =>
  plain(ts.getJSDocTags(member).flatMap((tag) => (tag.tagName.text === name ? [tag.comment] : [])));

function plain(comments: readonly (string | ts.NodeArray<ts.JSDocComment> | undefined)[]): string {
  const text = comments.map((comment) => ts.getTextOfJSDocComment(comment) ?? "").join(" ");
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}

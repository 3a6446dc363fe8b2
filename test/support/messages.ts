/** The messages in a text: the first line of each begins at the margin, the others are indented. */
export const messagesIn = (text: string): string[] => text.split(/\n(?! {2})/).filter((one) => one !== "");

/** The facts that end a message: operation, domain, panel, place, and what the panel answered. */
const FACTS =
  /(?:^|\s+)(?:During (?<operation>[a-z ]+?)(?: of (?<domain>\S.*?))? on|On) (?<panel>\S+?:\d+|\S+\.test)(?: \((?<place>.*?)\))?(?:: (?<answered>[^\n]*?))?$/;

/** How long the sentence that tells what happened may be: the engine's table of resources shows only that line. */
const LONGEST = 160;

/**
 * Messages of panels' errors in the order in which tests compare their parts, each in one line: `create acme.com on
 * panel:443 (place): what happened [HTTP 409, code already_exists]: the panel's words. What to do.` Other messages stay as
 * they are.
 *
 * @throws where a message has facts and is not in the form of a panel's error, or its first sentence is too long
 */
export const factsFirst = (text: string): string => messagesIn(text).map(reordered).join("\n");

/** The output `failed`, each message with its facts first. */
export const failedOf = ({ failed }: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(failed ?? {}).map(([name, message]) => [name, factsFirst(String(message))]),
  );

function reordered(message: string): string {
  const [happened = "", ...lines] = message.includes("\n")
    ? message.split("\n").map((line) => line.replace(/^ {2}/, ""))
    : inLines(message);
  const others = lines.at(-1)?.startsWith("The others: ") === true ? lines.pop() : undefined;
  const found = FACTS.exec(lines.at(-1) ?? "");
  if (found?.groups === undefined) return message;
  if (!happened.endsWith(".")) throw new Error(`what happened is no sentence: ${message}`);
  if (happened.length > LONGEST)
    throw new Error(`what happened takes ${happened.length} characters: ${message}`);
  const { operation, domain, panel, place, answered } = found.groups;
  lines.pop();
  const says = "The panel says: ";
  const words = lines.findIndex((line) => line.startsWith(says));
  const [own] = words < 0 ? [] : lines.splice(words, 1);
  const clause = happened.slice(0, -1).replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());
  const [what = "", ...detail] = clause.split(/(?<!nothing was moved there): /);
  const told = [what + (answered === undefined ? "" : ` [${answered}]`), ...detail];
  if (own !== undefined) told.push(own.slice(says.length));
  const subject = [operation, domain].filter((one) => one !== undefined);
  const where = [...subject, subject.length === 0 ? "On" : "on", panel, place && `(${place})`];
  const advice = [...lines, others].filter((one) => one !== undefined);
  return [`${where.filter(Boolean).join(" ")}: ${told.join(": ")}.`, ...advice].join(" ");
}

/** A message in one line, as the output `failed` has it: its parts are separate sentences, of which the last has the facts. */
function inLines(message: string): string[] {
  const facts = message.search(/(?<=\. )(?:During [a-z ]+(?: of .*?)? on|On) \S+:\d+(?: \(|:|$)/);
  if (facts < 0) return [message];
  const [happened = "", ...advice] = message
    .slice(0, facts)
    .trimEnd()
    .split(/(?<=\.) (?=[A-Z`])/);
  return [happened, ...advice, message.slice(facts)];
}

import ts from "typescript";

/**
 * The text of a string literal, a template, or of such texts joined by `+`; undefined for every other expression.
 *
 * @param operand the text of one that is joined
 * @param filled what stands for an expression in a template
 */
export function literalText(
  node: ts.Node,
  operand: (node: ts.Expression) => string | undefined,
  filled: (node: ts.Expression) => string,
): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(({ expression, literal }) => filled(expression) + literal.text);
    return node.head.text + spans.join("");
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [operand(node.left), operand(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? "…"}${right ?? "…"}`;
}

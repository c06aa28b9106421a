import type { SyntaxNode } from '@lezer/common';
import { parser } from 'lezer-feel';
import { joinNames, regroupTests } from '../../definitions/index.ts';

/** FEEL texts as lezer-feel's trees; each text is parsed once. */

const expressions = parser.configure({ top: 'Expression' });
const known = new Map<string, SyntaxNode>();
const MOST_KNOWN = 5_000;

/** The root of a text's tree. The text was checked when its definition was linked. */
export function parsed(text: string): SyntaxNode {
  const before = known.get(text);
  if (before !== undefined) return before;
  const [root] = parts(regroupTests(expressions.parse(joinNames(text)).topNode));
  if (root === undefined) throw new Error(`Not a formula: ${text}`);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, root);
  return root;
}

/** The children of a node without comments. */
export function parts(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith('Comment')) children.push(child);
  }
  return children;
}

/** The child at a position of a node that was checked to have it. */
export function part(node: SyntaxNode, position: number): SyntaxNode {
  const child = parts(node)[position];
  if (child === undefined) throw new Error(`A ${node.name} without its part ${position}`);
  return child;
}

/** The text of a node, words with one space between. */
export const written = (text: string, node: SyntaxNode): string =>
  text.slice(node.from, node.to).trim().replace(/\s+/g, ' ');

/** Whether a node is `null`, perhaps in parentheses. */
export const isNull = (node: SyntaxNode): boolean =>
  node.name === 'null' || (node.name === 'ParenthesizedExpression' && isNull(part(node, 1)));

/** The arguments of a call, by position or by name. */
export const argumentsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  parts(node).flatMap((child) => {
    if (child.name === 'NamedParameters') return parts(child).map((one) => part(one, 1));
    return child.name === 'PositionalParameters' ? parts(child) : [];
  });

/** The names that a call's arguments are written with; none where they stand by position. */
export const argumentNames = (text: string, node: SyntaxNode): readonly string[] =>
  parts(node).flatMap((child) =>
    child.name === 'NamedParameters' ? parts(child).map((one) => written(text, part(one, 0))) : [],
  );

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a string literal says. */
export function literalText(source: string): string {
  return source
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (_, short, long, letter) =>
      letter === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : (ESCAPES[letter] ?? ''),
    );
}

/** The interval or list tests behind `in`. */
export function testsOf(comparison: SyntaxNode): readonly SyntaxNode[] {
  return parts(comparison)
    .slice(2)
    .flatMap((child) =>
      child.name === 'PositiveUnaryTests' ? parts(child) : child.name === 'PositiveUnaryTest' ? [child] : [],
    )
    .flatMap(parts);
}

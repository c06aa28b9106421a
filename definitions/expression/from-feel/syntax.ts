import type { SyntaxNode } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';

/** FEEL text as lezer-feel's tree, within limits. */

export const MOST_CHARACTERS = 10_000;
export const MOST_LEVELS = 200;

export type Syntax =
  | { readonly kind: 'tree'; readonly root: SyntaxNode }
  | {
      readonly kind: 'fault';
      readonly code: 'formula-too-long' | 'formula-too-deep' | 'formula-syntax';
      readonly from: number;
      readonly to: number;
    };

const plainParser = parser.configure({ top: 'Expression' });
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Which of some names the parser must be told of; a scope asks with the same list again and again. */
function specialOf(names: readonly string[]): readonly string[] {
  const known = specials.get(names) ?? names.filter((name) => !PLAIN_NAME.test(name));
  specials.set(names, known);
  return known;
}
const specials = new WeakMap<readonly string[], readonly string[]>();

/** Parses a text; names of several words are known to the parser from `names`. */
export function parseFeel(text: string, names: readonly string[]): Syntax {
  if (text.length > MOST_CHARACTERS)
    return { kind: 'fault', code: 'formula-too-long', from: MOST_CHARACTERS, to: text.length };
  const special = specialOf(names).filter((name) => text.includes(name));
  const context = Object.fromEntries(special.map((name) => [name, 1]));
  const used = special.length === 0 ? plainParser : plainParser.configure({ contextTracker: trackVariables(context) });
  const tree = used.parse(text);
  const fault = faultOf(tree.topNode);
  if (fault !== undefined) return fault;
  const [root, ...more] = parts(tree.topNode);
  return root === undefined || more.length > 0
    ? { kind: 'fault', code: 'formula-syntax', from: root?.from ?? 0, to: text.length }
    : { kind: 'tree', root };
}

/** The first place that could not be parsed, or that is nested too deep; walks with a cursor, not by recursion. */
function faultOf(top: SyntaxNode): (Syntax & { readonly kind: 'fault' }) | undefined {
  const cursor = top.cursor();
  let depth = 0;
  for (;;) {
    if (cursor.type.isError) return { kind: 'fault', code: 'formula-syntax', from: cursor.from, to: cursor.to };
    if (depth > MOST_LEVELS) return { kind: 'fault', code: 'formula-too-deep', from: cursor.from, to: cursor.to };
    if (cursor.firstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return undefined;
      depth -= 1;
    }
  }
}

/** The children of a node that mean something: no comments. */
export function parts(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  }
  return children;
}

import { type SyntaxNode, Tree } from '@lezer/common';

/**
 * lezer-feel takes what follows a test behind `in` for a part of the test: it reads `x in [1..2] and y` as `x in ([1..2] and y)`. FEEL binds
 * `in` tighter than `and` and `or` (DMN 1.5, 10.3.1.2, grammar rules 49–51); the tree is put together again so. What stands in brackets stays.
 */
export function regroupTests(top: SyntaxNode): SyntaxNode {
  return isMisreadWithin(top) ? rebuilt(top).tree.topNode : top;
}

/** Texts, which stay as they are, and calls of functions in whose names a word stands that is an operator, too. */
const NAMES =
  /"(?:[^"\\]|\\[\s\S])*"|(?<![\p{L}\p{N}_.])(?:years\s+and\s+months|days\s+and\s+time)\s+duration(?=\s*\()/gu;

/**
 * The text as it is given to lezer-feel, of the same length: behind the name of an argument it reads `years and months duration(a, b)` as
 * `years and (months duration(a, b))`. One word cannot be read so; what the tree's places say stands in the text as it was written.
 */
export function joinNames(text: string): string {
  return text.replace(NAMES, (found) => (found.startsWith('"') ? found : found.replace(/\s/g, '_')));
}

/** A tree and where in the text it stands. */
interface Part {
  readonly tree: Tree;
  readonly from: number;
  readonly to: number;
}

/** Operands and the `and`, `or` between them, as they follow each other in the text. */
interface Chain {
  readonly operands: readonly [Part, ...Part[]];
  readonly signs: readonly SyntaxNode[];
}

function isMisreadWithin(top: SyntaxNode): boolean {
  const cursor = top.cursor();
  do if (cursor.name === 'PositiveUnaryTest' && junctionIn(cursor.node) !== undefined) return true;
  while (cursor.next());
  return false;
}

const isJunction = (node: SyntaxNode | null | undefined) =>
  node?.name === 'Conjunction' || node?.name === 'Disjunction';

/** The junction that a test swallowed: the test itself, or what stands behind its sign (`> 5 and y`). */
function junctionIn(test: SyntaxNode): SyntaxNode | undefined {
  const [first] = childrenOf(test);
  if (first === undefined || isJunction(first)) return first;
  const last = first.name === 'SimplePositiveUnaryTest' ? first.lastChild : null;
  return last !== null && isJunction(last) ? last : undefined;
}

function rebuilt(node: SyntaxNode): Part {
  if (isJunction(node) || node.name === 'Comparison') return joined(chain(node));
  return composed(node, childrenOf(node).map(rebuilt));
}

function chain(node: SyntaxNode): Chain {
  const children = childrenOf(node);
  const [first, sign, last] = isJunction(node) ? children.filter(({ name }) => !name.endsWith('Comment')) : [];
  if (first !== undefined && sign !== undefined && last !== undefined) {
    const [left, right] = [chain(first), chain(last)];
    return { operands: [...left.operands, ...right.operands], signs: [...left.signs, sign, ...right.signs] };
  }
  const test = node.name === 'Comparison' ? children.find(({ name }) => name === 'PositiveUnaryTest') : undefined;
  const swallowed = test && junctionIn(test);
  if (test === undefined || swallowed === undefined)
    return { operands: [composed(node, children.map(rebuilt))], signs: [] };
  const { operands, signs } = chain(swallowed);
  const [own, ...rest] = operands;
  const inTest = swallowed.parent?.name === 'SimplePositiveUnaryTest' ? withLast(swallowed.parent, own) : own;
  return { operands: [withLast(node, withLast(test, inTest)), ...rest], signs };
}

/** The chain as FEEL groups it: `and` before `or`, both from the left. */
function joined({ operands: [first, ...rest], signs }: Chain): Part {
  const alternatives: { readonly or: SyntaxNode | null; of: Part }[] = [{ or: null, of: first }];
  for (const [i, operand] of rest.entries()) {
    const [sign, last] = [signs[i], alternatives.at(-1)];
    if (sign?.name === 'and' && last !== undefined) last.of = pair(last.of, sign, operand);
    else alternatives.push({ or: sign ?? null, of: operand });
  }
  return alternatives.slice(1).reduce((left, { or, of }) => pair(left, or, of), alternatives[0]?.of ?? first);
}

function pair(left: Part, sign: SyntaxNode | null, right: Part): Part {
  const junction = sign?.parent ?? null;
  if (sign === null || junction === null) return right;
  return composed(junction, [left, composed(sign, []), right]);
}

/** A node with another last child. */
function withLast(node: SyntaxNode, last: Part): Part {
  const before = childrenOf(node).filter(({ to }) => to <= last.from);
  return composed(node, [...before.map(rebuilt), last]);
}

/** A node of a type made of parts; it reaches from the first to the last. */
function composed({ type, from: ownFrom, to: ownTo }: SyntaxNode, parts: readonly Part[]): Part {
  const isTop = type.isTop;
  const from = isTop ? ownFrom : (parts[0]?.from ?? ownFrom);
  const to = isTop ? ownTo : (parts.at(-1)?.to ?? ownTo);
  return {
    tree: new Tree(
      type,
      parts.map(({ tree }) => tree),
      parts.map((part) => part.from - from),
      to - from,
    ),
    from,
    to,
  };
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

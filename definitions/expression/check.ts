import type { Problem } from '../model/problem.ts';
import { MOST_ROWS } from './build-list.ts';
import type { Expression, Origin } from '../model/expression.ts';
import { formulaProblem } from './problems.ts';
import { LARGEST } from '../model/type.ts';
import { children, nodesOf } from './walk.ts';

/** How often the innermost loop below a name goes round at most, for names that were looked at and found to fit. */
const known = new WeakMap<Expression, bigint>();

/**
 * `range-too-large` where a number an expression computes may exceed 38 digits, which no back door could hold; `loops-too-long` where
 * sequences inside each other may go round too often. What stands upon a name that was looked at before (a derived field, a line, a
 * result) does not look at it again.
 */
export function checkRange(expression: Expression, at: Origin): readonly Problem[] {
  const done = new Set<Expression>();
  const rounds = new Map<Expression, bigint>();
  const of = (node: Expression) => rounds.get(node) ?? known.get(node) ?? 1n;
  const open: { readonly node: Expression; isEntered: boolean }[] = [{ node: expression, isEntered: false }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { node } = top;
    if (top.isEntered) {
      const own = roundsOf(node, of);
      if (own > MOST_ROWS) return [formulaProblem('loops-too-long', at, { most: String(MOST_ROWS) })];
      if (own > 1n) rounds.set(node, own);
      if (node.kind === 'named') known.set(node, own);
    }
    if (top.isEntered || done.has(node) || known.has(node)) {
      open.pop();
      continue;
    }
    if (isTooLarge(node)) return [formulaProblem('range-too-large', at)];
    done.add(node);
    top.isEntered = true;
    for (const part of partsOf(node)) open.push({ node: part, isEntered: false });
  }
  return [];
}

/** The cells of a table test its inputs and compute nothing. */
function partsOf(node: Expression): readonly Expression[] {
  return node.kind === 'table' ? node.inputs : children(node);
}

/** How often all loops over sequences in some expressions go round together. */
export function roundsTogether(roots: readonly Expression[]): bigint {
  const rounds = new Map<Expression, bigint>();
  let together = 0n;
  for (const node of nodesOf(roots)) {
    const own = roundsOf(node, (part) => rounds.get(part) ?? 1n);
    if (own > 1n) rounds.set(node, own);
    if (node.kind === 'forEach') together += own;
  }
  return together;
}

function isTooLarge({ type }: Expression): boolean {
  return type.kind === 'number' && (type.maximum > LARGEST || type.minimum < -LARGEST);
}

/** The parts have been looked at. A list of the facts counts as one round: how long it is depends on the record. */
function roundsOf(node: Expression, of: (part: Expression) => bigint): bigint {
  let most = 1n;
  for (const part of partsOf(node)) {
    const own = of(part);
    if (own > most) most = own;
  }
  return node.kind === 'forEach' ? most * lengthOf(node.over) : most;
}

function lengthOf(list: Expression): bigint {
  if (list.kind === 'named') return lengthOf(list.of);
  if (list.kind === 'forEach') return lengthOf(list.over);
  if (list.kind === 'list') return BigInt(Math.max(list.items.length, 1));
  if (list.kind !== 'sequence' || list.from.type.kind !== 'number' || list.to.type.kind !== 'number') return 1n;
  const [up, down] = [list.to.type.maximum - list.from.type.minimum, list.from.type.maximum - list.to.type.minimum];
  return (up > down ? up : down) + 1n;
}

import type { Expression, FieldRead } from '../../model/expression.ts';
import { children } from '../walk.ts';
import { PRODUCT } from './emitter.ts';
import { writtenParts } from './rule-table.ts';
import { nodesOf } from '../walk.ts';

/** How the nodes of some expressions hang together. */
export interface Sharing {
  /** All nodes, parts before wholes. */
  readonly all: readonly Expression[];
  /** Whether a node's value is computed once and has a name. */
  isNamed(node: Expression): boolean;
  /** The loop variables a node's value depends on. */
  freeOf(node: Expression): ReadonlySet<number>;
  /** The node itself, without the names it goes by. */
  plain(node: Expression): Expression;
}

/** Written expressions nest this deep before a part gets a name. */
const MOST_NESTED = 24;
const NONE: ReadonlySet<number> = new Set();

export function sharing(
  roots: readonly Expression[],
  isProduct: (node: FieldRead) => boolean,
  isTraced: (node: Expression) => boolean,
): Sharing {
  const within = (node: Expression) => (isTraced(node) ? children(node) : partsOf(node));
  const all = nodesOf(roots, within);
  const free = freeVariables(all, isProduct, within);
  const uses = new Map<Expression, number>();
  const use = (node: Expression) => uses.set(plainOf(node), (uses.get(plainOf(node)) ?? 0) + 1);
  roots.forEach(use);
  for (const node of all) if (node.kind !== 'named') partsOf(node).forEach(use);
  const named = new Set<Expression>();
  const depths = new Map<Expression, number>();
  for (const node of all) {
    if (isSpelled(node)) continue;
    const depth = 1 + partsOf(node).reduce((most, part) => Math.max(most, depths.get(plainOf(part)) ?? 0), 0);
    const isShared = (uses.get(node) ?? 0) > 1 || isTraced(node) || node.kind === 'aggregate';
    if (isShared || depth > MOST_NESTED) named.add(node);
    depths.set(node, named.has(node) ? 0 : depth);
  }
  return {
    all,
    isNamed: (node) => named.has(node),
    freeOf: (node) => free.get(node) ?? NONE,
    plain: plainOf,
  };
}

/** The parts that the source of a node is made of. */
function partsOf(node: Expression): readonly Expression[] {
  return node.kind === 'table' ? writtenParts(node) : children(node);
}

/** Nodes that are as short as a name. */
function isSpelled(node: Expression): boolean {
  return (
    node.kind === 'constant' ||
    node.kind === 'missing' ||
    node.kind === 'cut' ||
    node.kind === 'variable' ||
    node.kind === 'named'
  );
}

function plainOf(node: Expression): Expression {
  let plain = node;
  while (plain.kind === 'named') plain = plain.of;
  return plain;
}

function freeVariables(
  all: readonly Expression[],
  isProduct: (node: FieldRead) => boolean,
  within: (node: Expression) => readonly Expression[],
): ReadonlyMap<Expression, ReadonlySet<number>> {
  const free = new Map<Expression, ReadonlySet<number>>();
  const of = (node: Expression | null) => (node === null ? NONE : (free.get(node) ?? NONE));
  for (const node of all) {
    if (node.kind === 'variable') free.set(node, new Set([node.id]));
    else if (node.kind === 'field' && node.of === null && isProduct(node)) free.set(node, new Set([PRODUCT]));
    else if (node.kind === 'forEach') {
      const inner = new Set([...of(node.where), ...of(node.body)]);
      inner.delete(node.variable.id);
      remember(free, node, [of(node.over), inner]);
    } else remember(free, node, within(node).map(of));
  }
  return free;
}

function remember(
  free: Map<Expression, ReadonlySet<number>>,
  node: Expression,
  sets: readonly ReadonlySet<number>[],
): void {
  const parts = sets.filter((set) => set.size > 0);
  const [first] = parts;
  if (first === undefined) return;
  free.set(node, parts.every((set) => set === first) ? first : new Set(parts.flatMap((set) => [...set])));
}

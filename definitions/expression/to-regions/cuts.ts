import type { Bins, Expression } from '../../model/expression.ts';
import type { Range } from '../../model/interval.ts';
import { children } from '../walk.ts';
import { orderedOf } from './order.ts';
import { DomainCuts, leavesOf, type Leaf } from './subjects.ts';

/** Cuts the domain of everything that the expressions test, and nothing else. */
export function collectCuts(expressions: readonly Expression[]): DomainCuts {
  const cuts = new DomainCuts();
  const seen = new Set<Expression>();
  const visit = (e: Expression): void => {
    if (seen.has(e)) return;
    seen.add(e);
    collect(e, cuts);
    for (const child of partsOf(e)) visit(child);
  };
  expressions.forEach(visit);
  return cuts;
}

function collect(e: Expression, cuts: DomainCuts): void {
  switch (e.kind) {
    case 'compare':
      return collectCompare(e, cuts);
    case 'within':
      return cutRange(leavesOf(e.of), e.range, cuts);
    case 'oneOf':
      for (const value of e.values) cuts.cut(leavesOf(e.of), value, 'both');
      return;
    case 'bins':
      return collectBins(e, cuts);
    default:
      if (e.kind === 'text') cuts.ask(e);
      for (const { expression } of leavesOf(e)) cuts.mention(expression);
  }
}

function collectCompare(e: Expression & { kind: 'compare' }, cuts: DomainCuts): void {
  const [subject, constant] = e.right.kind === 'constant' ? [e.left, e.right] : [e.right, e.left];
  if (constant.kind !== 'constant') {
    const sides = [...leavesOf(e.left), ...leavesOf(e.right)];
    for (const side of sides) cuts.mention(side.expression);
    if (sides.length > 0) cuts.mention(orderedOf(e).subject);
    return;
  }
  cuts.cut(leavesOf(subject), constant.value, 'both');
}

function collectBins(e: Bins, cuts: DomainCuts): void {
  const leaves = e.on === null ? [] : leavesOf(e.on);
  for (const { test } of e.bins) {
    if (test.kind === 'range') cutRange(leaves, test.range, cuts);
    if (test.kind === 'values') for (const value of test.values) cuts.cut(leaves, value, 'both');
  }
}

function cutRange(leaves: readonly Leaf[], { low, high }: Range, cuts: DomainCuts): void {
  if (low !== null) cuts.cut(leaves, low, 'before');
  if (high !== null) cuts.cut(leaves, high, 'after');
}

/** The expressions a node's value is decided by, one step below it; the inside of loops and lists stays with them. */
function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'aggregate':
    case 'forEach':
    case 'sequence':
    case 'list':
    case 'listCall':
    case 'itemAt':
      return [];
    default:
      return children(e);
  }
}

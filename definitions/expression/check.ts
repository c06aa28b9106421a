import type { Problem } from '../problem.ts';
import type { Expression, Origin } from './expression.ts';
import { formulaProblem } from './problems.ts';
import { LARGEST } from './type.ts';
import { children } from './walk.ts';

/** Nodes whose parts have all been looked at and found to fit. */
const fitting = new WeakSet<Expression>();

/**
 * `range-too-large` where a number an expression computes may exceed 38 digits, which no back door could hold. What stands upon
 * something that was looked at before (a derived field, a line, a result) does not look at it again.
 */
export function checkRange(expression: Expression, at: Origin): readonly Problem[] {
  const seen = new Set<Expression>();
  const open = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || fitting.has(node)) continue;
    const { type } = node;
    if (type.kind === 'number' && (type.maximum > LARGEST || type.minimum < -LARGEST)) {
      return [formulaProblem('range-too-large', at)];
    }
    seen.add(node);
    for (const part of children(node)) open.push(part);
  }
  for (const node of seen) fitting.add(node);
  return [];
}

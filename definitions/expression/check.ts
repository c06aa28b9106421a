import type { Problem } from '../problem.ts';
import type { Expression, Origin } from './expression.ts';
import { formulaProblem } from './problems.ts';
import { LARGEST } from './type.ts';
import { nodesOf } from './walk.ts';

/** `range-too-large` where a number an expression computes may exceed 38 digits, which no back door could hold. */
export function checkRange(expression: Expression, at: Origin): readonly Problem[] {
  const isTooLarge = nodesOf([expression]).some(
    ({ type }) => type.kind === 'number' && (type.maximum > LARGEST || type.minimum < -LARGEST),
  );
  return isTooLarge ? [formulaProblem('range-too-large', at)] : [];
}

import type { Problem } from '../problem.ts';
import type { Expression, Origin } from './expression.ts';

/** `range-too-large` where a number an expression computes may exceed 38 digits. */
export function checkRange(_expression: Expression, _at: Origin): readonly Problem[] {
  throw new Error('Being written');
}

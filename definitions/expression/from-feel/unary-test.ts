import type { Expression, Origin } from '../../model/expression.ts';
import { and, holds, isMissing, not } from '../build-logic.ts';
import type { Lowering } from '../lowering.ts';
import { formulaProblem } from '../problems.ts';
import { withNames } from '../scope/extend.ts';
import type { Scope } from '../scope/scope.ts';
import { fromFeel } from './from-feel.ts';

/** What stands for the tested value within a unary test: no field is called so. */
export const TESTED = '_cell';

/**
 * A unary test as FEEL writes it in the cells of tables, `< creditLimit * 0.8`, `[1..maximum]`, `not("a", other)`, of a value: the text
 * behind its `in`. Two-valued: where the value or what it is compared with is missing, it fails.
 */
export function fromUnaryTest(text: string, of: Expression, scope: Scope, origin: Origin): Lowering {
  const wrapped = unaryTestText(text);
  if (wrapped === undefined) {
    const slots = { found: text.slice(0, 80), line: 1, column: 1 };
    return {
      expression: null,
      problems: [formulaProblem('formula-syntax', origin, slots, { found: text })],
      plans: [],
    };
  }
  const tested = withNames(scope, new Map([[TESTED, { kind: 'value', expression: of, plans: [], reads: [] }]]));
  const lowered = fromFeel(wrapped.text, tested, origin, undefined, wrapped.offset);
  if (lowered.expression === null) return lowered;
  const test = holds(lowered.expression);
  return { ...lowered, expression: of.missable ? and([not(isMissing(of)), test]) : test };
}

/** A unary test as a formula, and where in it the test begins; undefined where its brackets do not close within it. */
export function unaryTestText(text: string): { readonly text: string; readonly offset: number } | undefined {
  const negated = /^\s*not\s*\(([\s\S]*)\)\s*$/.exec(text)?.[1];
  const inside = negated !== undefined && isClosed(negated) ? negated : text;
  if (!isClosed(inside)) return undefined;
  const before = inside === text ? `${TESTED} in (` : `not(${TESTED} in (`;
  return { text: `${before}${inside}\n)${inside === text ? '' : ')'}`, offset: before.length };
}

/** Whether brackets open and close within a text, those in written texts aside. An interval may end with another bracket than it began. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, '').matchAll(/[()[\]{}]/g)) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

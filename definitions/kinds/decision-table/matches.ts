import { and, TRUE } from '../../expression/build-logic.ts';
import type { Expression, Table } from '../../model/expression.ts';

/** Whether a rule matches. */
export function matches({ cells, origin }: Table['rules'][number]): Expression {
  const tests = cells.filter((cell) => cell !== null);
  return tests.length === 0 ? TRUE : and(tests, origin);
}

import { bins } from '../../expression/build-list.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { nodesOf } from '../../expression/walk.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import { MOST_TOLD, type Problem } from '../../model/problem.ts';
import type { Scope } from '../../expression/scope/index.ts';
import type { Gathered } from '../gather.ts';
import { readFact } from '../read-fact.ts';
import type { Matching } from './matching.ts';
import { matchingProblem } from './problems.ts';

export type Side = 'customer' | 'product';

/** A grade of one side: its names in order, and which of them it is. */
export interface Grade {
  readonly names: readonly string[];
  /** The position in `names`; missing where the grade is. */
  readonly index: Expression;
}

/** Reads the grade of one side; null where it has an error. */
export function readGrade(document: Matching, side: Side, scope: Scope, gathered: Gathered): Grade | null {
  const key = side === 'customer' ? 'customerGrade' : 'productGrade';
  const at: Origin = { definition: scope.definition, pointer: `/${key}` };
  const value = gathered.take(readFact(document[key], scope, at));
  if (value === null) return null;
  if (value.type.kind !== 'string' || value.type.enum === undefined) {
    gathered.problems.push(matchingProblem('grade-without-grades', at, { found: document[key] }));
    return null;
  }
  if (readsSide(value, side === 'customer' ? 'product' : 'customer')) {
    const words = side === 'customer' ? { 'zh-CN': '客户', en: 'customer' } : { 'zh-CN': '产品', en: 'product' };
    gathered.problems.push(matchingProblem('grade-of-other-side', at, { side: words }));
    return null;
  }
  const names = value.type.enum;
  const tests = names.map((name) => ({ test: { kind: 'values', values: [name] } as const, origin: at }));
  return { names, index: bins(value, tests, !value.missable, at) };
}

/** Whether an expression reads the facts of one side. */
export function readsSide(of: Expression, side: Side): boolean {
  return nodesOf([of]).some(
    (node) => node.kind === 'field' && node.of === null && node.field.name === side && node.type.kind === 'row',
  );
}

/** Grades that are none, and cells that the grid lacks: no more than are told. */
export function gridProblems(
  { name, grid }: Matching,
  customer: readonly string[],
  product: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const at = (...steps: readonly string[]) => ({ definition: `matching/${name}`, pointer: below('/grid', ...steps) });
  const [customers, products] = [new Set(customer), new Set(product)];
  const unknown = (found: string, known: readonly string[], ...steps: readonly string[]) =>
    problems.push(matchingProblem('grid-grade-unknown', at(...steps), { found, expected: listed(known) }, { found }));
  for (const [c, row] of Object.entries(grid)) {
    if (!customers.has(c)) unknown(c, customer, c);
    for (const p of Object.keys(row)) {
      if (problems.length > MOST_TOLD) return problems;
      if (!products.has(p)) unknown(p, product, c, p);
    }
  }
  for (const c of customer) {
    const row = Object.hasOwn(grid, c) ? grid[c] : undefined;
    for (const p of product) {
      if (problems.length > MOST_TOLD) return problems;
      if (row !== undefined && Object.hasOwn(row, p)) continue;
      problems.push(
        matchingProblem('grid-cell-missing', row === undefined ? at() : at(c), { customer: c, product: p }),
      );
    }
  }
  return problems;
}

import { entityScope } from '../../expression/computed/record-scope.ts';
import { integer, missing, when } from '../../expression/build-logic.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Expression } from '../../model/expression.ts';
import { refuses } from '../../model/problem.ts';
import { numberType } from '../../model/type.ts';
import { gather } from '../gather.ts';
import type { DecisionTable } from './decision-table.ts';
import { readTable } from './read-table.ts';

/** The most cells of a table whose rules are told one by one. */
const MOST_CELLS = 5_000;

/**
 * Where each rule stops on a record, by its pointer (`/rules/0`): the place, from 0, of its first cell that does not hold; missing where all
 * hold. Null where the table has errors, or more than 5,000 cells.
 */
export function tableStops(document: DecisionTable, environment: Environment): Decision | null {
  const { entity, title, name, inputs, rules } = document;
  const id = `decision-table/${name}`;
  if (environment.entity(entity) === undefined || inputs.length * rules.length > MOST_CELLS) return null;
  const [scope, gathered] = [entityScope(environment, entity, id), gather()];
  const read = readTable(document, scope, gathered);
  if (read === null || refuses(gathered.problems)) return null;
  const members = read.rules.map(({ cells }, i) => ({
    name: `/rules/${i}`,
    shape: { kind: 'value' as const, of: stopOf(cells) },
  }));
  return {
    id,
    title: title ?? name,
    facts: { kind: 'entity', entity },
    outputs: {},
    value: { kind: 'object', members },
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [...scope.mentioned],
  };
}

function stopOf(cells: readonly (Expression | null)[]): Expression {
  const last = BigInt(Math.max(cells.length - 1, 0));
  return cells.reduceRight<Expression>(
    (rest, cell, j) => (cell === null ? rest : when(cell, rest, integer(j))),
    missing(numberType(0, 0n, last)),
  );
}

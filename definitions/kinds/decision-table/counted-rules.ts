import { table } from '../../expression/build-list.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Environment } from '../../model/environment.ts';
import { refuses } from '../../model/problem.ts';
import type { Counted } from '../counted.ts';
import { gather } from '../gather.ts';
import type { DecisionTable } from './decision-table.ts';
import { matches } from './matches.ts';
import { byOutputs } from './order.ts';
import { readTable } from './read-table.ts';

/** The most rules that are counted each by itself. */
const MOST_EACH = 300;

/**
 * The rules of a table: where one row is given, the one that decides; where all that match count, each that matches, of up to 300 rules.
 * Null where the table has errors, or more such rules.
 */
export function countedRules(document: DecisionTable, environment: Environment): Counted | null {
  const id = `decision-table/${document.name}`;
  if (environment.entity(document.entity) === undefined) return null;
  const [scope, gathered] = [entityScope(environment, document.entity, id), gather()];
  const read = readTable(document, scope, gathered);
  if (read === null || refuses(gathered.problems)) return null;
  const { inputs, rules } = read;
  const reads = [...scope.mentioned];
  const pointerOf = (rule: number) => `/rules/${rule}`;
  const order = orderOf(document);
  if (order !== null) {
    const ordered = order.flatMap((i) => rules[i] ?? []);
    const of = table(document.hitPolicy === 'unique' ? 'only' : 'first', inputs, ordered);
    return { each: [], one: { pointers: order.map(pointerOf), of }, reads };
  }
  if (rules.length > MOST_EACH) return null;
  const each = rules.map((rule, i) => ({ pointer: pointerOf(i), of: matches(rule), soFar: null }));
  return { each, one: null, reads };
}

/** The order in which one rule comes before the others; null where all that match count. */
function orderOf(document: DecisionTable): readonly number[] | null {
  switch (document.hitPolicy) {
    case 'unique':
    case 'first':
    case 'any':
      return document.rules.map((_, i) => i);
    case 'priority':
      return byOutputs(document);
    default:
      return null;
  }
}

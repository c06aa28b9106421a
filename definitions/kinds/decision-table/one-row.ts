import type { ProblemPlan } from '../../model/decision.ts';
import { pick, pickNumber, table } from '../../expression/build-list.ts';
import { and, coalesce, compare, FALSE, integer, isMissing, or, when } from '../../expression/build-logic.ts';
import { weightedSum } from '../../expression/build-number.ts';
import type { Expression } from '../../model/expression.ts';
import { numberType, type Value } from '../../model/type.ts';
import { narrowed } from './results.ts';
import { matches, type ReadTable, type HitPolicyResult } from './hit-policy-types.ts';

/** The only rule that matches; a problem where several do, or none. */
export function unique(read: ReadTable): HitPolicyResult {
  const count = table('count', read.inputs, read.rules, read.origin);
  const only = table('only', read.inputs, read.rules, read.origin);
  const isNone = compare('=', count, integer(0));
  const several = { ...plan(read, 'several-rules-match'), when: compare('>', count, integer(1)) };
  const order = read.rules.map((_, i) => i);
  if (read.results.otherwise === null)
    return oneRow(read, order, only, [several, { ...plan(read, 'no-rule-matches'), when: isNone }]);
  return oneRow(read, order, when(isNone, integer(order.length), only), [several]);
}

/** The first rule that matches, where the rules are taken in `order`. */
export function single(read: ReadTable, order: readonly number[], plans: readonly ProblemPlan[]): HitPolicyResult {
  const rules = order.flatMap((i) => read.rules[i] ?? []);
  const first = table('first', read.inputs, rules, read.origin);
  if (read.results.otherwise !== null) return oneRow(read, order, coalesce([first, integer(rules.length)]), plans);
  return oneRow(read, order, first, [...plans, { ...plan(read, 'no-rule-matches'), when: isMissing(first) }]);
}

/** The row at `index`, a position in `order`; the position behind the last is `otherwise`. */
function oneRow(
  read: ReadTable,
  order: readonly number[],
  index: Expression,
  plans: readonly ProblemPlan[],
): HitPolicyResult {
  const { document, results } = read;
  const outputs = document.outputs.map(({ name }, j) => {
    const ofRules = order.map((i) => results.rows[i]?.[j] ?? null);
    const values = results.otherwise === null ? ofRules : [...ofRules, results.otherwise[j] ?? null];
    return [name, valueAt(read, j, index, values)] as const;
  });
  const members = outputs.map(([name, of]) => ({ name, shape: { kind: 'value' as const, of } }));
  return { value: { kind: 'object', members }, outputs: Object.fromEntries(outputs), plans };
}

function valueAt(
  { results, origin }: ReadTable,
  output: number,
  index: Expression,
  values: readonly (Value | null)[],
): Expression {
  const type = results.types[output] ?? numberType(0);
  const numbers = values.filter((value) => typeof value === 'bigint');
  const at = { ...origin, pointer: `/outputs/${output}` };
  if (type.kind === 'number' && numbers.length === values.length) return pickNumber(index, numbers, type.decimals, at);
  return pick(index, values, narrowed(type, values), at);
}

/** The first rule that matches; a problem where another that matches has other results. */
export function agreeing(read: ReadTable): HitPolicyResult {
  const order = read.rules.map((_, i) => i);
  return single(read, order, [{ ...plan(read, 'rules-conflict'), when: conflict(read) }]);
}

/** Whether rules with different results match: more than one group of rules with equal results has one that does. */
function conflict(read: ReadTable): Expression {
  const groups = new Map<string, Expression[]>();
  read.rules.forEach((rule, i) => {
    const key = JSON.stringify(read.results.rows[i]?.map((value) => [typeof value, String(value)]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [matches(rule)]);
    else group.push(matches(rule));
  });
  const hits = [...groups.values()].map((group) => or(group));
  if (hits.length < 2) return FALSE;
  if (hits.length === 2) return and(hits);
  const terms = hits.map((hit) => ({ weight: 1n, of: when(hit, integer(1), integer(0)) }));
  return compare('>', weightedSum(0n, 0, terms), integer(1));
}

function plan({ origin }: ReadTable, code: string): Omit<ProblemPlan, 'when'> {
  return { code, slots: {}, refuses: true, origin };
}

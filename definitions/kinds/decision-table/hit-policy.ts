import type { Shape } from '../../model/decision.ts';
import { pickNumber, table } from '../../expression/build-list.ts';
import { integer, not, or, when } from '../../expression/build-logic.ts';
import { round, weightedSum } from '../../expression/build-number.ts';
import type { Expression } from '../../model/expression.ts';
import { numberType, type Value } from '../../model/type.ts';
import { agreeing, single, unique } from './one-row.ts';
import { byOutputs, byValue } from './order.ts';
import { onWire } from './results.ts';
import { matches, type ReadTable, type HitPolicyResult } from './hit-policy-types.ts';

/** The meaning of a table under its hit policy. */
export function applyHitPolicy(read: ReadTable): HitPolicyResult {
  const { hitPolicy } = read.document;
  const inOrder = read.rules.map((_, i) => i);
  switch (hitPolicy) {
    case 'unique':
      return unique(read);
    case 'first':
      return single(read, inOrder, []);
    case 'any':
      return agreeing(read);
    case 'priority':
      return single(read, byOutputs(read.document), []);
    case 'rule-order':
    case 'collect':
      return rows(read, inOrder);
    case 'output-order':
      return rows(read, byOutputs(read.document));
    case 'collect-min':
      return single(read, byValue(read.document, column(read, 0), 1), []);
    case 'collect-max':
      return single(read, byValue(read.document, column(read, 0), -1), []);
    case 'collect-sum':
      return aggregate(read, sum(read));
    case 'collect-count':
      return aggregate(read, table('count', read.inputs, read.rules, read.origin));
  }
}

/** The results of one output, rule by rule. */
function column({ results }: ReadTable, output: number): readonly (Value | null)[] {
  return results.rows.map((row) => row[output] ?? null);
}

/** Every row that matches, in `order`; where none does, `otherwise` alone. */
function rows(read: ReadTable, order: readonly number[]): HitPolicyResult {
  const { document, results, rules } = read;
  const rowOf = (values: readonly (Value | null)[]): Shape => {
    const members = document.outputs.map(({ name }, j) => [
      name,
      onWire(values[j] ?? null, results.types[j] ?? numberType(0)),
    ]);
    return { kind: 'constant', json: Object.fromEntries(members) };
  };
  const items = order.flatMap((i) => {
    const rule = rules[i];
    return rule === undefined ? [] : [{ when: matches(rule), shape: rowOf(results.rows[i] ?? []) }];
  });
  const none =
    results.otherwise === null
      ? []
      : [{ when: not(or(items.map((item) => item.when))), shape: rowOf(results.otherwise) }];
  return { value: { kind: 'list', items: [...items, ...none] }, outputs: {}, plans: [] };
}

/** The sum of the results of all rules that match, exact. */
function sum(read: ReadTable): Expression {
  const type = read.results.types[0];
  const decimals = type?.kind === 'number' ? type.decimals : 0;
  const terms = read.rules.map((rule, i) => {
    const weight = read.results.rows[i]?.[0];
    return { weight: typeof weight === 'bigint' ? weight : 0n, of: when(matches(rule), integer(1), integer(0)) };
  });
  const total = weightedSum(0n, decimals, terms, { ...read.origin, pointer: '/outputs/0' });
  const otherwise = read.results.otherwise?.[0];
  if (typeof otherwise !== 'bigint') return total;
  const isNone = not(or(read.rules.map(matches)));
  return when(isNone, pickNumber(integer(0), [otherwise], decimals), round(total, decimals));
}

function aggregate(read: ReadTable, of: Expression): HitPolicyResult {
  const name = read.document.outputs[0]?.name ?? '';
  return {
    value: { kind: 'object', members: [{ name, shape: { kind: 'value', of } }] },
    outputs: { [name]: of },
    plans: [],
  };
}

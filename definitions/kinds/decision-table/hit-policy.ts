import type { Shape } from '../../model/decision.ts';
import { pickNumber, table } from '../../expression/build-list.ts';
import { constant, integer, missing, not, or, when } from '../../expression/build-logic.ts';
import { arithmetic, round, weightedSum } from '../../expression/build-number.ts';
import type { Expression } from '../../model/expression.ts';
import { numberType, type Value } from '../../model/type.ts';
import { agreeing, plan, single, unique } from './one-row.ts';
import { byOutputs, byValue } from './order.ts';
import { computedAt, narrowed, onWire } from './results.ts';
import type { HitPolicyResult, ReadTable } from './hit-policy-types.ts';
import { matches } from './matches.ts';

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
      return read.results.computed.size > 0
        ? extreme(read, 'minimum')
        : single(read, byValue(read.document, column(read, 0), 1), []);
    case 'collect-max':
      return read.results.computed.size > 0
        ? extreme(read, 'maximum')
        : single(read, byValue(read.document, column(read, 0), -1), []);
    case 'collect-sum':
      return aggregate(read, read.results.computed.size > 0 ? computedSum(read) : sum(read));
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
  const rowOf = (values: readonly (Value | null)[], rule: number): Shape => {
    const members = document.outputs.map(({ name }, j) => ({ name, type: results.types[j] ?? numberType(0), j }));
    if (results.computed.size === 0) {
      const written = members.map(({ name, type, j }) => [name, onWire(values[j] ?? null, type)]);
      return { kind: 'constant', json: Object.fromEntries(written) };
    }
    // Where some rows are computed, all are objects of one form: a list has items of one type.
    const shapes = members.map(({ name, type, j }) => {
      const value = values[j] ?? null;
      const known = value === null ? missing(type) : constant(narrowed(type, [value]), value);
      return { name, shape: { kind: 'value' as const, of: computedAt(results, rule, j) ?? known } };
    });
    return { kind: 'object', members: shapes };
  };
  const items = order.flatMap((i) => {
    const rule = rules[i];
    return rule === undefined ? [] : [{ when: matches(rule), shape: rowOf(results.rows[i] ?? [], i) }];
  });
  const none =
    results.otherwise === null
      ? []
      : [{ when: not(or(items.map((item) => item.when))), shape: rowOf(results.otherwise, rules.length) }];
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

/** The only output's result of a rule, or of `otherwise` behind the last. */
function figureOf({ results, rules }: ReadTable, rule: number): Expression {
  const of = computedAt(results, rule, 0);
  if (of !== undefined) return of;
  const [type] = results.types;
  const value = (rule < rules.length ? results.rows[rule] : results.otherwise)?.[0];
  return pickNumber(integer(0), [typeof value === 'bigint' ? value : 0n], type?.kind === 'number' ? type.decimals : 0);
}

const noneMatches = ({ rules }: ReadTable) => not(or(rules.map(matches)));

/** The sum where results are computed: missing where one that counts is. */
function computedSum(read: ReadTable): Expression {
  const terms = read.rules.map((rule, i) => {
    const of = figureOf(read, i);
    return { weight: 1n, of: when(matches(rule), of, figure(of, 0n)) };
  });
  const total = weightedSum(0n, 0, terms, { ...read.origin, pointer: '/outputs/0' });
  return read.results.otherwise === null ? total : when(noneMatches(read), figureOf(read, read.rules.length), total);
}

/** The least or the greatest result where some are computed: missing where one that counts is. */
function extreme(read: ReadTable, operator: 'minimum' | 'maximum'): HitPolicyResult {
  const figures = read.rules.map((_, i) => figureOf(read, i));
  const ends = figures.flatMap(({ type }) => (type.kind === 'number' ? [type.minimum, type.maximum] : []));
  // A rule that does not match stands aside with the figure that none is beyond.
  const aside = ends.reduce((a, b) => ((operator === 'minimum' ? b > a : b < a) ? b : a));
  const items = figures.map((of, i) => {
    const rule = read.rules[i];
    return rule === undefined ? of : when(matches(rule), of, figure(of, aside));
  });
  const [only] = items;
  const of = only !== undefined && items.length === 1 ? only : arithmetic(operator, items);
  const isNone = noneMatches(read);
  if (read.results.otherwise !== null) return aggregate(read, when(isNone, figureOf(read, read.rules.length), of));
  const result = aggregate(read, when(isNone, missing(of.type), of));
  return { ...result, plans: [{ ...plan(read, 'no-rule-matches'), when: isNone }] };
}

/** A figure in the scale of another. */
function figure({ type }: Expression, value: bigint): Expression {
  return pickNumber(integer(0), [value], type.kind === 'number' ? type.decimals : 0);
}

function aggregate(read: ReadTable, of: Expression): HitPolicyResult {
  const name = read.document.outputs[0]?.name ?? '';
  return {
    value: { kind: 'object', members: [{ name, shape: { kind: 'value', of } }] },
    outputs: { [name]: of },
    plans: [],
  };
}

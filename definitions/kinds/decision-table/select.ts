import type { ProblemPlan, Shape } from '../../decision.ts';
import { pick, pickNumber, table } from '../../expression/build-list.ts';
import {
  and,
  coalesce,
  compare,
  FALSE,
  integer,
  isMissing,
  not,
  or,
  TRUE,
  when,
} from '../../expression/build-logic.ts';
import { round, weightedSum } from '../../expression/build-number.ts';
import type { Expression, Origin, Table } from '../../expression/expression.ts';
import { numberType, type Value } from '../../expression/type.ts';
import type { DecisionTable } from './decision-table.ts';
import { byOutputs, byValue } from './order.ts';
import { narrowed, onWire, type Results } from './results.ts';

/** A table whose cells are read: what the hit policy chooses from. */
export interface ReadTable {
  readonly document: DecisionTable;
  readonly inputs: readonly Expression[];
  readonly rules: Table['rules'];
  readonly results: Results;
  readonly origin: Origin;
}

/** What a hit policy gives: the value, the outputs others may read, and what can go wrong. */
export interface Selected {
  readonly value: Shape;
  readonly outputs: Readonly<Record<string, Expression>>;
  readonly plans: readonly ProblemPlan[];
}

/** The meaning of a table under its hit policy. */
export function select(read: ReadTable): Selected {
  const { hitPolicy } = read.document;
  const inOrder = read.rules.map((_, i) => i);
  switch (hitPolicy) {
    case 'unique':
      return unique(read);
    case 'first':
      return single(read, inOrder, []);
    case 'any':
      return single(read, inOrder, [{ ...plan(read, 'rules-conflict'), when: conflict(read) }]);
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

function plan({ origin }: ReadTable, code: string): Omit<ProblemPlan, 'when'> {
  return { code, slots: {}, refuses: true, origin };
}

/** The results of one output, rule by rule. */
function column({ results }: ReadTable, output: number): readonly (Value | null)[] {
  return results.rows.map((row) => row[output] ?? null);
}

function unique(read: ReadTable): Selected {
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
function single(read: ReadTable, order: readonly number[], plans: readonly ProblemPlan[]): Selected {
  const rules = order.flatMap((i) => read.rules[i] ?? []);
  const first = table('first', read.inputs, rules, read.origin);
  if (read.results.otherwise !== null) return oneRow(read, order, coalesce([first, integer(rules.length)]), plans);
  return oneRow(read, order, first, [...plans, { ...plan(read, 'no-rule-matches'), when: isMissing(first) }]);
}

/** The row at `index`, a position in `order`; the position behind the last is `otherwise`. */
function oneRow(read: ReadTable, order: readonly number[], index: Expression, plans: readonly ProblemPlan[]): Selected {
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

/** Whether a rule matches. */
function matches({ cells, origin }: Table['rules'][number]): Expression {
  const tests = cells.filter((cell) => cell !== null);
  return tests.length === 0 ? TRUE : and(tests, origin);
}

/** Every row that matches, in `order`; where none does, `otherwise` alone. */
function rows(read: ReadTable, order: readonly number[]): Selected {
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

function aggregate(read: ReadTable, of: Expression): Selected {
  const name = read.document.outputs[0]?.name ?? '';
  return {
    value: { kind: 'object', members: [{ name, shape: { kind: 'value', of } }] },
    outputs: { [name]: of },
    plans: [],
  };
}

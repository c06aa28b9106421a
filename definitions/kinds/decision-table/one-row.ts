import type { ProblemPlan } from '../../model/decision.ts';
import { pick, pickNumber, table } from '../../expression/build-list.ts';
import {
  and,
  coalesce,
  compare,
  FALSE,
  holds,
  integer,
  isMissing,
  missing,
  not,
  or,
  when,
} from '../../expression/build-logic.ts';
import { arithmetic, weightedSum } from '../../expression/build-number.ts';
import type { Expression } from '../../model/expression.ts';
import { numberType, type Value } from '../../model/type.ts';
import { computedAt, narrowed, type TableResults } from './results.ts';
import type { HitPolicyResult, ReadTable } from './hit-policy-types.ts';
import { matches } from './matches.ts';

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
    const ofRules = order.map((i) => resultAt(results, i, j));
    const none = results.otherwise === null ? [] : [resultAt(results, order.length, j)];
    return [name, valueAt(read, j, index, [...ofRules, ...none])] as const;
  });
  const members = outputs.map(([name, of]) => ({ name, shape: { kind: 'value' as const, of } }));
  return { value: { kind: 'object', members }, outputs: Object.fromEntries(outputs), plans };
}

/** A result as it was written, or the expression that computes it. */
interface Result {
  readonly value: Value | null;
  readonly of: Expression | undefined;
}

function resultAt(results: TableResults, rule: number, output: number): Result {
  const row = rule < results.rows.length ? results.rows[rule] : results.otherwise;
  return { value: row?.[output] ?? null, of: computedAt(results, rule, output) };
}

/** The result at a position; where some are computed, each side of a position in the middle is asked for itself. */
function valueAt(read: ReadTable, output: number, index: Expression, results: readonly Result[]): Expression {
  if (results.every(({ of }) => of === undefined)) return written(read, output, index, results);
  const among = (from: number, to: number): Expression => {
    const part = results.slice(from, to);
    const [only] = part;
    if (part.length === 1 && only?.of !== undefined) return only.of;
    if (part.every(({ of }) => of === undefined)) return written(read, output, shiftedBy(index, from, to), part);
    const middle = (from + to) >> 1;
    return when(compare('<', index, integer(middle)), among(from, middle), among(middle, to));
  };
  const chosen = among(0, results.length);
  return index.missable ? when(isMissing(index), missing(chosen.type), chosen) : chosen;
}

/** The index counted from a position. */
function shiftedBy(index: Expression, from: number, to: number): Expression {
  if (to - from === 1) return integer(0);
  return from === 0 ? index : arithmetic('subtract', [index, integer(from)]);
}

function written(
  { results: { types }, origin }: ReadTable,
  output: number,
  index: Expression,
  results: readonly Result[],
): Expression {
  const values = results.map(({ value }) => value);
  const type = types[output] ?? numberType(0);
  const numbers = values.filter((value) => typeof value === 'bigint');
  const at = { ...origin, pointer: `/outputs/${output}` };
  if (type.kind === 'number' && numbers.length === values.length) return pickNumber(index, numbers, type.decimals, at);
  return pick(index, values, narrowed(type, values), at);
}

/** The first rule that matches; a problem where another that matches has other results. */
export function agreeing(read: ReadTable): HitPolicyResult {
  const order = read.rules.map((_, i) => i);
  const isComputed = read.results.computed.size > 0;
  return single(read, order, [
    { ...plan(read, 'rules-conflict'), when: isComputed ? computedConflict(read) : conflict(read) },
  ]);
}

/** Whether a rule matches whose results differ from those of the first that does. */
function computedConflict(read: ReadTable): Expression {
  const { document, results, rules } = read;
  const all = rules.map((_, i) => i);
  const first = table('first', read.inputs, rules, read.origin);
  const taken = document.outputs.map((_, j) =>
    valueAt(
      read,
      j,
      first,
      all.map((i) => resultAt(results, i, j)),
    ),
  );
  const differing = rules.map((rule, i) => {
    const own = document.outputs.map((_, j) => valueAt(read, j, integer(0), [resultAt(results, i, j)]));
    return and([matches(rule), or(own.map((of, j) => differs(of, taken[j] ?? of)))]);
  });
  return or(differing);
}

/** Whether two rules have different results; where that depends on the record, the condition that they do. */
export function rowsDiffer(read: ReadTable, first: number, second: number): boolean | Expression {
  const pairs = read.document.outputs.map((_, j) => [first, second].map((i) => resultAt(read.results, i, j)));
  const isFixed = (a: Result | undefined, b: Result | undefined) => a?.of === undefined && b?.of === undefined;
  if (pairs.some(([a, b]) => isFixed(a, b) && a?.value !== b?.value)) return true;
  const open = pairs.flatMap(([a, b], j) => {
    if (a === undefined || b === undefined || isFixed(a, b)) return [];
    const [left, right] = [a, b].map((one) => valueAt(read, j, integer(0), [one]));
    return left === undefined || right === undefined ? [] : [differs(left, right)];
  });
  return open.length > 0 && or(open);
}

/** Whether two results differ; where both are missing they do not. */
function differs(a: Expression, b: Expression): Expression {
  const isSame = holds(compare('=', a, b));
  return not(a.missable && b.missable ? or([isSame, and([isMissing(a), isMissing(b)])]) : isSame);
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

export function plan({ origin }: ReadTable, code: string): Omit<ProblemPlan, 'when'> {
  return { code, slots: {}, refuses: true, origin };
}

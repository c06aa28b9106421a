import type { Aggregate, Bins, Expression, Lookup, Pick, Table } from '../../model/expression.ts';
import { rescale } from '../../model/decimal.ts';
import type { Type, Value } from '../../model/type.ts';
import { junction, meets } from './logic.ts';
import { anyOf, canBe, exactly, isEmpty, type NumberSpan, range, rangeOf, setOf, type Span, truth } from './span.ts';

/** What a child of a node can be. */
export type Part = (child: Expression) => Span;

/** The bins that can be the first to hold. */
export function binned(node: Bins, part: Part): Span {
  const on = node.on === null ? undefined : part(node.on);
  const found: bigint[] = [];
  // Neither a value nor a missing one is left over.
  let [hasValue, hasMissing] = [on === undefined || !isEmpty(on), on === undefined || on.missable];
  for (const [i, { test }] of node.bins.entries()) {
    if (!hasValue && !hasMissing) break;
    if (test.kind === 'otherwise') {
      found.push(BigInt(i));
      [hasValue, hasMissing] = [false, false];
    } else if (test.kind === 'missing') {
      if (hasMissing) found.push(BigInt(i));
      hasMissing = false;
    } else if (test.kind === 'when') {
      const when = part(test.when);
      if (canBe(when, true)) found.push(BigInt(i));
      if (!canBe(when, false) && !when.missable) [hasValue, hasMissing] = [false, false];
    } else if (hasValue && on !== undefined) {
      const [canMeet, canFail] = meets(on, test);
      if (canMeet) found.push(BigInt(i));
      if (!canFail) hasValue = false;
    }
  }
  return setOf(found, hasValue || hasMissing);
}

/** The values at the positions there can be. */
export function picked({ values, type }: Pick, index: Span): Span {
  const positions =
    index.kind === 'set' && index.values !== null
      ? index.values
      : values.map((_, i) => BigInt(i)).filter(within(index));
  const chosen = positions.map((position) => values[Number(position)] ?? null);
  const present = [...new Set(chosen.filter((value) => value !== null))];
  const missable = index.missable || chosen.includes(null);
  if (present.length === 0) return exactly(null, type);
  const span = setOf(present, missable);
  return typeof present[0] === 'bigint' && span.values === null ? hull(present, missable) : span;
}

const within = (span: Span) => {
  const { low, high } = rangeOf(span);
  return (value: bigint) => value >= low && value <= high;
};

function hull(values: readonly Value[], missable: boolean): NumberSpan {
  const numbers = values.filter((value) => typeof value === 'bigint');
  return range(
    numbers.reduce((a, b) => (a < b ? a : b)),
    numbers.reduce((a, b) => (a > b ? a : b)),
    missable,
  );
}

/** The rules that can be the ones that match. */
export function matched(node: Table, part: Part): Span {
  const found: bigint[] = [];
  let sure = 0;
  for (const [i, { cells }] of node.rules.entries()) {
    let [canHold, mustHold] = [true, true];
    for (const cell of cells) {
      if (cell === null) continue;
      const of = part(cell);
      canHold &&= canBe(of, true);
      mustHold &&= !canBe(of, false) && !of.missable;
      if (!canHold) break;
    }
    if (!canHold) continue;
    found.push(BigInt(i));
    if (mustHold) sure += 1;
    if (mustHold && node.select === 'first') break;
  }
  if (node.select === 'count') return range(BigInt(sure), BigInt(found.length), false);
  return setOf(found, node.select === 'only' ? sure !== 1 || found.length > 1 : sure === 0);
}

/** An aggregate over a list that is written out. */
export function aggregated({ operator, over, type }: Aggregate, items: readonly Span[]): Span {
  const missable = items.some((item) => item.missable);
  const parts = items.map(rangeOf);
  if (operator === 'count') return range(BigInt(items.length), BigInt(items.length), false);
  if (operator === 'some' || operator === 'every') {
    const truths = items.map((item) => truth(canBe(item, true), canBe(item, false) || item.missable, false));
    return junction(operator === 'every', truths);
  }
  if (parts.length === 0 || parts.some(isEmpty)) return anyOf(type, true);
  const of = (end: 'low' | 'high', better: (a: bigint, b: bigint) => boolean) =>
    parts.map((one) => one[end]).reduce((a, b) => (better(a, b) ? a : b));
  const sum = (end: 'low' | 'high') => parts.reduce((so, one) => so + one[end], 0n);
  const [less, more] = [(a: bigint, b: bigint) => a < b, (a: bigint, b: bigint) => a > b];
  switch (operator) {
    case 'sum':
      return range(sum('low'), sum('high'), missable);
    case 'min':
      return range(of('low', less), of('high', less), missable);
    case 'max':
      return range(of('low', more), of('high', more), missable);
    case 'mean':
      return inScale(range(of('low', less), of('high', more), missable), over.type, type);
  }
}

function inScale({ low, high, missable }: NumberSpan, from: Type, to: Type): Span {
  const item = from.kind === 'list' ? from.of : from;
  const [before, after] = [item, to].map((type) => (type.kind === 'number' ? type.decimals : 0));
  return range(rescale(low, before ?? 0, after ?? 0), rescale(high, before ?? 0, after ?? 0), missable);
}

/** A column of the rows whose keys there can be. */
export function lookedUp(node: Lookup, keys: readonly Span[]): Span {
  const rows = node.rows.filter((row) => row.keys.every((key, i) => canHoldKey(keys[i], key)));
  const values = rows.flatMap((row) => {
    const value = row.values[node.column];
    return value === undefined || value === null ? [] : [value];
  });
  if (values.length === 0) return exactly(null, node.type);
  return typeof values[0] === 'bigint' ? hull(values, true) : setOf([...new Set(values)], true);
}

function canHoldKey(span: Span | undefined, key: Value): boolean {
  if (span === undefined || isEmpty(span)) return false;
  if (span.kind === 'set') return span.values === null || span.values.includes(key);
  return typeof key !== 'bigint' || span.kind !== 'range' || (span.low <= key && key <= span.high);
}

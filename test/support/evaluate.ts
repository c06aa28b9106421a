import { divideRounded, power10, rescale, type Rounding } from '../../definitions/model/decimal.ts';
import type {
  Aggregate,
  Arithmetic,
  Bins,
  Compare,
  Expression,
  ForEach,
  ListCall,
  Lookup,
  Table,
  Transcendental,
  WeightedMean,
} from '../../definitions/model/expression.ts';
import type { Value } from '../../definitions/model/type.ts';
import { isObject, type Json, type JsonObject } from '../../definitions/model/json.ts';
import { calendarValue, textValue } from './evaluate-calls.ts';
import { readValue } from '../../definitions/expression/scope/index.ts';

/**
 * The plainest reading of `Expression`: one recursive function, no compiling, no sharing across records. It is slow on purpose and
 * serves tests as an oracle beside the four back doors.
 */

/** A value while evaluating: numbers, dates and instants as scaled bigint, approximates as double, rows as their JSON, missing null. */
export type Datum = null | boolean | string | bigint | number | readonly Datum[] | JsonObject;

export interface World {
  readonly facts: JsonObject;
  /** Days since 1970-01-01. */
  readonly asOf?: bigint;
  readonly previous?: {
    readonly class?: string;
    readonly since?: bigint;
    readonly misses?: bigint;
    readonly run?: bigint;
  };
  readonly cuts?: Readonly<Record<string, readonly (bigint | string)[]>>;
}

/** The value of an expression in a world: facts as on the wire. What cannot be read counts as missing. */
export function evaluate(expression: Expression, world: World): Datum {
  return evaluateIn(expression, { world, variables: new Map(), known: new Map() });
}

interface Frame {
  readonly world: World;
  readonly variables: ReadonlyMap<number, Datum>;
  readonly known: Map<Expression, Datum>;
}

function evaluateIn(node: Expression, frame: Frame): Datum {
  const before = frame.known.get(node);
  if (before !== undefined) return before;
  const value = step(node, frame);
  frame.known.set(node, value);
  return value;
}

function step(node: Expression, frame: Frame): Datum {
  const of = (part: Expression) => evaluateIn(part, frame);
  switch (node.kind) {
    case 'constant':
      return node.value as Datum;
    case 'missing':
      return null;
    case 'field': {
      const row = node.of === null ? frame.world.facts : of(node.of);
      return isObject(row) ? readDatum(row[node.field.name] ?? null, node) : null;
    }
    case 'input':
      return inputValue(node.name, frame.world);
    case 'cut':
      return frame.world.cuts?.[node.segmentation]?.[node.index] ?? null;
    case 'variable':
      return frame.variables.get(node.id) ?? null;
    case 'named':
      return of(node.of);
    case 'not':
      return negate(of(node.of));
    case 'and':
    case 'or':
      return junction(node.kind, node.items.map(of));
    case 'holds':
      return of(node.of) === true;
    case 'isMissing':
      return of(node.of) === null;
    case 'coalesce':
      return node.items.map(of).find((value) => value !== null) ?? null;
    case 'compare':
      return compareValues(node.operator, of(node.left), of(node.right));
    case 'within': {
      const value = of(node.of);
      if (value === null) return null;
      return (
        (node.range.low === null || (value as bigint) >= node.range.low) &&
        (node.range.high === null || (value as bigint) <= node.range.high)
      );
    }
    case 'oneOf': {
      const value = of(node.of);
      return value === null ? null : node.values.includes(value as Value);
    }
    case 'arithmetic':
      return present(node.items.map(of), (items) =>
        node.type.kind === 'approximate'
          ? double(node.operator, items as number[])
          : exact(node.operator, items as bigint[]),
      );
    case 'divide':
      return present([of(node.left), of(node.right)], ([left, right]) =>
        divideExact(node, left as bigint, right as bigint),
      );
    case 'round':
      return present([of(node.of)], ([value]) =>
        roundValue(node.of, value as bigint | number, scale(node), node.rounding),
      );
    case 'approximately':
      return present([of(node.of)], ([value]) => Number(value) / 10 ** scale(node.of));
    case 'transcendental':
      return present(node.items.map(of), (items) => finite(transcend(node.function, items as number[])));
    case 'if':
      return of(node.condition) === true ? of(node.then) : of(node.otherwise);
    case 'bins':
      return binOf(node, frame);
    case 'pick':
      return present([of(node.index)], ([index]) => (node.values[Number(index)] ?? null) as Datum);
    case 'table':
      return ruleOf(node, frame);
    case 'weightedSum':
      return present(
        node.terms.map((term) => of(term.of)),
        (values) => node.terms.reduce((sum, term, i) => sum + term.weight * (values[i] as bigint), node.initial),
      );
    case 'weightedMean':
      return meanOf(node, frame);
    case 'list':
      return node.items.map(of);
    case 'sequence':
      return present([of(node.from), of(node.to)], ([from, to]) => count(from as bigint, to as bigint));
    case 'forEach':
      return loop(node, frame);
    case 'itemAt':
      return present(
        [of(node.list), of(node.index)],
        ([list, index]) =>
          (list as Datum[]).at(Number(index) > 0 ? Number(index) - 1 : Number(index) || Infinity) ?? null,
      );
    case 'aggregate':
      return present([of(node.over)], ([list]) => aggregateValues(node, list as Datum[]));
    case 'listCall':
      return present(node.items.map(of), (items) => listValue(node, items));
    case 'lookup':
      return lookUp(node, frame);
    case 'text':
      return present(node.items.map(of), (items) => textValue(node, items));
    case 'calendar':
      return present(node.items.map(of), (items) =>
        node.function === 'weekdayName'
          ? new Date(Number(items[0]) * 86_400_000).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
          : big(calendarValue(node.function, items.map(Number))),
      );
  }
}

const present = (values: readonly Datum[], then: (values: readonly Datum[]) => Datum): Datum =>
  values.includes(null) ? null : then(values);
const scale = (node: Expression) => (node.type.kind === 'number' ? node.type.decimals : 0);
const big = (n: number | undefined) => (n === undefined ? null : BigInt(n));
const finite = (x: number) => (Number.isFinite(x) ? x : null);
const negate = (value: Datum) => (value === null ? null : value !== true);

function readDatum(json: Json, node: Expression): Datum {
  if (node.type.kind === 'row') return isObject(json) ? json : null;
  if (node.type.kind !== 'list') return readValue(json, node.type) as Datum;
  const { of } = node.type;
  if (!Array.isArray(json)) return null;
  return json.map((item) => (of.kind === 'row' ? (isObject(item) ? item : null) : (readValue(item, of) as Datum)));
}

function inputValue(name: string, world: World): Datum {
  if (name === '$asOf') return world.asOf ?? null;
  if (name === '$previous.class') return world.previous?.class ?? null;
  if (name === '$previous.run') return world.previous?.run ?? null;
  return (name === '$previous.since' ? world.previous?.since : world.previous?.misses) ?? null;
}

function junction(kind: 'and' | 'or', values: readonly Datum[]): Datum {
  const decisive = kind === 'or';
  return values.includes(decisive) ? decisive : values.includes(null) ? null : !decisive;
}

function compareValues(operator: Compare['operator'], a: Datum, b: Datum): Datum {
  if (a === null || b === null) return null;
  if (operator === '=') return a === b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function exact(operator: Arithmetic['operator'], items: readonly bigint[]): Datum {
  const [first = 0n, ...rest] = items;
  if (operator === 'negate') return -first;
  if (operator === 'absolute') return first < 0n ? -first : first;
  if (operator === 'modulo')
    return rest.reduce<bigint | null>((a, b) => (a === null || b === 0n ? null : ((a % b) + b) % b), first);
  return rest.reduce((a, b) => {
    if (operator === 'add') return a + b;
    if (operator === 'subtract') return a - b;
    if (operator === 'multiply') return a * b;
    return operator === 'minimum' ? (b < a ? b : a) : b > a ? b : a;
  }, first);
}

function double(operator: Arithmetic['operator'], items: readonly number[]): Datum {
  const [first = 0, ...rest] = items;
  if (operator === 'negate') return -first;
  if (operator === 'absolute') return Math.abs(first);
  const value = rest.reduce((a, b) => {
    if (operator === 'add') return a + b;
    if (operator === 'subtract') return a - b;
    if (operator === 'multiply') return a * b;
    if (operator === 'modulo') return ((a % b) + b) % b;
    return operator === 'minimum' ? Math.min(a, b) : Math.max(a, b);
  }, first);
  return finite(value);
}

function divideExact(node: Expression & { readonly kind: 'divide' }, left: bigint, right: bigint): Datum {
  if (right === 0n) return null;
  const shift = scale(node) + scale(node.right) - scale(node.left);
  return shift >= 0
    ? divideRounded(left * power10(shift), right, node.rounding)
    : divideRounded(left, right * power10(-shift), node.rounding);
}

function roundValue(of: Expression, value: bigint | number, decimals: number, rounding: Rounding): Datum {
  if (typeof value === 'bigint') return rescale(value, scale(of), decimals, rounding);
  const rounded = roundDouble(value * 10 ** decimals, rounding);
  return Number.isSafeInteger(rounded) ? BigInt(rounded) : null;
}

function roundDouble(x: number, rounding: Rounding): number {
  const size = Math.abs(x);
  const part = size - Math.floor(size);
  if (rounding === 'floor') return Math.floor(x);
  if (rounding === 'ceiling') return Math.ceil(x);
  const isUp =
    rounding === 'up'
      ? part > 0
      : rounding === 'half-up'
        ? part >= 0.5
        : rounding === 'half-down'
          ? part > 0.5
          : rounding === 'half-even' && (part > 0.5 || (part === 0.5 && Math.floor(size) % 2 === 1));
  return Math.sign(x) * (Math.floor(size) + (isUp ? 1 : 0));
}

function transcend(name: Transcendental['function'], [x = 0, y = 0]: readonly number[]): number {
  if (name === 'exp') return Math.exp(x);
  if (name === 'ln') return Math.log(x);
  if (name === 'sqrt') return Math.sqrt(x);
  if (name === 'power') return x ** y;
  return name === 'logistic' ? 1 / (1 + Math.exp(-x)) : x / y;
}

function binOf(node: Bins, frame: Frame): Datum {
  const value = node.on === null ? null : evaluateIn(node.on, frame);
  const index = node.bins.findIndex(({ test }) => {
    if (test.kind === 'when') return evaluateIn(test.when, frame) === true;
    if (test.kind === 'otherwise') return true;
    if (test.kind === 'missing' || value === null) return node.on !== null && value === null && test.kind === 'missing';
    if (test.kind === 'values') return test.values.includes(value as Value);
    return (
      (test.range.low === null || (value as bigint) >= test.range.low) &&
      (test.range.high === null || (value as bigint) <= test.range.high)
    );
  });
  return index < 0 ? null : BigInt(index);
}

function ruleOf(node: Table, frame: Frame): Datum {
  const matching = node.rules.flatMap((rule, i) =>
    rule.cells.every((cell) => cell === null || evaluateIn(cell, frame) === true) ? [i] : [],
  );
  if (node.select === 'count') return BigInt(matching.length);
  if (node.select === 'only' && matching.length > 1) return null;
  return matching[0] === undefined ? null : BigInt(matching[0]);
}

function meanOf(node: WeightedMean, frame: Frame): Datum {
  const terms = node.terms.map((term) => ({ ...term, value: evaluateIn(term.of, frame) as bigint | null }));
  if (terms.some((term) => term.value === null && term.ifMissing === 'missing')) return null;
  const kept = terms.filter((term) => term.value !== null);
  const total = kept.reduce((sum, term) => sum + term.weight, 0n);
  if (total === 0n) return null;
  const sum = kept.reduce((all, term) => all + term.weight * (term.value ?? 0n), 0n);
  const from = node.terms[0] === undefined ? 0 : scale(node.terms[0].of);
  const shift = scale(node) - from;
  return shift >= 0 ? divideRounded(sum * power10(shift), total) : divideRounded(sum, total * power10(-shift));
}

function count(from: bigint, to: bigint): Datum {
  const step = from <= to ? 1n : -1n;
  return Array.from({ length: Number((to - from) * step) + 1 }, (_, i) => from + BigInt(i) * step);
}

function loop(node: ForEach, frame: Frame): Datum {
  const list = evaluateIn(node.over, frame);
  if (list === null) return null;
  return (list as Datum[]).flatMap((item) => {
    const inner: Frame = {
      ...frame,
      variables: new Map(frame.variables).set(node.variable.id, item),
      known: new Map(),
    };
    if (node.where !== null && evaluateIn(node.where, inner) !== true) return [];
    return [node.body === null ? item : evaluateIn(node.body, inner)];
  });
}

function aggregateValues(node: Aggregate, list: readonly Datum[]): Datum {
  if (node.operator === 'count') return BigInt(list.length);
  if (node.operator === 'some') return list.includes(true);
  if (node.operator === 'every') return list.every((item) => item === true);
  if (list.includes(null)) return null;
  const isDouble = node.type.kind === 'approximate';
  if (node.operator === 'sum' || node.operator === 'mean') {
    const sum = isDouble
      ? (list as number[]).reduce((a, b) => a + b, 0)
      : (list as bigint[]).reduce((a, b) => a + b, 0n);
    if (node.operator === 'sum') return typeof sum === 'number' ? finite(sum) : sum;
    if (list.length === 0) return null;
    if (typeof sum === 'number') return finite(sum / list.length);
    const from = node.over.type.kind === 'list' && node.over.type.of.kind === 'number' ? node.over.type.of.decimals : 0;
    const shift = scale(node) - from;
    return shift >= 0
      ? divideRounded(sum * power10(shift), BigInt(list.length))
      : divideRounded(sum, BigInt(list.length) * power10(-shift));
  }
  const isLess = (a: Datum, b: Datum) => (a as bigint) < (b as bigint);
  return list.reduce<Datum>(
    (best, item) => (best === null || isLess(item, best) === (node.operator === 'min') ? item : best),
    null,
  );
}

function lookUp(node: Lookup, frame: Frame): Datum {
  const keys = node.keys.map((key) => evaluateIn(key, frame));
  const asOf = node.asOf === null ? 0n : evaluateIn(node.asOf, frame);
  if (asOf === null || keys.includes(null)) return null;
  const isValid = ({ from, to }: Lookup['rows'][number]) =>
    node.asOf === null || ((from === null || from <= (asOf as bigint)) && (to === null || (asOf as bigint) < to));
  const row = node.rows.find((one) => isValid(one) && one.keys.every((key, i) => key === keys[i]));
  return (row?.values[node.column] ?? null) as Datum;
}

const dense = (list: Datum) => list as readonly Datum[];
const byCodePoints = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const ordered = (list: readonly Datum[]) =>
  [...list].sort((a, b) =>
    typeof a === 'string' ? byCodePoints(a, b as string) : Number((a as bigint) - (b as bigint)),
  );

function listValue(node: ListCall, items: readonly Datum[]): Datum {
  const [first = null, second = null] = items;
  if (node.function === 'split') return second === '' ? [first] : String(first).split(String(second));
  const list = dense(first);
  const known = list.filter((item) => item !== null);
  const count = known.length;
  const figures = known as bigint[];
  const sum = figures.reduce((all, one) => all + BigInt(typeof one === 'bigint' ? one : 0), 0n);
  switch (node.function) {
    case 'concatenate':
      return items.flatMap(dense);
    case 'flatten':
      return list.flatMap((inner) => (inner === null ? [null] : dense(inner)));
    case 'distinct':
      return list.filter((item, i) => list.indexOf(item) === i);
    case 'sort':
      return [...ordered(known), ...list.filter((item) => item === null)];
    case 'join':
      return known.join(String(second));
    case 'mode': {
      const times = (item: Datum) => known.filter((other) => other === item).length;
      const most = Math.max(0, ...known.map(times));
      return count < list.length ? null : ordered(known.filter((x, i) => times(x) === most && known.indexOf(x) === i));
    }
    case 'median': {
      if (count < list.length || count === 0) return null;
      const middle = ordered(known).slice(Math.ceil(count / 2) - 1, Math.floor(count / 2) + 1) as bigint[];
      const from =
        node.items[0]?.type.kind === 'list' && node.items[0].type.of.kind === 'number'
          ? node.items[0].type.of.decimals
          : 0;
      const total = middle.reduce((a, b) => a + b, 0n) * power10(scale(node) - from);
      return divideRounded(total, BigInt(middle.length));
    }
    case 'stddev': {
      if (count < list.length || count < 2) return null;
      const from =
        node.items[0]?.type.kind === 'list' && node.items[0].type.of.kind === 'number'
          ? node.items[0].type.of.decimals
          : 0;
      const squares = figures.reduce((all, one) => all + (one * BigInt(count) - sum) ** 2n, 0n);
      return Math.sqrt(Number(squares) / (count - 1)) / count / 10 ** from;
    }
    case 'percentile': {
      const share = Number(second) / 10 ** (node.items[1] === undefined ? 0 : scale(node.items[1]));
      if (count < list.length || share < 0 || share > 100) return null;
      return ordered(known).find((_, i) => (i + 1) * 100 >= share * count) ?? null;
    }
  }
}

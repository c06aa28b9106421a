import { asNumber } from '../build-number.ts';
import { power10, type Rounding } from '../../model/decimal.ts';
import type { Arithmetic, Divide, Round } from '../../model/expression.ts';
import { LARGEST } from '../../model/type.ts';
import { constantPick } from './constant-pick.ts';
import type { Emitter } from './emitter.ts';
import { operand } from './emit-logic.ts';
import { integerLiteral, integerText, largest, magnitude, widened, widthFor, widthOf } from './number-size.ts';
import type { Sql } from './sql.ts';

/** Exact arithmetic: every operation is as wide as its greatest possible result, partial results included. */
export function emitArithmetic(e: Emitter, node: Arithmetic): Sql {
  if (node.type.kind === 'approximate') return approximate(e, node);
  const { g, dialect } = e;
  const mapped = mapPick(e, node);
  if (mapped !== undefined) return mapped;
  const width = widthFor(partial(node)) ?? 16;
  const items = node.items.map((item) => operand(e, widened(g, dialect, e.value(item), width)));
  const [first = items[0], second] = items;
  if (first === undefined) throw new Error(`${node.operator} of nothing`);
  switch (node.operator) {
    case 'add':
      return g.wide(width, g.sql`(${g.join(items, ' + ')})`);
    case 'subtract':
      return g.wide(width, g.sql`(${g.join(items, ' - ')})`);
    case 'multiply':
      return g.wide(width, g.sql`(${g.join(items, ' * ')})`);
    case 'negate':
      return g.wide(width, g.sql`-${first}`);
    case 'absolute':
      return g.wide(width, g.sql`abs(${first})`);
    case 'minimum':
    case 'maximum':
      return g.wide(width, extreme(e, node, items));
    case 'modulo':
      return items
        .slice(second === undefined ? 0 : 1)
        .reduce(
          (a, b) => g.wide(width, dialect.remainder(g, operand(e, g.sql`${dialect.remainder(g, a, b)} + ${b}`), b)),
          first,
        );
  }
}

/** A bound of every partial result. */
function partial(node: Arithmetic): bigint {
  const sizes = node.items.map(magnitude);
  if (node.operator === 'multiply') return sizes.reduce((a, b) => a * (b > 0n ? b : 1n));
  if (node.operator === 'add' || node.operator === 'subtract') return sizes.reduce((a, b) => a + b);
  return sizes.reduce((a, b) => (a > b ? a : b)) * 2n;
}

/** SQL's LEAST and GREATEST pass over NULL; ours are missing then. */
function extreme(e: Emitter, node: Arithmetic, items: readonly Sql[]): Sql {
  const { g } = e;
  const call = g.sql`${node.operator === 'minimum' ? 'LEAST' : 'GREATEST'}(${g.join(items, ', ')})`;
  const missable = items.filter((_, i) => node.items[i]?.missable !== false);
  if (missable.length === 0) return call;
  return g.sql`CASE WHEN ${g.join(
    missable.map((item) => g.sql`${item} IS NOT NULL`),
    ' AND ',
  )} THEN ${call} END`;
}

function approximate(e: Emitter, node: Arithmetic): Sql {
  const { g, dialect } = e;
  const items = node.items.map((item) => operand(e, e.value(item)));
  const [first] = items;
  if (first === undefined) throw new Error(`${node.operator} of nothing`);
  const signs: Partial<Record<Arithmetic['operator'], string>> = { add: ' + ', subtract: ' - ', multiply: ' * ' };
  const sign = signs[node.operator];
  if (sign !== undefined) return dialect.finite(g, g.sql`(${g.join(items, sign)})`);
  if (node.operator === 'negate') return g.sql`-${first}`;
  if (node.operator === 'absolute') return g.sql`abs(${first})`;
  if (node.operator !== 'modulo') return extreme(e, node, items);
  // As JavaScript computes it: the remainder with the dividend's sign, moved to the divisor's.
  return items
    .slice(1)
    .reduce((a, b) => dialect.finite(g, g.sql`CASE WHEN ${b} <> 0 THEN ((${a} % ${b}) + ${b}) % ${b} END`), first);
}

/** Constants around a choice of constants are a choice of results: `best − got` and `weight × score` cost no arithmetic. */
function mapPick(e: Emitter, node: Arithmetic): Sql | undefined {
  const picked = constantPick(node);
  if (picked === undefined) return undefined;
  return e.value({
    kind: 'pick',
    type: node.type,
    missable: node.missable,
    index: picked.bins,
    values: picked.constants,
  });
}

export function emitDivide(e: Emitter, { left, right, rounding, type }: Divide): Sql {
  const [l, r, own] = [asNumber(left), asNumber(right), type.kind === 'number' ? type.decimals : 0];
  const shift = own + r.decimals - l.decimals;
  const down = power10(Math.max(-shift, 0));
  const divisor: Divisor = { sql: e.value(right), magnitude: magnitude(right), isPositive: r.minimum > 0n };
  const scaled =
    down === 1n
      ? divisor
      : { ...divisor, sql: times(e, divisor.sql, down, divisor.magnitude), magnitude: divisor.magnitude * down };
  const dividend: Dividend = { sql: e.value(left), magnitude: magnitude(left), isNegative: l.minimum < 0n };
  return g16(
    e,
    divideRounded(e, dividend, scaled, Math.max(shift, 0), rounding),
    type.kind === 'number' ? widthOf(type) : 16,
  );
}

export interface Dividend {
  readonly sql: Sql;
  readonly magnitude: bigint;
  /** Whether it can be below zero. */
  readonly isNegative: boolean;
}
export interface Divisor {
  readonly sql: Sql;
  readonly magnitude: bigint;
  /** Whether it is above zero (or missing). */
  readonly isPositive: boolean;
}

const g16 = (e: Emitter, piece: Sql, width: number) => (piece.width === 0 ? e.g.wide(width, piece) : piece);

/** A piece times a constant, as wide as needed. */
export function times(e: Emitter, piece: Sql, factor: bigint, size: bigint): Sql {
  if (factor === 1n) return piece;
  const width = widthFor(size * factor) ?? 16;
  return e.g.wide(width, e.g.sql`${operand(e, widened(e.g, e.dialect, piece, width))} * ${integerText(factor)}`);
}

/** round(dividend × 10^shift / divisor) in integers; missing for a zero divisor. */
export function divideRounded(
  e: Emitter,
  dividend: Dividend,
  divisor: Divisor,
  shift: number,
  rounding: Rounding,
): Sql {
  const reduced = wholeFactor(divisor, shift);
  if (reduced !== undefined) return times(e, dividend.sql, reduced, dividend.magnitude);
  const size = dividend.magnitude * power10(shift);
  if (size + divisor.magnitude > LARGEST) return longDivision(e, dividend, divisor, shift, rounding);
  const n: Dividend = { ...dividend, sql: times(e, dividend.sql, power10(shift), dividend.magnitude), magnitude: size };
  if (rounding === 'half-up') return halfUp(e, n, divisor);
  const { g, dialect } = e;
  const width = widthFor(size + divisor.magnitude) ?? 16;
  const [a, b] = [n.sql, divisor.sql].map((piece) => operand(e, widened(g, dialect, piece, width)));
  if (a === undefined || b === undefined) throw new Error('A division of nothing');
  const quotient = g.wide(width, dialect.quotient(g, a, b));
  return rounding === 'down'
    ? quotient
    : stepped(e, quotient, g.wide(width, dialect.remainder(g, a, b)), b, a, rounding);
}

/** 10^shift / divisor where that is whole: then nothing is divided at all. */
function wholeFactor({ sql }: Divisor, shift: number): bigint | undefined {
  const divisor = constantOf(sql);
  return divisor !== undefined && divisor > 0n && power10(shift) % divisor === 0n
    ? power10(shift) / divisor
    : undefined;
}

/** Half of the divisor is added with the dividend's sign; the division towards zero then rounds half away from zero. */
function halfUp(e: Emitter, dividend: Dividend, divisor: Divisor): Sql {
  const { g, dialect } = e;
  const width = widthFor(dividend.magnitude + divisor.magnitude) ?? 16;
  const [n, d] = [dividend.sql, divisor.sql].map((piece) => operand(e, widened(g, dialect, piece, width)));
  if (n === undefined || d === undefined) throw new Error('A division of nothing');
  const half =
    constantOf(divisor.sql) === undefined
      ? g.wide(width, dialect.quotient(g, d, integerLiteral(g, 2n)))
      : integerLiteral(g, (constantOf(divisor.sql) ?? 0n) / 2n);
  const added =
    !dividend.isNegative && divisor.isPositive
      ? g.sql`${n} + ${half}`
      : g.sql`CASE WHEN ${divisor.isPositive ? g.sql`${n} >= 0` : g.sql`(${n} < 0) = (${d} < 0)`} THEN ${n} + ${half} ELSE ${n} - ${half} END`;
  return g.wide(width, dialect.quotient(g, g.sql`(${added})`, d));
}

function constantOf(piece: Sql): bigint | undefined {
  const [text] = piece.parts;
  return piece.parts.length === 1 && typeof text === 'string' && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

/** The quotient towards zero, one further where the rounding says so; `sign` has the sign of the dividend. */
function stepped(e: Emitter, quotient: Sql, rest: Sql, divisor: Sql, sign: Sql, rounding: Rounding): Sql {
  const { g } = e;
  const [q, r, d] = [quotient, rest, divisor].map((piece) => operand(e, piece));
  if (q === undefined || r === undefined || d === undefined) throw new Error('A division of nothing');
  const isNegative = g.sql`((${sign} < 0) <> (${d} < 0))`;
  const gap = g.sql`(abs(${d}) - abs(${r}))`;
  const tests: Record<Exclude<Rounding, 'down'>, Sql> = {
    'half-up': g.sql`abs(${r}) >= ${gap}`,
    'half-down': g.sql`abs(${r}) > ${gap}`,
    'half-even': g.sql`abs(${r}) > ${gap} OR (abs(${r}) = ${gap} AND ${q} % 2 <> 0)`,
    up: g.sql`${r} <> 0`,
    floor: g.sql`${r} <> 0 AND ${isNegative}`,
    ceiling: g.sql`${r} <> 0 AND NOT ${isNegative}`,
  };
  if (rounding === 'down') return quotient;
  return g.wide(
    quotient.width,
    g.sql`CASE WHEN ${tests[rounding]} THEN ${q} + CASE WHEN ${isNegative} THEN -1 ELSE 1 END ELSE ${q} END`,
  );
}

/** Whether a division is beyond SQL's integers: its divisor has more than 37 digits. Such rows are the function's. */
export function isBeyondIntegers({ left, right, type }: Divide): boolean {
  const own = type.kind === 'number' ? type.decimals : 0;
  const shift = own + asNumber(right).decimals - asNumber(left).decimals;
  const divisor = magnitude(right) * power10(Math.max(-shift, 0));
  return magnitude(left) * power10(Math.max(shift, 0)) + divisor > LARGEST && groupOf(divisor) < 1;
}

/** How many digits can be appended to a rest below a divisor. */
const groupOf = (divisor: bigint) => String(LARGEST / (divisor + 1n)).length - 1;

/** A dividend that would not fit 38 digits is divided digit group by digit group, as on paper. */
function longDivision(e: Emitter, dividend: Dividend, divisor: Divisor, shift: number, rounding: Rounding): Sql {
  const { g, dialect } = e;
  const [n, d] = [dividend.sql, divisor.sql].map((piece) => operand(e, widened(g, dialect, piece, 16)));
  if (n === undefined || d === undefined) throw new Error('A division of nothing');
  const group = groupOf(divisor.magnitude);
  if (group < 1) return g.leaf(`CAST(NULL AS ${dialect.integerName(16)})`, 16);
  let quotient = g.wide(16, dialect.quotient(g, n, d));
  let rest = g.wide(16, dialect.remainder(g, n, d));
  for (let left = shift; left > 0; left -= group) {
    const factor = integerText(power10(Math.min(group, left)));
    const next = g.wide(16, g.sql`(${operand(e, rest)} * ${factor})`);
    quotient = g.wide(16, g.sql`${operand(e, quotient)} * ${factor} + ${dialect.quotient(g, next, d)}`);
    rest = g.wide(16, dialect.remainder(g, next, d));
  }
  return stepped(e, quotient, rest, d, n, rounding);
}

export function emitRound(e: Emitter, { of, rounding, type }: Round): Sql {
  const { g, dialect } = e;
  const own = type.kind === 'number' ? type.decimals : 0;
  if (of.type.kind === 'approximate') {
    const scaled = own === 0 ? e.value(of) : g.sql`${operand(e, e.value(of))} * 1e${String(own)}`;
    return g.wide(8, dialect.roundDouble(g, scaled, rounding));
  }
  const { decimals, minimum, maximum } = asNumber(of);
  const size = largest(minimum, maximum);
  if (own >= decimals) return times(e, e.value(of), power10(own - decimals), size);
  const by = power10(decimals - own);
  const dividend: Dividend = { sql: e.value(of), magnitude: size, isNegative: minimum < 0n };
  return divideRounded(e, dividend, { sql: integerLiteral(g, by), magnitude: by, isPositive: true }, 0, rounding);
}

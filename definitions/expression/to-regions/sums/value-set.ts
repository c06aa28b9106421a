import type { Expression } from '../../../model/expression.ts';
import { divideRounded, power10 } from '../../../model/decimal.ts';
import type { Builder } from '../builder.ts';

/**
 * The values a sum of finite choices can have, each choice taken as free of the others: exact where no two read the same subject,
 * else a superset, so that *this total never happens* is sound. Sets are bits over base + step · i (a convolution is a shift).
 */
export interface ValueSet {
  readonly base: bigint;
  readonly step: bigint;
  readonly bits: bigint;
}

/** The most positions one set may span, and the most values a choice may add: beyond, no answer. */
const MOST_BITS = 20_000_000n;
const MOST_WORK = 500_000_000n;

/** The set of an expression's values (missing aside), or undefined where it is not made of finite choices or too wide. */
export function valueSet(e: Expression, builder: Builder): ValueSet | undefined {
  switch (e.kind) {
    case 'named':
      return valueSet(e.of, builder);
    case 'if':
      return e.then.kind === 'missing' ? valueSet(e.otherwise, builder) : finite(e, builder);
    case 'constant':
      return typeof e.value === 'bigint' ? { base: e.value, step: 1n, bits: 1n } : undefined;
    case 'weightedSum': {
      const terms = e.terms.map((term) => scaled(valueSet(term.of, builder), term.weight));
      return sumOf([{ base: e.initial, step: 1n, bits: 1n }, ...terms]);
    }
    case 'weightedMean':
      return e.terms.some((term) => term.ifMissing === 'skip' && term.of.missable) ? undefined : mean(e, builder);
    case 'round': {
      if (e.of.type.kind !== 'number' || e.type.kind !== 'number') return undefined;
      const shift = e.type.decimals - e.of.type.decimals;
      const to = (n: bigint) => (shift >= 0 ? n * power10(shift) : divideRounded(n, power10(-shift), e.rounding));
      return mapped(valueSet(e.of, builder), to);
    }
    default:
      return finite(e, builder);
  }
}

function mean(e: Expression & { kind: 'weightedMean' }, builder: Builder): ValueSet | undefined {
  const weights = e.terms.reduce((total, term) => total + term.weight, 0n);
  const first = e.terms[0]?.of.type;
  if (weights === 0n || first?.kind !== 'number' || e.type.kind !== 'number') return undefined;
  const shift = e.type.decimals - first.decimals;
  const to = (n: bigint) =>
    shift >= 0 ? divideRounded(n * power10(shift), weights) : divideRounded(n, weights * power10(-shift));
  return mapped(sumOf(e.terms.map((term) => scaled(valueSet(term.of, builder), term.weight))), to);
}

/** What a small diagram's terminals say. */
function finite(e: Expression, builder: Builder): ValueSet | undefined {
  const { diagrams } = builder;
  const values: bigint[] = [];
  for (const id of diagrams.reachable(builder.of(e))) {
    const at = diagrams.at(id);
    if (at.kind === 'missing') continue;
    if (at.kind !== 'value' || typeof at.value !== 'bigint') return undefined;
    values.push(at.value);
  }
  return fromValues(values);
}

function fromValues(values: readonly bigint[]): ValueSet | undefined {
  if (values.length === 0) return undefined;
  const base = values.reduce((a, b) => (b < a ? b : a));
  const step = values.reduce((g, value) => divisor(g, value - base), 0n) || 1n;
  const width = values.reduce((most, value) => ((value - base) / step > most ? (value - base) / step : most), 0n);
  if (width > MOST_BITS) return undefined;
  const bytes = new Uint8Array(Number(width / 8n) + 1);
  for (const value of values) {
    const position = Number((value - base) / step);
    bytes[position >> 3] = (bytes[position >> 3] ?? 0) | (1 << (position & 7));
  }
  return { base, step, bits: fromBytes(bytes) };
}

function fromBytes(bytes: Uint8Array): bigint {
  let hex = '';
  for (let i = bytes.length - 1; i >= 0; i--) hex += (bytes[i] ?? 0).toString(16).padStart(2, '0');
  return BigInt(`0x${hex}`);
}

/** A set of values times a weight. */
export function scaled(set: ValueSet | undefined, weight: bigint): ValueSet | undefined {
  if (set === undefined) return undefined;
  if (weight >= 0n)
    return weight === 0n
      ? { base: 0n, step: 1n, bits: 1n }
      : { ...set, base: set.base * weight, step: set.step * weight };
  return fromValues(positions(set).map((i) => (set.base + set.step * BigInt(i)) * weight));
}

/** All sums of one value of each set; undefined where that is too much. */
export function sumOf(sets: readonly (ValueSet | undefined)[]): ValueSet | undefined {
  const known = sets.filter((set) => set !== undefined);
  if (known.length < sets.length) return undefined;
  const step = known.reduce((g, set) => (set.bits === 1n ? g : divisor(g, set.step)), 0n) || 1n;
  let [bits, width, base] = [1n, 0n, 0n];
  for (const set of known) {
    base += set.base;
    const offsets = positions(set).map((i) => BigInt(i) * (set.step / step || 1n));
    width += offsets.at(-1) ?? 0n;
    if (width > MOST_BITS || (width / 8n) * BigInt(offsets.length) > MOST_WORK) return undefined;
    bits = offsets.reduce((reached, offset) => reached | (bits << offset), 0n);
  }
  return { base, step, bits };
}

function mapped(set: ValueSet | undefined, to: (n: bigint) => bigint): ValueSet | undefined {
  return set === undefined ? undefined : fromValues(positions(set).map((i) => to(set.base + set.step * BigInt(i))));
}

/** Where bits are set, ascending. */
function positions({ bits }: ValueSet): readonly number[] {
  const digits = bits.toString(2);
  const found: number[] = [];
  for (let i = digits.length - 1; i >= 0; i--) if (digits[i] === '1') found.push(digits.length - 1 - i);
  return found;
}

/** The values, ascending. */
export function valuesOf(set: ValueSet): readonly bigint[] {
  return positions(set).map((i) => set.base + set.step * BigInt(i));
}

/** Whether the set has a value in a range. */
export function meets({ base, step, bits }: ValueSet, low: bigint, high: bigint): boolean {
  const first = low <= base ? 0n : (low - base + step - 1n) / step;
  const last = high < base ? -1n : (high - base) / step;
  if (last < first) return false;
  return ((bits >> first) & ((1n << (last - first + 1n)) - 1n)) !== 0n;
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

import type { Type, Value } from '../../model/type.ts';

/**
 * How values stand in generated functions. What fits ±(2^53 − 1) is a JavaScript number (also dates, instants, durations and
 * approximates) and NaN where missing, so that arithmetic and comparison of missing values need no tests: they are NaN and false by
 * themselves. What does not fit is a BigInt, null where missing. Booleans, strings, lists and rows are themselves, null where missing.
 */
export type Representation = 'number' | 'bigint' | 'other';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The representation of a type's values. */
export function representation(type: Type): Representation {
  switch (type.kind) {
    case 'number':
    case 'date':
    case 'instant':
      return isSafeRange(type.minimum, type.maximum) ? 'number' : 'bigint';
    case 'duration':
    case 'approximate':
      return 'number';
    case 'boolean':
    case 'string':
    case 'list':
    case 'row':
      return 'other';
  }
}

/** Whether every integer from low to high is exact as a double. */
export function isSafeRange(low: bigint, high: bigint): boolean {
  return low >= -SAFE && high <= SAFE;
}

/** The missing value as source. */
export function missingSource(form: Representation): string {
  return form === 'number' ? 'NaN' : 'null';
}

/** A constant as it stands in generated functions. */
export function plainValue(type: Type, value: Value | null): unknown {
  const form = representation(type);
  if (value === null) return form === 'number' ? Number.NaN : null;
  if (form === 'number') return Number(value);
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => plainValue(type.of, item));
  return value;
}

/** A constant as source, or undefined where it has to be a slot. Only numbers, booleans and `JSON.stringify`-ed strings are source. */
export function literal(type: Type, value: Value | null): string | undefined {
  const plain = plainValue(type, value);
  if (typeof plain === 'number') return numberSource(plain);
  if (typeof plain === 'bigint') return plain < 0n ? `(${plain}n)` : `${plain}n`;
  if (typeof plain === 'string') return JSON.stringify(plain);
  return plain === null || typeof plain === 'boolean' ? String(plain) : undefined;
}

/** A number as source that can stand anywhere in an expression. */
export function numberSource(n: number): string {
  return n < 0 ? `(${n})` : String(n);
}

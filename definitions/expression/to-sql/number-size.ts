import { asNumber } from '../build-number.ts';
import type { Expression } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Dialect } from './dialect.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** Integers in SQL are sized from bounds, so that nothing can overflow at run time. */

const limits = [4, 8, 16].map((width) => ({ width, limit: 2n ** BigInt(width * 8 - 1) - 1n }));

/** The bytes of an integer that holds ±magnitude; undefined beyond HUGEINT. */
export function widthFor(magnitude: bigint): number | undefined {
  return limits.find(({ limit }) => magnitude <= limit)?.width;
}

/** The bytes of an integer that holds every value of a type; 0 for types that are no integers. */
export function widthOf(type: Type): number {
  if (type.kind === 'duration') return 8;
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return 0;
  return widthFor(largest(type.minimum, type.maximum)) ?? 16;
}

/** The greatest magnitude of a number's values. */
export function magnitude(of: Expression): bigint {
  const { minimum, maximum } = asNumber(of);
  return largest(minimum, maximum);
}

export function largest(minimum: bigint, maximum: bigint): bigint {
  const [low, high] = [minimum < 0n ? -minimum : minimum, maximum < 0n ? -maximum : maximum];
  return low > high ? low : high;
}

/** The piece as an integer of at least these bytes. */
export function widened(g: SqlGraph, dialect: Dialect, piece: Sql, width: number): Sql {
  if (piece.width >= width) return piece;
  return g.wide(width, g.sql`CAST(${piece} AS ${dialect.integerName(width)})`);
}

/** An integer literal. */
export function integerLiteral(g: SqlGraph, value: bigint): Sql {
  return g.leaf(integerText(value), widthFor(value < 0n ? -value : value) ?? 16);
}

export function integerText(value: bigint): string {
  return value < 0n ? `(${value})` : String(value);
}

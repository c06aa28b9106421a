import { power10 } from '../../model/decimal.ts';
import type { Expression } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { largest } from './number-size.ts';
import type { Sql } from './sql.ts';

/** A value as a result column shows it: decimals as DECIMAL, days as DATE, instants as TIMESTAMPTZ. */
export function outputOf(e: Emitter, of: Expression): Sql {
  return shownValue(e, of.type, e.value(of));
}

/** A value of a type, as Guiju keeps it, as a result column shows it. */
export function shownValue(e: Emitter, type: Type, value: Sql): Sql {
  const { g, dialect } = e;
  switch (type.kind) {
    case 'number':
      return numberOutput(e, type, value);
    case 'date':
      return g.sql`(DATE '1970-01-01' + CAST(${value} AS INTEGER))`;
    case 'instant':
      return g.sql`make_timestamptz(${operand(e, value)} * 1000)`;
    case 'list': {
      const item = g.leaf('shown', 0, 'shown');
      const one = shownValue(e, type.of, item);
      return one === item ? value : dialect.transform(g, value, 'shown', one);
    }
    default:
      return value;
  }
}

/** DECIMAL by multiplication, which is exact; DuckDB's DECIMAL division gives doubles. Beyond its digits: text. */
export function numberOutput(
  e: Emitter,
  { decimals, minimum, maximum }: Type & { readonly kind: 'number' },
  value: Sql,
): Sql {
  const { g } = e;
  const digits = String(largest(minimum, maximum)).length;
  // Parquet knows no 128-bit integers but as DECIMAL.
  if (decimals === 0) return digits <= 18 ? value : g.sql`CAST(${value} AS DECIMAL(38, 0))`;
  const size = Math.max(digits, decimals + 1);
  if (digits + decimals <= 38) {
    const product = g.sql`CAST(${value} AS DECIMAL(${String(digits)}, 0)) * CAST(1e-${String(decimals)} AS DECIMAL(${String(decimals)}, ${String(decimals)}))`;
    return g.sql`CAST(${product} AS DECIMAL(${String(size)}, ${String(decimals)}))`;
  }
  const factor = String(power10(decimals));
  const whole = g.sql`abs(${value}) // ${factor}`;
  return g.sql`CASE WHEN ${value} < 0 THEN '-' ELSE '' END || (${whole}) || '.' || lpad(CAST(abs(${value}) % ${factor} AS VARCHAR), ${String(decimals)}, '0')`;
}

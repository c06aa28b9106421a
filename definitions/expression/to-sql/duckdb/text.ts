import type { TextCall } from '../../../model/expression.ts';
import { FOLDS } from '../../fold.ts';
import { NUMBER_TEXT } from '../../../model/decimal.ts';
import type { Type } from '../../../model/type.ts';
import { date } from './calendar.ts';
import { textLiteral } from '../text-literal.ts';
import type { Sql, SqlGraph } from '../sql.ts';

/** What JavaScript's `trim` takes away: Unicode's white space and line ends. */
const SPACE = [
  ...[9, 10, 11, 12, 13, 0x20, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff],
  ...Array.from({ length: 11 }, (_, i) => 0x2000 + i),
];
const spaces = SPACE.map((point) => `chr(${point})`).join(' || ');

const WIDE_AND_LARGE = textLiteral([...FOLDS.keys()].join(''));
const FOLDED = textLiteral([...FOLDS.values()].join(''));

/** Functions of strings, counted in code points; `substring` from 1, negative from the end. */
export function textCall(g: SqlGraph, name: TextCall['function'], items: readonly Sql[], pattern: string | null): Sql {
  const [x, y = x, z] = items;
  if (x === undefined || y === undefined) throw new Error(`${name} of nothing`);
  switch (name) {
    case 'length':
      return g.sql`length(${x})`;
    case 'upper':
      return g.sql`upper(${x})`;
    case 'lower':
      return g.sql`lower(${x})`;
    case 'trim':
      return g.sql`trim(${x}, ${spaces})`;
    case 'fold':
      return g.sql`translate(${x}, ${WIDE_AND_LARGE}, ${FOLDED})`;
    case 'concatenate':
      return g.sql`(${g.join(items, ' || ')})`;
    case 'substring':
      return substring(g, x, y, z);
    case 'substringBefore':
      return g.sql`CASE WHEN contains(${x}, ${y}) THEN substring(${x}, 1, position(${y} IN ${x}) - 1) ELSE left(${x} || ${y}, 0) END`;
    case 'substringAfter':
      return g.sql`CASE WHEN contains(${x}, ${y}) THEN substring(${x}, position(${y} IN ${x}) + length(${y})) ELSE left(${x} || ${y}, 0) END`;
    case 'contains':
      return g.sql`contains(${x}, ${y})`;
    case 'startsWith':
      return g.sql`starts_with(${x}, ${y})`;
    case 'endsWith':
      return g.sql`ends_with(${x}, ${y})`;
    case 'matches':
      return g.sql`regexp_matches(${x}, ${textLiteral(pattern ?? '')})`;
    case 'replace':
      return g.sql`replace(${x}, ${y}, ${z ?? y})`;
    case 'string':
      return g.sql`CAST(${x} AS VARCHAR)`;
    case 'number':
      return numberOf(g, x);
  }
}

/** A decimal text as an integer of 10^-12: its digits with the point taken out, the fraction filled up with zeros. */
function numberOf(g: SqlGraph, text: Sql): Sql {
  const digits = g.sql`split_part(${text}, '.', 1) || rpad(left(split_part(${text}, '.', 2), 12), 12, '0')`;
  return g.sql`CASE WHEN regexp_full_match(${text}, ${textLiteral(NUMBER_TEXT)}) THEN TRY_CAST(${digits} AS HUGEINT) END`;
}

/** A value of a type as text: a number without needless zeros, days and instants as on the wire. */
export function textFrom(g: SqlGraph, type: Type, value: Sql): Sql {
  switch (type.kind) {
    case 'boolean':
      return g.sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`;
    case 'number':
      return type.decimals === 0 ? g.sql`CAST(${value} AS VARCHAR)` : decimalFrom(g, type.decimals, value);
    case 'date':
      return g.sql`CAST(${date(g, value)} AS VARCHAR)`;
    case 'instant': {
      const stamp = g.sql`strftime(make_timestamp(${value} * 1000), '%Y-%m-%dT%H:%M:%S')`;
      const rest = g.sql`((${value} % 1000 + 1000) % 1000)`;
      return g.sql`${stamp} || CASE WHEN ${rest} = 0 THEN '' ELSE '.' || lpad(CAST(${rest} AS VARCHAR), 3, '0') END || 'Z'`;
    }
    default:
      return value;
  }
}

function decimalFrom(g: SqlGraph, decimals: number, value: Sql): Sql {
  const unit = String(10n ** BigInt(decimals));
  const fraction = g.sql`rtrim(lpad(CAST(abs(${value}) % ${unit} AS VARCHAR), ${String(decimals)}, '0'), '0')`;
  const whole = g.sql`CASE WHEN ${value} < 0 THEN '-' ELSE '' END || CAST(abs(${value}) // ${unit} AS VARCHAR)`;
  return g.sql`(${whole} || CASE WHEN ${value} % ${unit} = 0 THEN '' ELSE '.' || ${fraction} END)`;
}

/** From a position, counted from the end where it is not positive, a length that a negative one makes empty. */
function substring(g: SqlGraph, text: Sql, start: Sql, length: Sql | undefined): Sql {
  const from = g.sql`CASE WHEN ${start} > 0 THEN ${start} ELSE greatest(length(${text}) + ${start} + 1, 1) END`;
  const first = g.sql`CASE WHEN ${start} = 0 THEN length(${text}) + 1 ELSE ${from} END`;
  const bounded = (n: Sql) => g.sql`CAST(least(greatest(${n}, 0), 2147483647) AS BIGINT)`;
  // GREATEST and LEAST pass over NULL, so the operands are asked for it first.
  if (length === undefined) return g.sql`CASE WHEN ${start} IS NOT NULL THEN substring(${text}, ${bounded(first)}) END`;
  return g.sql`CASE WHEN ${start} IS NOT NULL AND ${length} IS NOT NULL THEN substring(${text}, ${bounded(first)}, ${bounded(length)}) END`;
}

/**
 * DuckDB maps letter to letter; JavaScript also knows letters that become several (ß) and that depend on their place (Σ). Chinese and
 * ASCII have none of these.
 */
export function textDoubt(g: SqlGraph, name: TextCall['function'], items: readonly Sql[]): Sql | null {
  const [x] = items;
  if (x === undefined || (name !== 'upper' && name !== 'lower')) return null;
  return g.sql`regexp_matches(${x}, '[^\\x{0}-\\x{7F}\\x{2E80}-\\x{FAFF}\\x{FF00}-\\x{FFFF}]')`;
}

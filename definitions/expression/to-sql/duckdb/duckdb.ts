import type { Rounding } from '../../../model/decimal.ts';
import type { Transcendental } from '../../../model/expression.ts';
import type { Type } from '../../../model/type.ts';
import type { Dialect } from '../dialect.ts';
import { calendarCall } from './calendar.ts';
import { listCall } from './list.ts';
import { readColumn } from './read.ts';
import { readPlain } from './read-plain.ts';
import { textCall, textDoubt, textFrom } from './text.ts';
import { widthOf } from '../number-size.ts';
import { textLiteral } from '../text-literal.ts';
import type { Sql, SqlGraph } from '../sql.ts';

/** DuckDB 1.5. Its `//` and `%` divide towards zero and are NULL for a zero divisor; `ln` and `sqrt` throw out of their domain. */
export const duckdb: Dialect = {
  name: 'duckdb',
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  text: textLiteral,
  parameter: (id) => `v${id}`,
  typeName,
  integerName: (width) => (width <= 2 ? 'SMALLINT' : width <= 4 ? 'INTEGER' : width <= 8 ? 'BIGINT' : 'HUGEINT'),
  wordType: (words) =>
    words.length === 0 || words.some((word) => word.includes('\0'))
      ? 'VARCHAR'
      : `ENUM(${[...new Set(words)].map(textLiteral).join(', ')})`,
  quotient: (g, dividend, divisor) => g.sql`${dividend} // ${divisor}`,
  remainder: (g, dividend, divisor) => g.sql`${dividend} % ${divisor}`,
  roundDouble,
  transcendental,
  finite: (g, value) => g.sql`CASE WHEN isfinite(${value}) THEN ${value} END`,
  toDouble: (g, value, decimals) =>
    decimals === 0 ? g.sql`CAST(${value} AS DOUBLE)` : g.sql`(CAST(${value} AS DOUBLE) / 1e${String(decimals)})`,
  // Functions of a column and constants are evaluated once per word of the column's dictionary; `=` and IN are not.
  isOneOfTexts: (g, text, values) => g.sql`list_contains([${values.map(textLiteral).join(', ')}], ${text})`,
  pickByText: (g, text, keys, results) => {
    const position = g.sql`list_position([${keys.map(textLiteral).join(', ')}], ${text})`;
    const picked = g.sql`list_extract([${results.join(', ')}], ${position})`;
    // A constant position of nothing would fold to a NULL without a type.
    return results.some((result) => result.startsWith("'")) ? g.sql`CAST(${picked} AS VARCHAR)` : picked;
  },
  list: (g, items, of) => g.sql`CAST([${g.join(items, ', ')}] AS ${typeName(of)}[])`,
  sequence: (g, from, to) =>
    g.sql`CASE WHEN ${from} <= ${to} THEN generate_series(${from}, ${to}) ELSE generate_series(${from}, ${to}, -1) END`,
  filter: (g, list, parameter, where) => g.bind(parameter, g.sql`list_filter(${list}, lambda ${parameter}: ${where})`),
  transform: (g, list, parameter, body) =>
    g.bind(parameter, g.sql`list_transform(${list}, lambda ${parameter}: ${body})`),
  itemAt: (g, list, index) => g.sql`list_extract(${list}, ${index})`,
  length: (g, list) => g.wide(8, g.sql`len(${list})`),
  present: (g, list) => g.wide(8, g.sql`list_count(${list})`),
  fold: (g, operator, list) => {
    const names = { sum: 'list_sum', min: 'list_min', max: 'list_max', some: 'list_bool_or', every: 'list_bool_and' };
    return g.sql`${names[operator]}(${list})`;
  },
  member: (g, row, name) => g.sql`${row}."${name.replaceAll('"', '""')}"`,
  listCall,
  textFrom,
  textCall,
  textDoubt,
  calendarCall,
  read: readColumn,
  readPlain,
};

/** The type in which values are kept: numbers, dates, instants and durations as integers. */
function typeName(type: Type): string {
  switch (type.kind) {
    case 'boolean':
      return 'BOOLEAN';
    case 'string':
      return 'VARCHAR';
    case 'approximate':
      return 'DOUBLE';
    case 'list':
      return `${typeName(type.of)}[]`;
    case 'row':
      return 'STRUCT(present BOOLEAN)';
    default: {
      const width = widthOf(type);
      return width <= 4 ? 'INTEGER' : width <= 8 ? 'BIGINT' : 'HUGEINT';
    }
  }
}

function roundDouble(g: SqlGraph, value: Sql, rounding: Rounding): Sql {
  const forms: Record<Rounding, Sql> = {
    'half-up': g.sql`round(${value})`,
    'half-down': g.sql`sign(${value}) * ceil(abs(${value}) - 0.5)`,
    'half-even': g.sql`round_even(${value}, 0)`,
    up: g.sql`sign(${value}) * ceil(abs(${value}))`,
    down: g.sql`trunc(${value})`,
    floor: g.sql`floor(${value})`,
    ceiling: g.sql`ceil(${value})`,
  };
  const rounded = forms[rounding];
  return g.sql`CASE WHEN abs(${rounded}) <= 9007199254740991 THEN TRY_CAST(${rounded} AS BIGINT) END`;
}

function transcendental(g: SqlGraph, name: Transcendental['function'], items: readonly Sql[]): Sql {
  const [x, y] = items;
  if (x === undefined) throw new Error(`${name} of nothing`);
  const finite = (value: Sql) => g.sql`CASE WHEN isfinite(${value}) THEN ${value} END`;
  switch (name) {
    case 'exp':
      return finite(g.sql`exp(${x})`);
    case 'ln':
      return g.sql`CASE WHEN ${x} > 0 THEN ln(${x}) END`;
    case 'sqrt':
      return g.sql`CASE WHEN ${x} >= 0 THEN sqrt(${x}) END`;
    case 'power':
      return finite(g.sql`pow(${x}, ${y ?? x})`);
    case 'logistic':
      return g.sql`1 / (1 + exp(-(${x})))`;
    case 'divide':
      return finite(g.sql`(${x}) / NULLIF(${y ?? x}, 0)`);
  }
}

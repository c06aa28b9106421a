import type { Rounding } from '../../model/decimal.ts';
import type { CalendarCall, Field, ListCall, TextCall, Transcendental } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Sql, SqlGraph } from './sql.ts';

/**
 * What one SQL engine says in its own words. Everything else (conditions, CASE, sums, layers) is standard SQL and written once. A
 * dialect is one file beside its sisters; `duckdb` is the one there is.
 */
export interface Dialect {
  readonly name: string;
  /** An identifier, quoted. */
  quote(name: string): string;
  /** A literal text. */
  text(value: string): string;
  /** A lambda parameter's name. */
  parameter(id: number): string;
  /** The engine's name of a type as Guiju keeps it: numbers, dates, instants and durations as integers. */
  typeName(type: Type): string;
  integerName(width: number): string;
  /** The type of texts of which all are known: computed and written at the price of small numbers, and texts in whatever file they stand. */
  wordType(words: readonly string[]): string;

  /** Integer division towards zero, missing for a zero divisor; `remainder` has the dividend's sign. */
  quotient(g: SqlGraph, dividend: Sql, divisor: Sql): Sql;
  remainder(g: SqlGraph, dividend: Sql, divisor: Sql): Sql;
  /** A double as the nearest integer with `rounding`; missing beyond 2^53. */
  roundDouble(g: SqlGraph, value: Sql, rounding: Rounding): Sql;
  /** A function of doubles, missing where the result is not finite. */
  transcendental(g: SqlGraph, name: Transcendental['function'], items: readonly Sql[]): Sql;
  /** A double that is missing where it is not finite. */
  finite(g: SqlGraph, value: Sql): Sql;
  toDouble(g: SqlGraph, value: Sql, decimals: number): Sql;

  /** Whether a text is one of constants; missing where the text is. */
  isOneOfTexts(g: SqlGraph, text: Sql, values: readonly string[]): Sql;
  /** The item of `results` (literals) at the position of the text among `keys`; missing where it is none. */
  pickByText(g: SqlGraph, text: Sql, keys: readonly string[], results: readonly string[]): Sql;

  list(g: SqlGraph, items: readonly Sql[], of: Type): Sql;
  sequence(g: SqlGraph, from: Sql, to: Sql): Sql;
  filter(g: SqlGraph, list: Sql, parameter: string, where: Sql): Sql;
  transform(g: SqlGraph, list: Sql, parameter: string, body: Sql): Sql;
  itemAt(g: SqlGraph, list: Sql, index: Sql): Sql;
  /** All items, and all that are present. */
  length(g: SqlGraph, list: Sql): Sql;
  present(g: SqlGraph, list: Sql): Sql;
  /** Aggregates over present items; of none: missing. */
  fold(g: SqlGraph, operator: 'sum' | 'min' | 'max' | 'some' | 'every', list: Sql): Sql;
  member(g: SqlGraph, row: Sql, name: string): Sql;

  /** A function of lists; `types` are those of the items, for sizes and scales. */
  listCall(g: SqlGraph, name: ListCall['function'], items: readonly Sql[], types: readonly Type[]): Sql;
  /** A value as text. */
  textFrom(g: SqlGraph, type: Type, value: Sql): Sql;
  textCall(g: SqlGraph, name: TextCall['function'], items: readonly Sql[], pattern: string | null): Sql;
  /** Where this engine's text function may differ from the compiled function's; null: nowhere. */
  textDoubt(g: SqlGraph, name: TextCall['function'], items: readonly Sql[]): Sql | null;
  calendarCall(g: SqlGraph, name: CalendarCall['function'], items: readonly Sql[]): Sql;

  /** How a column of a file is read as a field. */
  read(g: SqlGraph, field: Field, column: SqlColumn): ColumnReading | undefined;
  /** A cell of a type where its text is what the engine would write of its value; null of any other. Of JSON `text` is its source. */
  readPlain(type: Type, text: string, isJson: boolean): PlainReading;
}

/** A cell's value in two steps, so that what the second mentions often is computed once; `cast` is null where there is one step. */
export interface PlainReading {
  readonly cast: string | null;
  /** `cast`: a mention of the first step's value. */
  value(cast: string): string;
}

/** A column as the engine found it in a file. */
export interface SqlColumn {
  readonly sql: Sql;
  readonly type: ColumnType;
}

export type ColumnType =
  /** `json`: one JSON value each, never the JSON `null`. `nothing`: a column whose values are all missing. */
  | { readonly kind: 'boolean' | 'text' | 'double' | 'float' | 'date' | 'timestamp' | 'instant' | 'json' | 'nothing' }
  /** Whole numbers with their least and greatest value. */
  | { readonly kind: 'integer'; readonly minimum: bigint; readonly maximum: bigint }
  | { readonly kind: 'fixed'; readonly digits: number; readonly decimals: number }
  | { readonly kind: 'list'; readonly of: ColumnType }
  | { readonly kind: 'row'; readonly members: ReadonlyMap<string, ColumnType> }
  | { readonly kind: 'other'; readonly name: string };

/** A field read from a column. */
export interface ColumnReading {
  /** The value as Guiju keeps it, missing where it is bad; safe to compute with. */
  readonly value: Sql;
  /** The column as it stands, where constants can be compared with it directly. */
  readonly raw: Comparand | null;
  /** True where the value is readable and in its domain; true or missing where it is missing. Null: always. */
  readonly good: Sql | null;
  /** Why it is not good, the first that holds. */
  readonly faults: readonly { readonly code: FaultCode; readonly when: Sql }[];
  /** The value as it was found, as text. */
  readonly found: Sql;
  /** How a refusal shows it, where that is otherwise. */
  readonly shown?: Sql;
}

export type FaultCode = 'fact-of-wrong-type' | 'fact-too-precise' | 'fact-with-too-many-digits' | 'fact-out-of-domain';

/** Something constants are compared with: scaled integers with `decimals`, or doubles in natural units. */
export interface Comparand {
  readonly sql: Sql;
  /** The literal for a bound, exact for values the field may have. */
  atLeast(bound: bigint): string;
  atMost(bound: bigint): string;
  /** The literal of a value; undefined where the column cannot hold it. */
  equal(value: bigint): string | undefined;
}

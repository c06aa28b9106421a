import type { Text } from './text.ts';
import type { Rounding } from './decimal.ts';
import type { Range } from './interval.ts';
import type { Type, Value } from './type.ts';

/**
 * The one intermediate form. Every decision lowers to it; the function, the SQL, the words and the proofs all come from it.
 * Nodes are immutable and shared: the same node object reached twice is the same value, and back doors compute it once.
 * An expression is total: it never throws. `null` (missing) is the only answer besides a value; a reason for a missing answer
 * (division by zero, a required score that is missing, …) is a `Plan` beside the expression, whose condition is an expression too.
 */
export type Expression =
  | Constant
  | Missing
  | FieldRead
  | Input
  | Cut
  | Variable
  | Named
  | Not
  | Junction
  | Holds
  | IsMissing
  | Coalesce
  | Compare
  | Within
  | OneOf
  | Arithmetic
  | Divide
  | Round
  | Approximately
  | Transcendental
  | If
  | Bins
  | Pick
  | Table
  | WeightedSum
  | WeightedMean
  | ListOf
  | Sequence
  | ForEach
  | ItemAt
  | Aggregate
  | ListCall
  | Lookup
  | TextCall
  | CalendarCall;

/** Where a node was written: the definition's id and a JSON pointer into its document. */
export interface Origin {
  readonly definition: string;
  readonly pointer: string;
}

interface Node {
  readonly type: Type;
  /** Whether the value can be missing. False is a promise that back doors rely on. */
  readonly missable: boolean;
  /** Present on nodes a reader wrote; traces, words and problems speak of these. */
  readonly origin?: Origin;
}

/** What people call the members of an enum: by member, some or all of them. */
export type Labels = Readonly<Record<string, Text>>;

/** A field of the data dictionary as expressions read it. */
export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
  readonly title: Text;
  readonly unit?: string;
  readonly direction?: 'high-is-good' | 'high-is-bad';
  /** What people call the members of its enum; absent, or without a member: the member itself. */
  readonly labels?: Labels;
  /** What happens to a value that cannot be read or is out of its domain. */
  readonly unreadable: 'refuse' | 'missing';
  /** The entity (or formula) that declares it, and where. */
  readonly origin: Origin;
}

/** A written value. Numbers, dates, instants and durations are bigint in the scale of `type`. */
export interface Constant extends Node {
  readonly kind: 'constant';
  readonly value: Value;
}
/** The missing value of a type. */
export interface Missing extends Node {
  readonly kind: 'missing';
}
/** A field of the record (`of` null), of a related row or of a loop variable's row. Missing where the row is missing. */
export interface FieldRead extends Node {
  readonly kind: 'field';
  readonly field: Field;
  readonly of: Expression | null;
}
/** A reserved input of the request. `$previous.*` are missing where the request has no `$previous`. */
export interface Input extends Node {
  readonly kind: 'input';
  readonly name: '$asOf' | '$previous.class' | '$previous.since' | '$previous.misses' | '$previous.run';
}
/**
 * A frozen cut of a segmentation by population share: the least value of its class at `index + 1`, counted from the lowest class.
 * It is a constant once cuts are given to `compile` (or to a batch); missing where they are not.
 */
export interface Cut extends Node {
  readonly kind: 'cut';
  /** `segmentation/<name>`. */
  readonly segmentation: string;
  readonly index: number;
}
/** Bound by `forEach` or `aggregate`; equal ids are the same variable. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly id: number;
  readonly name: string;
}
/** The result of a definition, a derived field or a line, under its name: transparent in value, spoken of by name in words. */
export interface Named extends Node {
  readonly kind: 'named';
  readonly of: Expression;
  /** `scorecard/credit#score`, `entity/customer#depositBalance`, `formula/clv#presentValue`. */
  readonly ref: string;
  readonly title: Text;
  readonly unit?: string;
  /** Told as a condition that is met or not. */
  readonly isCondition?: true;
  /** The related row whose result it is; absent: the record's own. */
  readonly owner?: Expression;
  /** What a formula with parameters was called with; absent: it was not called. */
  readonly called?: readonly { readonly input: Field; readonly with: Expression }[];
}
/** Kleene: missing stays missing. */
export interface Not extends Node {
  readonly kind: 'not';
  readonly of: Expression;
}
/** Kleene `and` / `or`; no items: true / false. */
export interface Junction extends Node {
  readonly kind: 'and' | 'or';
  readonly items: readonly Expression[];
}
/** Two-valued: missing counts as false. Never missing. */
export interface Holds extends Node {
  readonly kind: 'holds';
  readonly of: Expression;
}
/** Whether the value is missing. Never missing. */
export interface IsMissing extends Node {
  readonly kind: 'isMissing';
  readonly of: Expression;
}
/** The first item that is present. All items have the node's type. */
export interface Coalesce extends Node {
  readonly kind: 'coalesce';
  readonly items: readonly Expression[];
}
/** Both sides have one type (numbers of one scale); strings and booleans know `=` only. Missing where a side is missing. */
export interface Compare extends Node {
  readonly kind: 'compare';
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly left: Expression;
  readonly right: Expression;
}
/** Whether a number, date or instant lies in a range (scaled like `of`). Missing where `of` is. */
export interface Within extends Node {
  readonly kind: 'within';
  readonly of: Expression;
  readonly range: Range;
}
/** Whether a value is one of constants. Missing where `of` is. No values: false. */
export interface OneOf extends Node {
  readonly kind: 'oneOf';
  readonly of: Expression;
  readonly values: readonly Value[];
}
/**
 * Exact arithmetic on numbers, or double arithmetic where the type is `approximate` (all operands are then approximate).
 * Operands of `add`, `subtract`, `minimum`, `maximum` have the node's scale; `multiply` adds scales. Missing where an operand is.
 * `modulo` has the divisor's sign (FEEL) and is missing for 0.
 */
export interface Arithmetic extends Node {
  readonly kind: 'arithmetic';
  readonly operator: 'add' | 'subtract' | 'multiply' | 'negate' | 'absolute' | 'minimum' | 'maximum' | 'modulo';
  readonly items: readonly Expression[];
}
/** An integer division: round(left / right) at the node's decimals. Missing where a side is, or where `right` is 0. */
export interface Divide extends Node {
  readonly kind: 'divide';
  readonly left: Expression;
  readonly right: Expression;
  readonly rounding: Rounding;
}
/** A number or an approximate as a number with the node's decimals. Widening is exact. */
export interface Round extends Node {
  readonly kind: 'round';
  readonly of: Expression;
  readonly rounding: Rounding;
}
/** A number as a double. */
export interface Approximately extends Node {
  readonly kind: 'approximately';
  readonly of: Expression;
}
/** Functions on approximates (`power`: base, exponent). A result that is not finite is missing. `logistic` is 1/(1+e^-x). */
export interface Transcendental extends Node {
  readonly kind: 'transcendental';
  readonly function: 'exp' | 'ln' | 'sqrt' | 'power' | 'logistic' | 'divide';
  readonly items: readonly Expression[];
}
/** `then` where the condition is true, `otherwise` where it is false or missing. */
export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/**
 * One bin's test. A range and values hold for a present value that is one of theirs, `missing` for a missing one, `when` where its
 * two-valued condition does, `otherwise` always.
 */
export type BinTest =
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'values'; readonly values: readonly Value[] }
  | { readonly kind: 'when'; readonly when: Expression }
  | { readonly kind: 'missing' }
  | { readonly kind: 'otherwise' };
/**
 * The position (an integer from 0) of the first bin, in the order they are written, that holds; `otherwise` stands last.
 * No bin: missing. `on` is null where every bin is `when` or `otherwise`.
 */
export interface Bins extends Node {
  readonly kind: 'bins';
  readonly on: Expression | null;
  readonly bins: readonly { readonly test: BinTest; readonly origin: Origin }[];
}
/** The value at a position: `values[index]`, null = missing. Missing where the index is. */
export interface Pick extends Node {
  readonly kind: 'pick';
  readonly index: Expression;
  readonly values: readonly (Value | null)[];
}
/**
 * The position (from 0) of a decision table's rule that matches. A rule matches when each of its cells holds; a cell null is `-`.
 * Cells are two-valued tests of the input in the same column. `first`: the first match. `only`: missing where several match.
 * `count`: how many match (never missing). No match: missing (`count`: 0).
 */
export interface Table extends Node {
  readonly kind: 'table';
  readonly select: 'first' | 'only' | 'count';
  readonly inputs: readonly Expression[];
  readonly rules: readonly { readonly cells: readonly (Expression | null)[]; readonly origin: Origin }[];
}
export interface Weighted {
  /** Scaled by the node's `weightDecimals`, never negative in a mean. */
  readonly weight: bigint;
  /** A number; all terms of a node have one scale. */
  readonly of: Expression;
}
/** initial + Σ weight × term, exact: its scale is weightDecimals + the terms'. Missing where a term is. */
export interface WeightedSum extends Node {
  readonly kind: 'weightedSum';
  readonly initial: bigint;
  readonly weightDecimals: number;
  readonly terms: readonly Weighted[];
}
/** Σ weight × term / Σ weight, divided once and rounded half-up to the node's decimals. `skip`: missing terms leave both sums. */
export interface WeightedMean extends Node {
  readonly kind: 'weightedMean';
  readonly weightDecimals: number;
  readonly terms: readonly (Weighted & { readonly ifMissing: 'skip' | 'missing' })[];
}
/** A list of expressions of one type. */
export interface ListOf extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}
/** The integers from..to, both included, downwards where from > to. */
export interface Sequence extends Node {
  readonly kind: 'sequence';
  readonly from: Expression;
  readonly to: Expression;
}
/** A list made of a list: the items where `where` holds (two-valued; null = all), each turned into `body` (null = itself). */
export interface ForEach extends Node {
  readonly kind: 'forEach';
  readonly over: Expression;
  readonly variable: Variable;
  readonly where: Expression | null;
  readonly body: Expression | null;
}
/** FEEL's `list[index]`: from 1; negative from the end; missing outside. */
export interface ItemAt extends Node {
  readonly kind: 'itemAt';
  readonly list: Expression;
  readonly index: Expression;
}
/**
 * An aggregate over a list's items. `sum`, `min`, `max`, `mean`: missing where an item is; an empty list gives 0 for `sum` and
 * missing for the others; `mean` divides once at the node's decimals. `count`: all items. `some`, `every`: of booleans, two-valued.
 * A missing list is missing for all of them.
 */
export interface Aggregate extends Node {
  readonly kind: 'aggregate';
  readonly operator: 'sum' | 'min' | 'max' | 'mean' | 'count' | 'some' | 'every';
  readonly over: Expression;
}
/**
 * Functions of lists. Items are of one type (numbers of one scale). A missing list is missing for all of them, and so is a missing item
 * for `mode`, `median`, `stddev` and `percentile`. Order is ascending, texts by code point, missing last.
 */
export interface ListCall extends Node {
  readonly kind: 'listCall';
  readonly function:
    | 'concatenate' // lists → their items, one list after another
    | 'flatten' // list of lists → their items; a missing list is one missing item
    | 'distinct' // the first of each value; missing is a value
    | 'sort'
    | 'mode' // the most frequent values, ascending; of nothing: nothing
    | 'median' // with one decimal more than the items: the middle of two is exact
    | 'stddev' // of a sample, a double; of fewer than two items: missing
    | 'percentile' // list, p from 0 to 100 → the item of the nearest rank; missing for other p and of nothing
    | 'join' // list of texts, text between → a text; missing items are left out
    | 'split'; // text, mark → the texts between; an empty mark leaves the text whole
  readonly items: readonly Expression[];
}
/** One row of a reference table as expressions read it; `from`/`to` are the days it is valid, `to` exclusive, null = open. */
export interface ReferenceRow {
  readonly keys: readonly Value[];
  readonly from: bigint | null;
  readonly to: bigint | null;
  readonly values: Readonly<Record<string, Value | null>>;
}
/** A column of the row with these keys that is valid on `asOf` (a date; null where the table has no validity). No row: missing. */
export interface Lookup extends Node {
  readonly kind: 'lookup';
  readonly reference: string;
  readonly rows: readonly ReferenceRow[];
  readonly keys: readonly Expression[];
  readonly asOf: Expression | null;
  readonly column: string;
}
/** Functions of strings, positions from 1 in code points as in FEEL. Missing where an operand is. */
export interface TextCall extends Node {
  readonly kind: 'text';
  readonly function:
    | 'length'
    | 'upper'
    | 'lower'
    | 'trim'
    | 'fold' // without width and case: fold.ts
    | 'concatenate'
    | 'substring'
    | 'substringBefore'
    | 'substringAfter'
    | 'contains'
    | 'startsWith'
    | 'endsWith'
    | 'matches'
    | 'replace' // text, mark, other: the mark is literal; an empty one stands nowhere
    | 'string' // a number without needless zeros, a date or instant as on the wire, `true`, `false`
    | 'number'; // text → 12 decimals; missing where it is no decimal number of at most 15 digits before and 12 behind the point
  /** `matches`: the pattern is a constant; see pattern.ts for what it may contain. */
  readonly items: readonly Expression[];
}
/** Functions of dates, proleptic Gregorian. Missing where an operand is. `addMonths` keeps to the month's last day. */
export interface CalendarCall extends Node {
  readonly kind: 'calendar';
  readonly function:
    | 'year'
    | 'month'
    | 'day'
    | 'weekday' // 1 = Monday … 7 = Sunday
    | 'addDays' // date, number of days
    | 'addMonths' // date, number of months
    | 'addMilliseconds' // instant, number
    | 'daysBetween' // from, to → to − from in days
    | 'monthsBetween' // from, to → whole months, negative where to < from
    | 'millisecondsBetween'
    | 'dateOf' // instant → its day in UTC+8 (the bank's zone, Asia/Shanghai has no daylight saving)
    | 'startOfDay' // date → instant at UTC+8
    | 'quarterEnd' // date → the last day of its quarter
    | 'monthEnd' // date → the last day of its month
    | 'dateFrom' // year, month, day → the date; missing where there is none
    | 'weekdayName' // `Monday` … `Sunday`
    | 'weekOfYear'; // 1 … 53, ISO 8601
  readonly items: readonly Expression[];
}

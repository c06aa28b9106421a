/**
 * The types of values inside Guiju. Numbers are integers scaled by a power of ten: a number with 2 decimals and the value
 * 12.34 is 1234. Every number, date and instant carries its bounds, so that each back door can size what it computes.
 */
export type Type =
  | BooleanType
  | StringType
  | NumberType
  | DateType
  | InstantType
  | DurationType
  | ApproximateType
  | ListType
  | RowType;

export interface BooleanType {
  readonly kind: 'boolean';
}
export interface StringType {
  readonly kind: 'string';
  /** The only values the string may have, in the order of the dictionary; absent = any text. */
  readonly enum?: readonly string[];
}
/** A fixed-point number: `minimum` and `maximum` are inclusive and in units of 10^-decimals. An integer has 0 decimals. */
export interface NumberType {
  readonly kind: 'number';
  readonly decimals: number;
  readonly minimum: bigint;
  readonly maximum: bigint;
}
/** A calendar day: days since 1970-01-01. */
export interface DateType {
  readonly kind: 'date';
  readonly minimum: bigint;
  readonly maximum: bigint;
}
/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export interface InstantType {
  readonly kind: 'instant';
  readonly minimum: bigint;
  readonly maximum: bigint;
}
/** A length of time: whole months (years and months), whole days, or milliseconds. */
export interface DurationType {
  readonly kind: 'duration';
  readonly unit: 'months' | 'days' | 'milliseconds';
}
/** A double that came out of exp, ln, a power or a logistic; it becomes a number by a stated rounding. */
export interface ApproximateType {
  readonly kind: 'approximate';
}
export interface ListType {
  readonly kind: 'list';
  readonly of: Type;
}
/** A row of another entity, reached by a relation; `entity` is its id (`entity/account`). */
export interface RowType {
  readonly kind: 'row';
  readonly entity: string;
}

/** A present value: numbers, dates, instants and durations as (scaled) bigint. Missing is `null`. */
export type Value = boolean | string | bigint | readonly Value[];

/** The default domain of a number without stated bounds: 15 significant digits, all that a JSON number carries safely. */
export const DEFAULT_BOUND = 999_999_999_999_999n;
/** The largest magnitude any intermediate number may have (38 digits: what SQL's HUGEINT holds). */
export const LARGEST = 10n ** 38n - 1n;
/** The most decimals an intermediate keeps; products beyond it are rounded half-up to it. */
export const INTERMEDIATE_DECIMALS = 12;

export const BOOLEAN: BooleanType = { kind: 'boolean' };
export const STRING: StringType = { kind: 'string' };
export const APPROXIMATE: ApproximateType = { kind: 'approximate' };
/** 0001-01-01 … 9999-12-31 */
export const DATE: DateType = { kind: 'date', minimum: -719_162n, maximum: 2_932_896n };
export const INSTANT: InstantType = {
  kind: 'instant',
  minimum: DATE.minimum * 86_400_000n,
  maximum: (DATE.maximum + 1n) * 86_400_000n - 1n,
};

/** A number type; bounds are inclusive and scaled. */
export function numberType(decimals: number, minimum = -DEFAULT_BOUND, maximum = DEFAULT_BOUND): NumberType {
  return { kind: 'number', decimals, minimum, maximum };
}

import { dateText, instantText, type Json, type Problem } from '../../definitions/index.ts';
import { Day, Moment, type Span } from './calendar.ts';
import { Fraction, wireFigure } from './figure.ts';

/** A row whose facts are asked: `RefereeSubject` is the one kind of it. */
export abstract class RefereeRow {}

/** A value while the referee judges: exact figures, approximate ones as doubles, days and moments, related rows; missing is null. */
export type RefereeValue =
  | null
  | boolean
  | string
  | number
  | Fraction
  | Day
  | Moment
  | Span
  | RefereeRow
  | readonly RefereeValue[];

/** What went wrong on the way to a value. */
export interface Flaw {
  readonly code: string;
  /** Whether the definition that reads it gives no value then. */
  readonly refuses: boolean;
  readonly slots?: Readonly<Record<string, string>>;
  readonly problem?: Problem;
  /** On whose facts; absent where the text that is read went wrong itself. */
  readonly of?: RefereeRow;
}

/** A value and what went wrong. */
export interface FoundValue {
  readonly value: RefereeValue;
  readonly flaws: readonly Flaw[];
}

export const found = (value: RefereeValue, flaws: readonly Flaw[] = []): FoundValue => ({ value, flaws });

/** The flaws of another definition's result: whoever uses it decides himself what follows. */
export const calm = (flaws: readonly Flaw[]): readonly Flaw[] =>
  flaws.map((flaw) => (flaw.refuses ? { ...flaw, refuses: false } : flaw));

export const refusing = (flaws: readonly Flaw[]): boolean => flaws.some((flaw) => flaw.refuses);

/** The flaws of a result or of a derived field, which are those of the facts it was asked on. */
export const flawsOf = (subject: RefereeRow, flaws: readonly Flaw[]): readonly Flaw[] =>
  flaws.map((flaw) => ({ ...flaw, of: subject }));

/** Whether two present values are the same. */
export function isSame(a: RefereeValue, b: RefereeValue): boolean {
  if (a instanceof Fraction && b instanceof Fraction) return a.equals(b);
  if (a instanceof Day && b instanceof Day) return a.days === b.days;
  if (a instanceof Moment && b instanceof Moment) return a.milliseconds === b.milliseconds;
  return a === b;
}

/** The order of two present figures, days or moments: negative, zero or positive. */
export function order(a: RefereeValue, b: RefereeValue): number {
  if (a instanceof Fraction && b instanceof Fraction) return a.comparedTo(b);
  if (a instanceof Day && b instanceof Day) return a.days - b.days;
  if (a instanceof Moment && b instanceof Moment) return a.milliseconds - b.milliseconds;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  throw new Error('Values without an order');
}

/** A value on the wire; `decimals` are the stated ones of a figure. */
export function wired(value: RefereeValue, decimals: number): Json {
  if (value instanceof Fraction) return wireFigure(value, decimals);
  if (value instanceof Day) return dateText(value.days);
  if (value instanceof Moment) return instantText(value.milliseconds);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item: RefereeValue) => wired(item, decimals));
  return null;
}

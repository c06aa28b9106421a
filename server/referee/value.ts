import { dateText, instantText, type Json, type Problem } from '../../definitions/index.ts';
import { Day, Moment, type Span } from './calendar.ts';
import { Figure, wireFigure } from './figure.ts';
import type { Subject } from './subject.ts';

/** A value while the referee judges: exact figures, approximate ones as doubles, days and moments, related rows; missing is null. */
export type Value = null | boolean | string | number | Figure | Day | Moment | Span | Subject | readonly Value[];

/** What went wrong on the way to a value. */
export interface Flaw {
  readonly code: string;
  /** Whether the definition that reads it gives no value then. */
  readonly refuses: boolean;
  readonly slots?: Readonly<Record<string, string>>;
  readonly problem?: Problem;
  /** On whose facts; absent where the text that is read went wrong itself. */
  readonly of?: Subject;
}

/** A value and what went wrong. */
export interface Found {
  readonly value: Value;
  readonly flaws: readonly Flaw[];
}

export const found = (value: Value, flaws: readonly Flaw[] = []): Found => ({ value, flaws });

/** The flaws of another definition's result: whoever uses it decides himself what follows. */
export const calm = (flaws: readonly Flaw[]): readonly Flaw[] =>
  flaws.map((flaw) => (flaw.refuses ? { ...flaw, refuses: false } : flaw));

export const refusing = (flaws: readonly Flaw[]): boolean => flaws.some((flaw) => flaw.refuses);

/** The flaws of a result or of a derived field, which are those of the facts it was asked on. */
export const flawsOf = (subject: Subject, flaws: readonly Flaw[]): readonly Flaw[] =>
  flaws.map((flaw) => ({ ...flaw, of: subject }));

/** Whether two present values are the same. */
export function isSame(a: Value, b: Value): boolean {
  if (a instanceof Figure && b instanceof Figure) return a.equals(b);
  if (a instanceof Day && b instanceof Day) return a.days === b.days;
  if (a instanceof Moment && b instanceof Moment) return a.milliseconds === b.milliseconds;
  return a === b;
}

/** The order of two present figures, days or moments: negative, zero or positive. */
export function order(a: Value, b: Value): number {
  if (a instanceof Figure && b instanceof Figure) return a.comparedTo(b);
  if (a instanceof Day && b instanceof Day) return a.days - b.days;
  if (a instanceof Moment && b instanceof Moment) return a.milliseconds - b.milliseconds;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  throw new Error('Values without an order');
}

/** A value on the wire; `decimals` are the stated ones of a figure. */
export function wired(value: Value, decimals: number): Json {
  if (value instanceof Figure) return wireFigure(value, decimals);
  if (value instanceof Day) return dateText(value.days);
  if (value instanceof Moment) return instantText(value.milliseconds);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item: Value) => wired(item, decimals));
  return null;
}

import type { SyntaxNode } from '@lezer/common';
import { parseDays, parseMilliseconds, parsePeriod } from '../../definitions/index.ts';
import { Day, dayFrom, dayOfMoment, Moment, Span } from './calendar.ts';
import { type FeelFrame, series } from './feel-frame.ts';
import { argumentsOf, literalText, parts, written } from './feel-syntax.ts';
import { Fraction } from './figure.ts';
import type { RefereeValue } from './value.ts';

/** `date("…")`, `@"…"` and their kin; `date(instant)` is the day in the bank's zone. */
export async function temporal(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const [constructor] = parts(node);
  if (constructor?.name === 'AtLiteral') return fromText(literalText(written(frame.text, constructor).slice(1)));
  const [first, ...more] = argumentsOf(node);
  if (first === undefined) throw new Error('A date of nothing');
  if (more.length > 0) {
    const parts = await series(argumentsOf(node), frame);
    const [year = 0, month = 0, day = 0] = parts.map((one) => (one instanceof Fraction ? one.toNumber() : Number.NaN));
    return parts.includes(null) ? null : (dayFrom(year, month, day) ?? null);
  }
  if (first.name === 'StringLiteral') return fromText(literalText(written(frame.text, first)));
  const of = await frame.evaluate(first, frame);
  return of instanceof Moment ? (dayOfMoment(of) ?? null) : of;
}

function fromText(text: string): RefereeValue {
  const period = /^-?P/.test(text) ? parsePeriod(text) : undefined;
  if (period !== undefined) return new Span(period.unit, period.count);
  const days = parseDays(text);
  if (days !== undefined) return new Day(days);
  const milliseconds = parseMilliseconds(text);
  return milliseconds === undefined ? null : new Moment(milliseconds);
}

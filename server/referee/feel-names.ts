import type { SyntaxNode } from '@lezer/common';
import { Day, dayOfMoment, dayPart, Moment, Span } from './calendar.ts';
import { calledFormula, callFormula } from './feel-formula.ts';
import { type FeelFrame, series } from './feel-frame.ts';
import { argumentsOf, part, written } from './feel-syntax.ts';
import { Fraction } from './figure.ts';
import { lookUp } from './lookup.ts';
import { RefereeSubject } from './subject.ts';
import type { RefereeValue } from './value.ts';

/** What a name means: an item or variable of the loops around, a line or use, a field of the subject. */
export async function named(name: string, { bound, names, subject, flaws }: FeelFrame): Promise<RefereeValue> {
  for (const { name: own, value } of bound) {
    if (own === name || (own === null && name === 'item')) return value;
    if (own !== null || !(value instanceof RefereeSubject)) continue;
    const inside = await value.named(name);
    if (inside === undefined) continue;
    flaws.push(...inside.flaws);
    return inside.value;
  }
  const outside = names.get(name) ?? (await subject.named(name));
  if (outside === undefined) throw new Error(`There is no ${name}`);
  return outside.value;
}

/** `a.b`: a member of a row or of every row, a part of a day or duration, a column of a table. */
export async function path(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const last = written(frame.text, part(node, 2));
  const base = part(node, 0);
  const formula = base.name === 'FunctionInvocation' ? calledFormula(base, frame) : undefined;
  if (formula !== undefined && (formula.outputs.includes(last) || formula.outputs.length > 1))
    return callFormula(base, frame, last);
  const table =
    formula === undefined && base.name === 'FunctionInvocation'
      ? frame.tables.get(written(frame.text, part(base, 0)))
      : undefined;
  if (table !== undefined) return lookUp(frame.subject, table, await series(argumentsOf(base), frame), last);
  const of = await frame.evaluate(base, frame);
  if (Array.isArray(of)) return Promise.all((of as readonly RefereeValue[]).map((row) => member(row, last, frame)));
  return member(of, last, frame);
}

async function member(of: RefereeValue, name: string, frame: FeelFrame): Promise<RefereeValue> {
  if (of instanceof RefereeSubject) {
    const inside = await of.named(name);
    frame.flaws.push(...(inside?.flaws ?? []));
    return inside?.value ?? null;
  }
  if (of instanceof Span) return spanPart(of, name);
  const day = of instanceof Moment ? dayOfMoment(of) : of;
  if (!(day instanceof Day)) return null;
  const count = dayPart(day, name);
  return count === undefined ? null : new Fraction(count);
}

const UNITS: Readonly<Record<string, readonly [number, number]>> = {
  days: [86_400_000, Number.POSITIVE_INFINITY],
  hours: [3_600_000, 24],
  minutes: [60_000, 60],
  seconds: [1000, 60],
};

function spanPart({ unit, count }: Span, name: string): RefereeValue {
  if (unit === 'months') return new Fraction(name === 'years' ? Math.trunc(count / 12) : count % 12).plus(0);
  const [size, most] = UNITS[name] ?? [1, 1];
  const whole = Math.trunc((unit === 'days' ? count * 86_400_000 : count) / size);
  return new Fraction(name === 'days' ? whole : whole % most).plus(0);
}

import { type DeclaredField, parseDays, parseMilliseconds } from '../../definitions/index.ts';
import { Day, Moment } from './calendar.ts';
import { Fraction } from './figure.ts';
import type { RefereeValue } from './value.ts';

/** A value of a request in its field's type and domain, or the code of what is wrong with it. */
export type Read = { readonly value: RefereeValue } | { readonly fault: string };

const fault = (code: string): Read => ({ fault: `fact-${code}` });
const LONGEST = 15;
const DEFAULT = new Fraction('999999999999999');

/** Reads one value as its field declares it: figures with no more decimals than stated, days that exist, members of the enum. */
export function readValue(declared: DeclaredField, json: unknown): Read {
  switch (declared.type) {
    case 'boolean':
      return typeof json === 'boolean' ? { value: json } : fault('of-wrong-type');
    case 'string':
      if (typeof json !== 'string') return fault('of-wrong-type');
      return declared.enum === undefined || declared.enum.includes(json) ? { value: json } : fault('out-of-domain');
    case 'integer':
    case 'decimal':
      return readFigure(declared, json);
    case 'date': {
      const days = typeof json === 'string' ? parseDays(json) : undefined;
      return days === undefined ? fault('of-wrong-type') : inDomain(declared, days, parseDays, new Day(days));
    }
    case 'instant': {
      const at = typeof json === 'string' ? parseMilliseconds(json) : undefined;
      return at === undefined ? fault('of-wrong-type') : inDomain(declared, at, parseMilliseconds, new Moment(at));
    }
  }
}

/** The domain of a figure: what is stated; without a bound 15 digits, or what the other bound asks for. */
function boundsOf({ type, decimals = 0, minimum, maximum }: DeclaredField): readonly [Fraction, Fraction] {
  const unit = new Fraction(10).pow(type === 'integer' ? 0 : -decimals);
  const most = DEFAULT.times(unit);
  const low = minimum === undefined ? undefined : new Fraction(minimum);
  const high = maximum === undefined ? undefined : new Fraction(maximum);
  return [low ?? Fraction.min(most.negated(), high ?? most), high ?? Fraction.max(most, low ?? most.negated())];
}

/** Whether a value that was computed, or every item of a list that is present, lies in the domain that a field declares. */
export function isInDomain(declared: DeclaredField, value: RefereeValue): boolean {
  if (Array.isArray(value)) return value.every((item: RefereeValue) => isInDomain(declared, item));
  if (typeof value === 'string') return declared.enum === undefined || declared.enum.includes(value);
  if (value instanceof Fraction) {
    const [low, high] = boundsOf(declared);
    return value.gte(low) && value.lte(high);
  }
  if (value instanceof Day) return 'value' in inDomain(declared, value.days, parseDays, value);
  return !(value instanceof Moment) || 'value' in inDomain(declared, value.milliseconds, parseMilliseconds, value);
}

function readFigure(declared: DeclaredField, json: unknown): Read {
  const decimals = declared.type === 'integer' ? 0 : (declared.decimals ?? 0);
  const [low, high] = boundsOf(declared);
  const most = DEFAULT.times(new Fraction(10).pow(-decimals));
  const isWide = low.lt(most.negated()) || high.gt(most);
  if (typeof json === 'string' && (!isWide || !/^-?\d{1,60}(\.\d{1,60})?$/.test(json))) return fault('of-wrong-type');
  if (typeof json !== 'string' && typeof json !== 'number') return fault('of-wrong-type');
  const figure = new Fraction(json);
  if (typeof json === 'number') {
    // A JSON number of more than 15 digits has lost some.
    const isLong = !figure.isFinite() || figure.times(new Fraction(10).pow(decimals)).round().abs().gte(1e15);
    if (isLong && !isWide) return fault('out-of-domain');
    if (isLong && (!figure.isFinite() || figure.precision() > LONGEST)) return fault('with-too-many-digits');
  }
  if (figure.decimalPlaces() > decimals) return fault('too-precise');
  return figure.lt(low) || figure.gt(high) ? fault('out-of-domain') : { value: figure };
}

function inDomain(
  { minimum, maximum }: DeclaredField,
  at: number,
  parse: (text: string) => number | undefined,
  value: RefereeValue,
): Read {
  const bound = (written: number | string | undefined) => (written === undefined ? undefined : parse(String(written)));
  const [low, high] = [bound(minimum), bound(maximum)];
  return (low !== undefined && at < low) || (high !== undefined && at > high) ? fault('out-of-domain') : { value };
}

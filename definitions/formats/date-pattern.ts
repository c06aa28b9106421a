import { daysInMonth, daysOf } from '../expression/date.ts';

/** A time as it was written: days since 1970-01-01 and milliseconds of the day, with more digits of a second than three as a fraction. */
export interface WrittenTime {
  readonly days: number;
  readonly milliseconds: number;
  /** Whether a time of day was written. */
  readonly hasTime: boolean;
}

/** Reads a text as a pattern has it; undefined where it is written otherwise or no such day exists. */
export type DateForm = (text: string) => WrittenTime | undefined;

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction';
const TOKENS: readonly (readonly [token: RegExp, part: Part, digits: (length: number) => string])[] = [
  [/^yyyy/, 'year', () => '(\\d{4})'],
  [/^MM?/, 'month', (length) => (length === 2 ? '(\\d{2})' : '(\\d{1,2})')],
  [/^dd?/, 'day', (length) => (length === 2 ? '(\\d{2})' : '(\\d{1,2})')],
  [/^HH?/, 'hour', (length) => (length === 2 ? '(\\d{2})' : '(\\d{1,2})')],
  [/^mm/, 'minute', () => '(\\d{2})'],
  [/^ss/, 'second', () => '(\\d{2})'],
  [/^S{1,9}/, 'fraction', (length) => `(\\d{${length}})`],
];

/** Days as spreadsheets count them: 1 is 1900-01-01, and 60 a 29 February that never was. */
export const SERIAL = 'serial';

/** The reader of a pattern such as `yyyy/M/d`; undefined where it is no pattern that could be read in one way. */
export function dateForm(pattern: string): DateForm | undefined {
  if (pattern === SERIAL) return readSerial;
  const parts: Part[] = [];
  let source = '';
  /** What stands right before: digits of one width, of several, or none. */
  let before: 'fixed' | 'open' | 'none' = 'none';
  for (let rest = pattern; rest !== ''; ) {
    const token = TOKENS.find(([one]) => one.test(rest));
    if (token === undefined) {
      const literal = /^'[^']+'|^[^A-Za-z0-9']/.exec(rest)?.[0];
      if (literal === undefined) return undefined;
      source += literal.replace(/^'(.*)'$/, '$1').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      before = 'none';
      rest = rest.slice(literal.length);
      continue;
    }
    const [one, part, digits] = token;
    const length = one.exec(rest)?.[0].length ?? 0;
    const own = digits(length);
    const isOpen = own.includes(',');
    // Digits of one width only may stand next to each other.
    if (parts.includes(part) || before === 'open' || (isOpen && before === 'fixed')) return undefined;
    parts.push(part);
    source += own;
    before = isOpen ? 'open' : 'fixed';
    rest = rest.slice(length);
  }
  const needed: readonly Part[] = ['year', 'month', 'day'];
  const order: readonly Part[] = ['hour', 'minute', 'second', 'fraction'];
  const times = order.filter((part) => parts.includes(part));
  const isSound = needed.every((part) => parts.includes(part)) && times.every((part, i) => part === order[i]);
  if (!isSound || times.length === 1) return undefined;
  const expression = new RegExp(`^${source}$`);
  return (text) => {
    const match = expression.exec(text);
    if (match === null) return undefined;
    const at = (part: Part) => (parts.includes(part) ? (match[parts.indexOf(part) + 1] ?? '0') : '0');
    return timeOf(
      [Number(at('year')), Number(at('month')), Number(at('day'))],
      [Number(at('hour')), Number(at('minute')), Number(at('second')), Number(`0.${at('fraction')}`)],
      times.length > 0,
    );
  };
}

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;

/** A day or a time of day without its zone, as ISO 8601 writes it; a blank may stand for the T. */
export function readTimestamp(text: string): WrittenTime | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '0'] = match;
  return timeOf(
    [Number(year), Number(month), Number(day)],
    [Number(hour ?? 0), Number(minute ?? 0), Number(second), Number(`0.${fraction}`)],
    hour !== undefined,
  );
}

function timeOf(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second, fraction]: readonly [number, number, number, number],
  hasTime: boolean,
): WrittenTime | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = ((hour * 60 + minute) * 60 + second) * 1000 + thousandths(fraction);
  return { days: daysOf(year, month, day), milliseconds, hasTime };
}

/** A fraction of a second in thousandths, without the noise of binary fractions. */
const thousandths = (fraction: number) => Math.round(fraction * 1e9) / 1e6;

const SERIAL_TEXT = /^(\d{1,7})(?:\.(\d{1,15}))?$/;
const LAST_SERIAL = 2_958_465;

function readSerial(text: string): WrittenTime | undefined {
  const match = SERIAL_TEXT.exec(text);
  const serial = Number(match?.[1] ?? 0);
  if (serial < 1 || serial === 60 || serial > LAST_SERIAL) return undefined;
  // A spreadsheet keeps a time as a share of the day, to about a thousandth of a second.
  const milliseconds = Math.round(Number(`0.${match?.[2] ?? '0'}`) * 86_400_000);
  if (milliseconds === 86_400_000) return undefined;
  return { days: serial - (serial < 60 ? 25_568 : 25_569), milliseconds, hasTime: milliseconds > 0 };
}

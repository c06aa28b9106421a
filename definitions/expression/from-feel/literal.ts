import type { SyntaxNode } from '@lezer/common';
import { calendarCall } from '../build-list.ts';
import { constant, integer } from '../build-logic.ts';
import { parseDate, parseInstant, parsePeriod } from '../date-text.ts';
import { isWhole } from './arithmetic.ts';
import { DATE, INSTANT, STRING } from '../../model/type.ts';
import { expressionOf, type FormulaPlace, readAs, refuse, textOf } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, kindName, value } from './value.ts';

/** `"text"`; escapes as in JSON, and `\u{1F600}`-like long ones as `\U01F600`. */
export function stringLiteral(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const text = readString(textOf(place, node));
  return text === undefined
    ? refuse(place, node, 'unreadable-literal', { expected: { 'zh-CN': '文本', en: 'a string' } })
    : value(constant(STRING, text));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g;

function readString(source: string): string | undefined {
  let isRead = true;
  const text = source.slice(1, -1).replace(ESCAPE, (_, short?: string, long?: string, letter = '') => {
    const point = Number.parseInt(short ?? long ?? '', 16);
    if (point <= 0x10ffff) return short === undefined ? String.fromCodePoint(point) : String.fromCharCode(point);
    isRead &&= Object.hasOwn(ESCAPES, letter);
    return ESCAPES[letter] ?? '';
  });
  return isRead ? text : undefined;
}

const EXPECTED = {
  date: { 'zh-CN': '存在的日期，如 2026-01-31', en: 'a day that exists, such as 2026-01-31' },
  instant: {
    'zh-CN': '带时区的时刻，如 2026-01-31T09:30:00+08:00',
    en: 'an instant with a zone, such as 2026-01-31T09:30:00+08:00',
  },
  duration: { 'zh-CN': '时段，如 P3M、P30D 或 PT36H', en: 'a duration such as P3M, P30D or PT36H' },
};

/** `date("…")`, `date and time("…")`, `duration("…")`, `@"…"`; `date(instant)` is the day in the bank's zone. */
export function temporal(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [constructor] = parts(node);
  if (constructor === undefined) return refuse(place, node, 'formula-syntax');
  if (constructor.name === 'AtLiteral') return atLiteral(place, constructor);
  const name = parts(constructor)
    .map((part) => part.name)
    .join(' ');
  const args = parts(node).flatMap((part) => (part.name === 'PositionalParameters' ? parts(part) : []));
  const [first, ...more] = args;
  if (name === 'date' && args.length === 3) return dateFrom(place, args);
  if (first === undefined || more.length > 0)
    return refuse(place, node, 'function-arguments', {
      name,
      expected: name === 'date' ? 'date("…") | date(year, month, day)' : `${name}("…")`,
    });
  if (first.name !== 'StringLiteral')
    return name === 'date' ? dateOf(place, first) : refuse(place, node, 'not-constant', { what: name });
  const text = readString(textOf(place, first)) ?? '';
  if (name === 'date') return fromText(place, first, 'date', text);
  if (name === 'date and time') return fromText(place, first, 'instant', text);
  return name === 'duration' ? fromText(place, first, 'duration', text) : refuse(place, node, 'formula-outside');
}

function atLiteral(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const text = readString(textOf(place, node).slice(1)) ?? '';
  return fromText(place, node, /^-?P/.test(text) ? 'duration' : text.includes('T') ? 'instant' : 'date', text);
}

function fromText(place: FormulaPlace, node: SyntaxNode, kind: keyof typeof EXPECTED, text: string): FeelValue | null {
  if (kind === 'duration') {
    const period = parsePeriod(text);
    if (period !== undefined) return { kind: 'duration', unit: period.unit, count: integer(period.count) };
  } else {
    const read = kind === 'date' ? parseDate(text) : parseInstant(text);
    if (read !== undefined)
      return value(constant({ ...(kind === 'date' ? DATE : INSTANT), minimum: read, maximum: read }, read));
  }
  return refuse(place, node, 'unreadable-literal', { expected: EXPECTED[kind] });
}

/** `date(2026, 1, 31)`: missing where there is no such day. */
function dateFrom(place: FormulaPlace, args: readonly SyntaxNode[]): FeelValue | null {
  const numbers = args.map((arg) => readAs(place, arg, 'date', 'number'));
  const known = numbers.filter((number) => number !== null);
  if (known.length < numbers.length) return null;
  const odd = known.findIndex((number) => !isWhole(number));
  const [arg, of] = [args[odd], known[odd]];
  if (arg !== undefined && of !== undefined)
    return refuse(place, arg, 'type-unfit', { what: 'date', expected: WHOLE, found: kindName(value(of)) });
  return value(calendarCall('dateFrom', known));
}
const WHOLE = { 'zh-CN': '整数', en: 'whole numbers' };

function dateOf(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const of = expressionOf(place, node, place.read(node, place), 'date');
  if (of === null || of.type.kind === 'date') return of && value(of);
  if (of.type.kind === 'instant') return value(calendarCall('dateOf', [of]));
  return refuse(place, node, 'type-unfit', { what: 'date', expected: EXPECTED.instant, found: kindName(value(of)) });
}

import { Engine, Operator, OperatorDecorator } from 'json-rules-engine';
import { dateText, parseMilliseconds } from '../../definitions/index.ts';
import { dayOfMoment, Moment } from './calendar.ts';
import { Fraction } from './figure.ts';
import { isFound } from './pattern.ts';

/**
 * The language's added operators as json-rules-engine knows them. A day is its ISO text (which has the days' order), a moment its
 * milliseconds, a figure a number, or, in a `wide` engine, a bigint of 10^-12: figures that a double cannot tell apart.
 */
export function newEngine(isWide: boolean): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: member });
  const add = (name: string, holds: (a: unknown, b: unknown) => boolean) =>
    engine.addOperator(new Operator(name, (a: unknown, b: unknown) => holds(a, b)));
  add('isMissing', (a, b) => (a === undefined) === b);
  add('isPresent', (a, b) => (a !== undefined) === b);
  add('startsWith', (a, b) => typeof a === 'string' && typeof b === 'string' && a.startsWith(b));
  add('endsWith', (a, b) => typeof a === 'string' && typeof b === 'string' && a.endsWith(b));
  add('containsText', (a, b) => typeof a === 'string' && typeof b === 'string' && a.includes(b));
  add('matches', (a, b) => typeof a === 'string' && isFound(String(b), a));
  add('before', (a, b) => isBefore(a, b));
  add('after', (a, b) => isBefore(b, a));
  add('between', (a, b) => a !== undefined && intervalOf(String(b), isWide)(a as Ordered));
  add('withinLast', (a, b) => isWithin(a, b));
  return withAbsentLists(engine);
}

type Ordered = string | number | bigint;

/** The library breaks off where a list on the value's side is absent; here nothing is in a list that is not there. */
function withAbsentLists(engine: Engine): Engine {
  const isIn = (a: unknown, b: unknown) => Array.isArray(b) && b.indexOf(a) > -1;
  engine.addOperator(new Operator('in', isIn));
  engine.addOperator(new Operator('notIn', (a: unknown, b: unknown) => !isIn(a, b)));
  type Next = (a: unknown, b: unknown) => boolean;
  const decorate = (name: string, holds: (a: unknown, b: unknown, next: Next) => boolean) =>
    engine.addOperatorDecorator(
      new OperatorDecorator(name, (a: unknown, b: unknown, next: unknown) => holds(a, b, next as Next)),
    );
  decorate('folded', (a, b, next) => next(folded(a), folded(b)));
  decorate('someValue', (a, b, next) => Array.isArray(b) && b.some((one) => next(a, one)));
  decorate('everyValue', (a, b, next) => Array.isArray(b) && b.every((one) => next(a, one)));
  return engine;
}

/** Texts, alone or in a list, in the narrow forms of U+FF01–U+FF5E and U+3000 and in the small letters of A–Z. */
function folded(side: unknown): unknown {
  if (Array.isArray(side)) return side.map(folded);
  if (typeof side !== 'string') return side;
  return side
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replace(/[A-Z]/g, (large) => large.toLowerCase());
}

/** `$.a.b` of an object, own members only. */
function member(value: object, path: string): unknown {
  let at: unknown = value;
  for (const step of path.slice(2).split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}

function isBefore(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return typeof a === 'number' && typeof b === 'number' && a < b;
}

/** `b` is [after which day, up to which day]: the caller knows the day the decision is made for. */
function isWithin(a: unknown, b: unknown): boolean {
  if (a === undefined || !Array.isArray(b)) return false;
  const day = typeof a === 'number' ? dayOfMoment(new Moment(a)) : undefined;
  const text = typeof a === 'string' ? a : day === undefined ? undefined : dateText(day.days);
  return text !== undefined && text > String(b[0]) && text <= String(b[1]);
}

const INTERVAL = /^\s*([[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])\s*$/;
const intervals = new Map<string, (a: Ordered) => boolean>();

/** The test an interval's text means: `[60, 80)`, `(-∞, 2026-01-01)`. */
function intervalOf(text: string, isWide: boolean): (a: Ordered) => boolean {
  const key = `${isWide} ${text}`;
  const known = intervals.get(key);
  if (known !== undefined) return known;
  const [, open, low = '', high = '', close] = INTERVAL.exec(text) ?? [];
  if (open === undefined) throw new Error(`Not an interval: ${text}`);
  const [least, most] = [boundOf(low, isWide), boundOf(high, isWide)];
  const test = (a: Ordered) =>
    (least === null || (open === '[' ? a >= least : a > least)) &&
    (most === null || (close === ']' ? a <= most : a < most));
  intervals.set(key, test);
  return test;
}

function boundOf(text: string, isWide: boolean): Ordered | null {
  if (/^[-+]?(∞|inf)$/.test(text)) return null;
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return parseMilliseconds(text) ?? null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return isWide ? wide(new Fraction(text)) : Number(text);
}

/** A figure in units of 10^-12. */
export const wide = (of: Fraction): bigint => BigInt(of.times('1e12').toFixed(0));

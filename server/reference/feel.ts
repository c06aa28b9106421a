import type { SyntaxNode } from '@lezer/common';
import { type Computed, parseDays, parseMilliseconds, parsePeriod } from '../../definitions/index.ts';
import { Day, dayOfMoment, dayPart, Moment, Span } from './calendar.ts';
import { calculate, compareSigned, type Sign } from './feel-arithmetic.ts';
import { type Frame, roundedHere, series, type Stated } from './feel-frame.ts';
import { callFunction } from './feel-functions.ts';
import { keyOf, type Look, lookAt } from './feel-look.ts';
import { argumentsOf, isNull, literalText, parsed, part, parts, testsOf, written } from './feel-syntax.ts';
import { Figure } from './figure.ts';
import { lookUp } from './lookup.ts';
import { PLAIN, Reads, type Sort } from './reads.ts';
import { Subject } from './subject.ts';
import { type Flaw, type Found, found, order, type Value } from './value.ts';

const looks = new WeakMap<Computed, Look>();

/**
 * A small reader of FEEL that walks lezer-feel's tree for every record: three-valued, figures exact by decimal.js, approximate ones as
 * doubles. What stands in a branch that is not taken, or behind an operand that has decided, is not looked at, so that it has no flaws.
 *
 * `decimals`: those of the result, half-up. `lines`: the lines of a formula before it.
 */
export async function evaluateFormula(
  computed: Computed,
  subject: Subject,
  lines: ReadonlyMap<string, Found>,
  decimals: number | undefined,
): Promise<Found> {
  const { text, uses = {} } = computed;
  const look = looks.get(computed) ?? lookOf(computed, subject, lines);
  looks.set(computed, look);
  const names = new Map(lines);
  const tables = new Map<string, string>();
  for (const [name, target] of Object.entries(uses)) {
    if (target.includes('#')) names.set(name, await subject.result(target));
    else tables.set(name, target);
  }
  const frame: Frame = { text, subject, look, bound: [], names, tables, flaws: [], evaluate };
  for (const path of look.adopted) frame.flaws.push(...(await adopted(frame, path)));
  const root = parsed(text);
  const value = await evaluate(root, frame, decimals === undefined ? undefined : { decimals, mode: 'half-up' });
  const stated = decimals === undefined ? value : roundedHere(value, { decimals, mode: 'half-up' }, frame);
  return found(stated, frame.flaws);
}

function lookOf(computed: Computed, subject: Subject, lines: ReadonlyMap<string, Found>): Look {
  const row = { sort: 'row', reads: new Reads(subject.entity), path: [] } as const;
  const sorts = new Map<string, Sort>([...lines].map(([name, { value }]) => [name, sortOfValue(value)]));
  const { documents } = subject.hearing.court;
  if (subject.entity !== null) return lookAt(computed, { documents, subject: row, names: sorts, used: () => {} });
  const names = new Map([...subject.sorts, ...sorts]);
  return lookAt(computed, { documents, subject: row, names, used: () => {} });
}

/** Lines are rounded, never approximate; their decimals matter for powers alone. */
const sortOfValue = (value: Value): Sort => (value instanceof Figure ? { sort: 'number', decimals: 12 } : PLAIN);

/** The flaws of something a formula names, on its way from the record through single relations. */
async function adopted({ subject, names }: Frame, [first = '', ...steps]: readonly string[]): Promise<readonly Flaw[]> {
  const own = names.get(first) ?? (await subject.named(first));
  let at = own;
  const flaws = [...(own?.flaws ?? [])];
  for (const step of steps) {
    at = at?.value instanceof Subject ? await at.value.named(step) : undefined;
    flaws.push(...(at?.flaws ?? []));
  }
  return flaws;
}

async function evaluate(node: SyntaxNode, frame: Frame, stated?: Stated): Promise<Value> {
  const value = await read(node, frame, stated);
  return frame.look.approximate.has(keyOf(node)) ? doubled(value) : value;
}

/** Exact figures among approximate ones become doubles. */
function doubled(value: Value): Value {
  if (value instanceof Figure) return value.toNumber();
  return Array.isArray(value) ? value.map(doubled) : value;
}

async function read(node: SyntaxNode, frame: Frame, stated: Stated | undefined): Promise<Value> {
  const at = (position: number) => evaluate(part(node, position), frame);
  const text = written(frame.text, node);
  switch (node.name) {
    case 'NumericLiteral':
      return new Figure(text.replace(/\s/g, ''));
    case 'StringLiteral':
      return literalText(text);
    case 'BooleanLiteral':
      return text === 'true';
    case 'null':
      return null;
    case 'ParenthesizedExpression':
      return evaluate(part(node, 1), frame, stated);
    case 'VariableName':
      return named(text, frame);
    case 'PathExpression':
      return path(node, frame);
    case 'ArithmeticExpression': {
      const [first, second, third] = parts(node);
      if (first === undefined || second === undefined) throw new Error(text);
      if (third === undefined) return calculate('-', null, await evaluate(second, frame), frame, node, undefined);
      const [left, right] = [await evaluate(first, frame), await evaluate(third, frame)];
      return calculate(written(frame.text, second), left, right, frame, node, stated);
    }
    case 'Comparison':
      return comparison(node, frame);
    case 'Conjunction':
    case 'Disjunction':
      return junction(node, frame);
    case 'IfExpression':
      return (await at(1)) === true ? at(3) : at(5);
    case 'List':
      return series(parts(node).slice(1, -1), frame);
    case 'FilterExpression':
      return filter(node, frame);
    case 'ForExpression':
      return loop(node, frame);
    case 'QuantifiedExpression':
      return quantified(parts(part(node, 1)), part(node, 3), written(frame.text, part(node, 0)) === 'some', frame);
    case 'DateTimeLiteral':
      return temporal(node, frame);
    case 'FunctionInvocation':
      return callFunction(node, frame, stated);
    default:
      throw new Error(`The referee does not read ${node.name}`);
  }
}

async function named(name: string, { bound, names, subject, flaws }: Frame): Promise<Value> {
  for (const { name: own, value } of bound) {
    if (own === name || (own === null && name === 'item')) return value;
    if (own !== null || !(value instanceof Subject)) continue;
    const inside = await value.named(name);
    if (inside === undefined) continue;
    flaws.push(...inside.flaws);
    return inside.value;
  }
  const outside = names.get(name) ?? (await subject.named(name));
  if (outside === undefined) throw new Error(`There is no ${name}`);
  return outside.value;
}

async function path(node: SyntaxNode, frame: Frame): Promise<Value> {
  const last = written(frame.text, part(node, 2));
  const base = part(node, 0);
  const table = base.name === 'FunctionInvocation' ? frame.tables.get(written(frame.text, part(base, 0))) : undefined;
  if (table !== undefined) return lookUp(frame.subject, table, await series(argumentsOf(base), frame), last);
  const of = await evaluate(base, frame);
  if (Array.isArray(of)) return Promise.all((of as readonly Value[]).map((row) => member(row, last, frame)));
  return member(of, last, frame);
}

async function member(of: Value, name: string, frame: Frame): Promise<Value> {
  if (of instanceof Subject) {
    const inside = await of.named(name);
    frame.flaws.push(...(inside?.flaws ?? []));
    return inside?.value ?? null;
  }
  if (of instanceof Span) return spanPart(of, name);
  const day = of instanceof Moment ? dayOfMoment(of) : of;
  if (!(day instanceof Day)) return null;
  const count = dayPart(day, name);
  return count === undefined ? null : new Figure(count);
}

const UNITS: Readonly<Record<string, readonly [number, number]>> = {
  days: [86_400_000, Number.POSITIVE_INFINITY],
  hours: [3_600_000, 24],
  minutes: [60_000, 60],
  seconds: [1000, 60],
};

function spanPart({ unit, count }: Span, name: string): Value {
  if (unit === 'months') return new Figure(name === 'years' ? Math.trunc(count / 12) : count % 12).plus(0);
  const [size, most] = UNITS[name] ?? [1, 1];
  const whole = Math.trunc((unit === 'days' ? count * 86_400_000 : count) / size);
  return new Figure(name === 'days' ? whole : whole % most).plus(0);
}

/** Kleene; an operand behind one that has decided is not looked at. */
async function junction(node: SyntaxNode, frame: Frame): Promise<Value> {
  const decisive = node.name === 'Disjunction';
  let isUnknown = false;
  for (const operand of parts(node)) {
    if (operand.name === 'and' || operand.name === 'or') continue;
    const value = await evaluate(operand, frame);
    if (value === decisive) return decisive;
    isUnknown ||= value === null;
  }
  return isUnknown ? null : !decisive;
}

const isAbsent = (value: Value) => value === null || (value instanceof Subject && value.isAbsent);

async function comparison(node: SyntaxNode, frame: Frame): Promise<Value> {
  const [first, operator, second, , third] = parts(node);
  if (first === undefined || operator === undefined || second === undefined) throw new Error('A broken comparison');
  if (operator.name === 'in') return anyOf(await evaluate(first, frame), testsOf(node), frame);
  const sign = written(frame.text, operator);
  if (isNull(first) || isNull(second)) {
    const absent = isAbsent(await evaluate(isNull(first) ? second : first, frame));
    return sign === '=' ? absent : !absent;
  }
  const [left, right] = [await evaluate(first, frame), await evaluate(second, frame)];
  if (sign !== 'between') return compareSigned(sign as Sign, left, right);
  if (third === undefined) throw new Error('A broken between');
  return both(compareSigned('>=', left, right), compareSigned('<=', left, await evaluate(third, frame)));
}

function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** Whether any test behind `in` holds. */
async function anyOf(of: Value, tests: readonly SyntaxNode[], frame: Frame): Promise<Value> {
  const held: Value[] = [];
  for (const test of tests) held.push(await inTest(of, test, frame));
  return held.includes(true) ? true : held.includes(null) ? null : false;
}

async function inTest(of: Value, test: SyntaxNode, frame: Frame): Promise<Value> {
  if (test.name === 'ParenthesizedExpression' || test.name === 'List')
    return anyOf(of, parts(test).slice(1, -1), frame);
  if (test.name === 'SimplePositiveUnaryTest') {
    const [first, second] = parts(test);
    if (first?.name === 'Interval') return inInterval(of, first, frame);
    if (first === undefined || second === undefined) throw new Error('A broken test');
    return compareSigned(written(frame.text, first) as Sign, of, await evaluate(second, frame));
  }
  if (isNull(test)) return isAbsent(of);
  const value = await evaluate(test, frame);
  if (Array.isArray(value))
    return of === null ? null : value.some((item: Value) => compareSigned('=', of, item) === true);
  return compareSigned('=', of, value);
}

async function inInterval(of: Value, node: SyntaxNode, frame: Frame): Promise<Value> {
  const [open, low, , high, close] = parts(node);
  if (open === undefined || low === undefined || high === undefined || close === undefined)
    throw new Error('A broken interval');
  const above = compareSigned(written(frame.text, open) === '[' ? '>=' : '>', of, await evaluate(low, frame));
  return both(above, compareSigned(written(frame.text, close) === ']' ? '<=' : '<', of, await evaluate(high, frame)));
}

const below = (frame: Frame, name: string | null, value: Value): Frame => ({
  ...frame,
  bound: [{ name, value }, ...frame.bound],
});

async function filter(node: SyntaxNode, frame: Frame): Promise<Value> {
  const list = await evaluate(part(node, 0), frame);
  const test = part(node, 2);
  if (!Array.isArray(list)) return null;
  const items = list as readonly Value[];
  if (frame.look.positions.has(keyOf(test))) {
    const index = await evaluate(test, frame);
    const position = index instanceof Figure ? index.toNumber() : 0;
    return items.at(position > 0 ? position - 1 : position === 0 ? items.length : position) ?? null;
  }
  const kept: Value[] = [];
  for (const item of items) if ((await evaluate(test, below(frame, null, item))) === true) kept.push(item);
  return kept;
}

async function loop(node: SyntaxNode, frame: Frame): Promise<Value> {
  const iteration = part(part(node, 1), 0);
  const list = await iterated(iteration, frame);
  if (list === null) return null;
  const made: Value[] = [];
  for (const item of list) {
    made.push(await evaluate(part(node, 3), below(frame, written(frame.text, part(iteration, 0)), item)));
  }
  return made;
}

async function iterated(iteration: SyntaxNode, frame: Frame): Promise<readonly Value[] | null> {
  const [from, , to] = parts(part(iteration, 2));
  if (from === undefined) throw new Error('A broken loop');
  const first = await evaluate(from, frame);
  if (to === undefined) return Array.isArray(first) ? (first as readonly Value[]) : null;
  const last = await evaluate(to, frame);
  if (!(first instanceof Figure) || !(last instanceof Figure)) return null;
  const step = order(first, last) <= 0 ? 1 : -1;
  const count = last.minus(first).abs().toNumber() + 1;
  return Array.from({ length: count }, (_, i) => first.plus(i * step));
}

/** Two-valued, except where the list itself is missing. */
async function quantified(
  iterations: readonly SyntaxNode[],
  test: SyntaxNode,
  isSome: boolean,
  frame: Frame,
): Promise<Value> {
  const [iteration, ...rest] = iterations;
  if (iteration === undefined) return evaluate(test, frame);
  const list = await iterated(iteration, frame);
  if (list === null) return null;
  let isDecided = false;
  // All items are looked at: what goes wrong with any of them is told.
  for (const item of list) {
    const inner = below(frame, written(frame.text, part(iteration, 0)), item);
    if (((await quantified(rest, test, isSome, inner)) === true) === isSome) isDecided = true;
  }
  return isDecided === isSome;
}

async function temporal(node: SyntaxNode, frame: Frame): Promise<Value> {
  const [constructor] = parts(node);
  if (constructor?.name === 'AtLiteral') return fromText(literalText(written(frame.text, constructor).slice(1)));
  const [first] = argumentsOf(node);
  if (first === undefined) throw new Error('A date of nothing');
  if (first.name === 'StringLiteral') return fromText(literalText(written(frame.text, first)));
  const of = await evaluate(first, frame);
  return of instanceof Moment ? (dayOfMoment(of) ?? null) : of;
}

function fromText(text: string): Value {
  const period = /^-?P/.test(text) ? parsePeriod(text) : undefined;
  if (period !== undefined) return new Span(period.unit, period.count);
  const days = parseDays(text);
  if (days !== undefined) return new Day(days);
  const milliseconds = parseMilliseconds(text);
  return milliseconds === undefined ? null : new Moment(milliseconds);
}

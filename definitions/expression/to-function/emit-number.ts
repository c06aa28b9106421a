import { power10, type Rounding } from '../../model/decimal.ts';
import type { Arithmetic, Divide, Expression, Round, Transcendental } from '../../model/expression.ts';
import { boundsOf } from './emit-logic.ts';
import { type Emitter, joined } from './emitter.ts';
import {
  big,
  divideBigs,
  divideHalfUp,
  divideNumbers,
  finite,
  modulo,
  moduloBigs,
  moduloDoubles,
  power,
  roundApproximate,
} from './numbers.ts';
import { isSafeRange, type Representation, representation } from './representation.ts';

/** Exact arithmetic: plain numbers where every intermediate fits them, BigInt where one does not. */

export interface Bounds {
  readonly minimum: bigint;
  readonly maximum: bigint;
}

const isSafe = (bounds: Bounds) => isSafeRange(bounds.minimum, bounds.maximum);
const SYMBOLS = { add: '+', subtract: '-', multiply: '*' } as const;

/** Source of arithmetic on numbers or approximates. */
export function arithmeticSource(e: Emitter, node: Arithmetic): string {
  if (node.type.kind === 'approximate') return doubleSource(e, node);
  const bounds = node.items.map(boundsOf);
  if (bounds.every(isSafe) && isSafe(boundsOf(node)) && partials(node.operator, bounds).every(isSafe)) {
    return numberArithmetic(e, node.operator, node.items.map(e.value));
  }
  const form = representation(node.type);
  if (node.operator !== 'modulo')
    return bigSource(e, node.items, form, (items) => bigArithmetic(e, node.operator, items));
  const rest = bigSource(e, node.items, 'bigint', (items) => bigArithmetic(e, node.operator, items));
  return form === 'number' ? toNumber(e, rest) : rest;
}

/** The bounds of the intermediate results of a chain, from left to right. */
function partials(operator: Arithmetic['operator'], [first, ...rest]: readonly Bounds[]): readonly Bounds[] {
  if (first === undefined) return [];
  const found = [first];
  for (const next of rest) found.push(combine(operator, found.at(-1) ?? first, next));
  return found;
}

function combine(operator: Arithmetic['operator'], a: Bounds, b: Bounds): Bounds {
  if (operator === 'add') return { minimum: a.minimum + b.minimum, maximum: a.maximum + b.maximum };
  if (operator === 'subtract') return { minimum: a.minimum - b.maximum, maximum: a.maximum - b.minimum };
  if (operator !== 'multiply')
    return {
      minimum: a.minimum < b.minimum ? a.minimum : b.minimum,
      maximum: a.maximum > b.maximum ? a.maximum : b.maximum,
    };
  const corners = [a.minimum * b.minimum, a.minimum * b.maximum, a.maximum * b.minimum, a.maximum * b.maximum];
  return { minimum: corners.reduce((x, y) => (y < x ? y : x)), maximum: corners.reduce((x, y) => (y > x ? y : x)) };
}

function numberArithmetic(
  e: Emitter,
  operator: Arithmetic['operator'],
  items: readonly string[],
  isDouble = false,
): string {
  switch (operator) {
    case 'add':
    case 'subtract':
    case 'multiply':
      return `(${items.join(` ${SYMBOLS[operator]} `)})`;
    case 'negate':
      return `(-${items[0]})`;
    case 'absolute':
      return `Math.abs(${items[0]})`;
    case 'minimum':
    case 'maximum':
      return items.length === 1 ? (items[0] ?? 'NaN') : `Math.${operator.slice(0, 3)}(${items.join(', ')})`;
    case 'modulo':
      return items.reduce((a, b) => `${e.slot(isDouble ? moduloDoubles : modulo)}(${a}, ${b})`);
  }
}

function doubleSource(e: Emitter, node: Arithmetic): string {
  const source = numberArithmetic(e, node.operator, node.items.map(e.value), true);
  return node.operator === 'negate' || node.operator === 'absolute' ? source : `${e.slot(finite)}(${source})`;
}

function bigArithmetic(e: Emitter, operator: Arithmetic['operator'], items: readonly string[]): string {
  const [first = '0n'] = items;
  switch (operator) {
    case 'add':
    case 'subtract':
    case 'multiply':
      return `(${items.join(` ${SYMBOLS[operator]} `)})`;
    case 'negate':
      return `(-${first})`;
    case 'absolute':
      return `(${first} < 0n ? -${first} : ${first})`;
    case 'minimum':
    case 'maximum':
      return items.reduce((a, b) => {
        const best = e.name(a);
        return `(${b} ${operator === 'minimum' ? '<' : '>'} ${best} ? ${b} : ${best})`;
      });
    case 'modulo':
      return items.reduce((a, b) => `${e.slot(moduloBigs)}(${a}, ${b})`);
  }
}

/**
 * Source of a BigInt calculation over operands that may be missing, converted to the representation of the result. What `calculate`
 * names is computed even where an operand is missing, so it may compare, but not calculate.
 */
export function bigSource(
  e: Emitter,
  operands: readonly Expression[],
  form: Representation,
  calculate: (items: readonly string[]) => string,
): string {
  const items = operands.map((item) => e.asAtom(item, 'bigint'));
  const guards = operands.flatMap((item, i) => (item.missable ? [`${items[i]} === null`] : []));
  if (guards.length === 0) return fromBig(calculate(items), form);
  const isMissing = joined(
    guards.map((guard) => `(${guard})`),
    '||',
    'false',
  );
  return `(${isMissing} ? ${form === 'number' ? 'NaN' : 'null'} : ${fromBig(calculate(items), form)})`;
}

function fromBig(source: string, form: Representation): string {
  return form === 'number' ? `Number(${source})` : source;
}

/** Source of an integer division. */
export function divideSource(e: Emitter, node: Divide): string {
  const [left, right] = [boundsOf(node.left), boundsOf(node.right)];
  const shift = decimalsOf(node) + decimalsOf(node.right) - decimalsOf(node.left);
  const [up, down] = [power10(Math.max(shift, 0)), power10(Math.max(-shift, 0))];
  const form = representation(node.type);
  if (form === 'number' && isSafeQuotient(greatest(left) * up, greatest(right) * down)) {
    const [n, d] = [times(e.value(node.left), up), times(e.value(node.right), down)];
    return node.rounding === 'half-up'
      ? `${e.slot(divideHalfUp)}(${n}, ${d})`
      : `${e.slot(divideNumbers)}(${n}, ${d}, ${JSON.stringify(node.rounding)})`;
  }
  const missing = bigSource(e, [node.left, node.right], 'bigint', ([n = '0n', d = '0n']) => {
    const scaled = [up === 1n ? n : `${n} * ${up}n`, down === 1n ? d : `${d} * ${down}n`];
    return `${e.slot(divideBigs)}(${scaled.join(', ')}, ${JSON.stringify(node.rounding)})`;
  });
  return form === 'number' ? toNumber(e, missing) : missing;
}

/** A BigInt that may be null as a number. */
export function toNumber(e: Emitter, source: string): string {
  const atom = e.name(source);
  return `(${atom} === null ? NaN : Number(${atom}))`;
}

export const times = (source: string, factor: bigint) => (factor === 1n ? source : `(${source} * ${factor})`);
export const greatest = ({ minimum, maximum }: Bounds) => (-minimum > maximum ? -minimum : maximum);
export const isSafeQuotient = (dividend: bigint, divisor: bigint) => isSafeRange(0n, dividend * 2n + divisor);

export function decimalsOf(node: Expression): number {
  return node.type.kind === 'number' ? node.type.decimals : 0;
}

/** Source of a number or approximate at other decimals. */
export function roundSource(e: Emitter, node: Round): string {
  const { of, rounding } = node;
  const to = decimalsOf(node);
  if (of.type.kind === 'approximate')
    return `${e.slot(roundApproximate)}(${e.value(of)}, ${to}, ${JSON.stringify(rounding)})`;
  const from = decimalsOf(of);
  if (from === to) return e.as(of, representation(node.type));
  const factor = power10(Math.abs(to - from));
  const form = representation(node.type);
  if (to > from) {
    if (form === 'number') return times(e.as(of, 'number'), factor);
    return bigSource(e, [of], form, ([x = '0n']) => `(${x} * ${factor}n)`);
  }
  const bounds = boundsOf(of);
  if (isSafeQuotient(greatest(bounds), factor)) return quotientSource(e, e.value(of), bounds, factor, rounding);
  const quotient = bigSource(
    e,
    [of],
    'bigint',
    ([x = '0n']) => `${e.slot(divideBigs)}(${x}, ${factor}n, ${JSON.stringify(rounding)})`,
  );
  return form === 'number' ? toNumber(e, quotient) : quotient;
}

/** Source of number / constant, rounded, where twice the number and the constant are safe. */
export function quotientSource(
  e: Emitter,
  source: string,
  bounds: Bounds,
  divisor: bigint,
  rounding: Rounding,
): string {
  if (divisor === 1n) return source;
  if (rounding === 'floor' || rounding === 'ceiling' || rounding === 'down') {
    return `Math.${{ floor: 'floor', ceiling: 'ceil', down: 'trunc' }[rounding]}(${source} / ${divisor})`;
  }
  if (rounding !== 'half-up') return `${e.slot(divideNumbers)}(${source}, ${divisor}, ${JSON.stringify(rounding)})`;
  // floor((2n + d) / 2d) is n / d rounded half-up for n ≥ 0; an even d needs no doubling.
  const isEven = divisor % 2n === 0n;
  const up = (n: string) =>
    isEven
      ? `Math.floor((${n} + ${divisor / 2n}) / ${divisor})`
      : `Math.floor((${n} * 2 + ${divisor}) / ${divisor * 2n})`;
  if (bounds.minimum >= 0n) return up(source);
  const n = e.name(source);
  if (bounds.maximum <= 0n) return `(-${up(`-${n}`)})`;
  return `(${n} < 0 ? -${up(`-${n}`)} : ${up(n)})`;
}

/** Source of a number as a double. */
export function approximatelySource(e: Emitter, of: Expression): string {
  const factor = 10 ** decimalsOf(of);
  if (representation(of.type) === 'number') return factor === 1 ? e.value(of) : `(${e.value(of)} / ${factor})`;
  const x = e.atom(of);
  return of.missable ? `(${x} === null ? NaN : Number(${x}) / ${factor})` : `(Number(${x}) / ${factor})`;
}

/** Source of a function on approximates. */
export function transcendentalSource(e: Emitter, node: Transcendental): string {
  const [x = 'NaN', y = 'NaN'] = node.items.map(e.value);
  const sources = {
    exp: `Math.exp(${x})`,
    ln: `Math.log(${x})`,
    sqrt: `Math.sqrt(${x})`,
    divide: `(${x} / ${y})`,
    logistic: `(1 / (1 + Math.exp(-${x})))`,
    power: `${e.slot(power)}(${x}, ${y})`,
  };
  const source = sources[node.function];
  return node.function === 'power' || node.function === 'logistic' ? source : `${e.slot(finite)}(${source})`;
}

/** Source of a value in another representation. */
export function converted(e: Emitter, source: string, node: Expression, to: Representation): string {
  const from = representation(node.type);
  if (from === to || from === 'other' || to === 'other') return source;
  if (to === 'bigint') return node.missable ? `${e.slot(big)}(${source})` : `BigInt(${source})`;
  return node.missable ? toNumber(e, source) : `Number(${source})`;
}

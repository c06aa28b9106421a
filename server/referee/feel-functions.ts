import type { SyntaxNode } from '@lezer/common';
import { Day, dayName, dayOfMoment, lastOfMonth, Moment, monthsBetween, Span, weekOfYear } from './calendar.ts';
import { power } from './feel-arithmetic.ts';
import { type FeelFrame, roundedHere, series, type Stated } from './feel-frame.ts';
import { isListFunction, ofLists } from './feel-list-functions.ts';
import { argumentsOf, isNull, part, written } from './feel-syntax.ts';
import { calledFormula, callFormula } from './feel-formula.ts';
import { Fraction, modulo, MOST_DECIMALS, type RefereeRounding, rounded, ZERO } from './figure.ts';
import { isFound } from './pattern.ts';
import { order, type RefereeValue, wired } from './value.ts';

const ROUNDINGS: Readonly<Record<string, RefereeRounding>> = {
  decimal: 'half-even',
  floor: 'floor',
  ceiling: 'ceiling',
  'round up': 'up',
  'round down': 'down',
  'round half up': 'half-up',
  'round half down': 'half-down',
  'round half even': 'half-even',
};

/** A function of FEEL on its arguments. Missing where an argument is. */
export async function callFunction(
  node: SyntaxNode,
  frame: FeelFrame,
  stated: Stated | undefined,
): Promise<RefereeValue> {
  const name = written(frame.text, part(node, 0));
  if (calledFormula(node, frame) !== undefined) return callFormula(node, frame);
  const nodes = argumentsOf(node);
  const mode = ROUNDINGS[name];
  const [first] = nodes;
  if (mode !== undefined && first !== undefined) {
    const scale = nodes[1] === undefined ? ZERO : await frame.evaluate(nodes[1], frame);
    const environment: Stated = { decimals: scale instanceof Fraction ? scale.toNumber() : 0, mode };
    return roundedHere(await frame.evaluate(first, frame, environment), environment, frame);
  }
  if (/^(sum|min|max|mean)$/.test(name)) return aggregate(name, nodes, frame, stated);
  const values = await series(nodes, frame);
  const isAskedForMissing = name === 'list contains' && nodes[1] !== undefined && isNull(nodes[1]);
  if (isAskedForMissing) return values[0] === null ? null : ofLists(name, values);
  if (name === 'today') return frame.subject.hearing.inputs.asOf ?? null;
  if (name === 'modulo') return remainder(values[0] ?? null, values[1] ?? null, frame);
  if (values.includes(null)) return null;
  if (isListFunction(name)) return ofLists(name, values);
  return ofValues(name, values, frame, node);
}

/** Of a list, or of figures one by one. `sum([])` is 0; a missing item makes all of them missing. */
async function aggregate(
  name: string,
  nodes: readonly SyntaxNode[],
  frame: FeelFrame,
  stated: Stated | undefined,
): Promise<RefereeValue> {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined && name !== 'mean') {
    const value = await frame.evaluate(only, frame, stated);
    return Array.isArray(value) ? ofList(name, value, undefined) : value;
  }
  const values = await series(nodes, frame);
  const [list] = values;
  if (values.length > 1) return ofList(name, values, stated);
  return Array.isArray(list) ? ofList(name, list, stated) : list === null ? null : ofList(name, values, stated);
}

function ofList(name: string, list: readonly RefereeValue[], stated: Stated | undefined): RefereeValue {
  if (list.includes(null)) return null;
  if (list.length === 0) return name === 'sum' ? ZERO : null;
  if (name === 'min' || name === 'max')
    return list.reduce((best, item) =>
      order(item, best) < 0 === (name === 'min') && order(item, best) !== 0 ? item : best,
    );
  const isDouble = list.some((item) => typeof item === 'number');
  if (isDouble) {
    const sum = list.reduce<number>((all, item) => all + Number(item), 0);
    const value = name === 'sum' ? sum : sum / list.length;
    return Number.isFinite(value) ? value : null;
  }
  const sum = list.reduce<Fraction>((all, item) => (item instanceof Fraction ? all.plus(item) : all), ZERO);
  if (name === 'sum') return sum;
  // Only a rounding half-up takes the place of the mean's own; any other rounds the mean of 12 decimals.
  return rounded(sum.div(list.length), stated?.mode === 'half-up' ? stated.decimals : MOST_DECIMALS);
}

function ofValues(name: string, values: readonly RefereeValue[], frame: FeelFrame, node: SyntaxNode): RefereeValue {
  const [first = null, second = null, third] = values;
  switch (name) {
    case 'count':
      return Array.isArray(first) ? new Fraction(first.length) : null;
    case 'not':
      return first !== true;
    case 'abs':
      return first instanceof Fraction ? first.abs() : Math.abs(Number(first));
    case 'exp':
    case 'log':
    case 'sqrt':
      return finite(Math[name](Number(first)), frame);
    case 'power':
      return power(first, second, frame, node);
    case 'years and months duration':
      return first instanceof Day && second instanceof Day ? new Span('months', monthsBetween(first, second)) : null;
    case 'last day of month':
    case 'day of week':
    case 'week of year':
      return ofDay(name, first);
    case 'string':
      return first instanceof Fraction ? first.toFixed() : String(wired(first, 0));
    default:
      return ofTexts(name, String(first), second, third);
  }
}

function ofDay(name: string, of: RefereeValue): RefereeValue {
  const day = of instanceof Moment ? dayOfMoment(of) : of;
  if (!(day instanceof Day)) return null;
  if (name === 'last day of month') return lastOfMonth(day);
  return name === 'day of week' ? dayName(day) : new Fraction(weekOfYear(day));
}

function finite(value: number, frame: FeelFrame): RefereeValue {
  if (Number.isFinite(value)) return value;
  frame.flaws.push({ code: 'not-finite', refuses: false });
  return null;
}

function remainder(a: RefereeValue, b: RefereeValue, frame: FeelFrame): RefereeValue {
  if (!(b instanceof Fraction)) return null;
  if (b.isZero()) frame.flaws.push({ code: 'division-by-zero', refuses: false });
  return a instanceof Fraction && !b.isZero() ? modulo(a, b) : null;
}

/** Functions of strings; positions from 1 in code points. */
function ofTexts(name: string, text: string, second: RefereeValue, third: RefereeValue | undefined): RefereeValue {
  const other = String(second);
  switch (name) {
    case 'string length':
      return new Fraction([...text].length);
    case 'upper case':
      return text.toUpperCase();
    case 'lower case':
      return text.toLowerCase();
    case 'trim':
      return text.trim();
    case 'contains':
      return text.includes(other);
    case 'starts with':
      return text.startsWith(other);
    case 'ends with':
      return text.endsWith(other);
    case 'substring before':
      return text.includes(other) ? text.slice(0, text.indexOf(other)) : '';
    case 'substring after':
      return text.includes(other) ? text.slice(text.indexOf(other) + other.length) : '';
    case 'substring': {
      const points = [...text];
      const start = second instanceof Fraction ? second.toNumber() : 1;
      const from = start > 0 ? start - 1 : Math.max(points.length + start, 0);
      return points.slice(from, third instanceof Fraction ? from + third.toNumber() : undefined).join('');
    }
    case 'matches':
      return isFound(other, text);
    case 'replace':
      return other === '' ? text : text.split(other).join(String(third));
    case 'number':
      return /^-?0*\d{1,15}(\.\d{1,12}0*)?$/.test(text) ? new Fraction(text).plus(0) : null;
    default:
      throw new Error(`The referee does not know ${name}`);
  }
}

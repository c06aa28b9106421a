import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../../model/expression.ts';
import { compared, insideOf, type ComparisonSign } from './compared.ts';
import { membership } from './membership.ts';
import { type FormulaPlace, refuse, textOf } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, value } from './value.ts';

const SIGNS: readonly ComparisonSign[] = ['=', '!=', '<', '<=', '>', '>='];

/** `=`, `!=`, `<` …, `between`, `in`. */
export function comparison(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [first, operator, ...rest] = parts(node);
  const [second] = rest;
  if (first === undefined || operator === undefined || second === undefined)
    return refuse(place, node, 'formula-syntax');
  if (first.name === 'Comparison') return chained(place, node, first, operator, second);
  const left = place.read(first, place);
  if (left === null) return null;
  if (operator.name === 'in') return membership(place, node, left, rest);
  const right = place.read(second, place);
  if (right === null) return null;
  const sign = SIGNS.find((known) => known === textOf(place, operator));
  if (sign !== undefined) return wrap(compared(place, node, sign, left, right));
  const high = rest[2] === undefined ? null : place.read(rest[2], place);
  return high && wrap(insideOf(place, node, left, { of: right, isIncluded: true }, { of: high, isIncluded: true }));
}

/** `1 < a < 10` asks whether `1 < a`, which is true or false, is below 10: an interval is meant. */
function chained(
  place: FormulaPlace,
  node: SyntaxNode,
  first: SyntaxNode,
  operator: SyntaxNode,
  last: SyntaxNode,
): FeelValue | null {
  const [low, sign, middle] = parts(first);
  if (low === undefined || sign === undefined || middle === undefined) return refuse(place, node, 'formula-syntax');
  const [a, is, x, then, b] = [low, sign, middle, operator, last].map((one) => textOf(place, one).trim());
  const isRising = /^<=?$/.test(`${is}`) && /^<=?$/.test(`${then}`);
  const fix = isRising
    ? `${x} in ${is === '<=' ? '[' : '('}${a}..${b}${then === '<=' ? ']' : ')'}`
    : `${a} ${is} ${x} and ${x} ${then} ${b}`;
  const { text } = place.reading;
  return refuse(
    place,
    node,
    'chained-comparison',
    { fix },
    { fix: text.slice(0, node.from) + fix + text.slice(node.to) },
  );
}

const wrap = (of: Expression | null) => of && value(of);

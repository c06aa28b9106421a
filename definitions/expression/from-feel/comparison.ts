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

const wrap = (of: Expression | null) => of && value(of);

import type { SyntaxNode } from '@lezer/common';
import { aggregate } from '../build-list.ts';
import { constant, decimal } from '../build-logic.ts';
import { arithmetic, divide, round, transcendental } from '../build-number.ts';
import { divideRounded, power10, type Rounding } from '../../model/decimal.ts';
import type { Arithmetic, Expression, Transcendental } from '../../model/expression.ts';
import { INTERMEDIATE_DECIMALS, LARGEST } from '../../model/type.ts';
import { children } from '../walk.ts';
import { planFinite, planZero } from './plans.ts';
import { type FormulaPlace, refuse, textOf } from './reading.ts';
import { type FeelValue, value } from './value.ts';

const LITERAL = /^-?(\d*)(?:\.(\d+))?$/;

/** `12`, `-0.5`: exact, with the decimals that are written. */
export function numberLiteral(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const text = textOf(place, node).replace(/\s/g, '');
  const [, whole = '', fraction = ''] = LITERAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  if (digits === '' || digits.length > 38 || fraction.length > INTERMEDIATE_DECIMALS) {
    return refuse(place, node, 'unreadable-literal', {
      expected: { 'zh-CN': '小数不超过 12 位的数字', en: 'a number with at most 12 decimals' },
    });
  }
  const scaled = BigInt(digits);
  return value(decimal(text.startsWith('-') ? -scaled : scaled, fraction.length));
}

/** Exact arithmetic, or on doubles where an operand is approximate; constants are computed at once. */
export function calculate(operator: Arithmetic['operator'], items: readonly Expression[]): Expression {
  return folded(arithmetic(operator, items));
}

/** A number made of constants alone is a constant. */
function folded(of: Expression): Expression {
  const { type } = of;
  if (of.missable || type.kind !== 'number' || type.minimum !== type.maximum) return of;
  const isConstant = (node: Expression): boolean =>
    node.kind === 'constant' || (children(node).length > 0 && children(node).every(isConstant));
  return isConstant(of) ? constant(type, type.minimum) : of;
}

/** `a / b`: 12 decimals unless a rounding around it states others. */
export function quotient(place: FormulaPlace, node: SyntaxNode, left: Expression, right: Expression): FeelValue | null {
  if (!planZero(place, node, right)) return null;
  if (left.type.kind === 'approximate' || right.type.kind === 'approximate')
    return value(onDoubles(place, node, 'divide', [left, right]));
  const made = quotientOf(left, right, INTERMEDIATE_DECIMALS, 'half-up');
  place.reading.unstated.add(made);
  return value(made);
}

function quotientOf(left: Expression, right: Expression, decimals: number, rounding: Rounding): Expression {
  const made = divide(left, right, decimals, rounding);
  if (made.kind !== 'divide' || made.left.kind !== 'constant' || made.right.kind !== 'constant') return made;
  const shift = decimals + scaleOf(made.right) - scaleOf(made.left);
  const [up, down] = [power10(Math.max(shift, 0)), power10(Math.max(-shift, 0))];
  return decimal(
    divideRounded(BigInt(String(made.left.value)) * up, BigInt(String(made.right.value)) * down, rounding),
    decimals,
  );
}

const scaleOf = (of: Expression) => (of.type.kind === 'number' ? of.type.decimals : 0);

/** A number with stated decimals. A division or mean right inside is rounded once, at these decimals. */
export function rounded(
  place: FormulaPlace,
  node: SyntaxNode,
  of: Expression,
  decimals: number,
  rounding: Rounding,
): Expression {
  if (place.reading.unstated.has(of)) {
    if (of.kind === 'divide') return quotientOf(of.left, of.right, decimals, rounding);
    if (of.kind === 'aggregate' && rounding === 'half-up') return aggregate('mean', of.over, decimals);
  }
  const made = round(of, decimals, rounding);
  if (of.type.kind === 'approximate') planFinite(place, node, made, [of]);
  return made;
}

/** A function on doubles; where it has no finite result for operands that are present, the result carries a problem. */
export function onDoubles(
  place: FormulaPlace,
  node: SyntaxNode,
  name: Transcendental['function'],
  items: readonly Expression[],
): Expression {
  const made = transcendental(name, items);
  if (!isAlwaysFinite(name, items)) planFinite(place, node, made, items);
  return made;
}

function isAlwaysFinite(name: Transcendental['function'], [first]: readonly Expression[]): boolean {
  if (first?.type.kind !== 'number') return false;
  if (name === 'sqrt') return first.type.minimum >= 0n;
  if (name === 'ln') return first.type.minimum > 0n;
  return name === 'exp' && first.type.maximum <= 700n * power10(first.type.decimals);
}

/** `a ** b`: exact where the exponent is a written whole number and nothing is rounded away; else a double. */
export function power(place: FormulaPlace, node: SyntaxNode, base: Expression, exponent: Expression): FeelValue {
  const times = exponent.kind === 'constant' && scaleOf(exponent) === 0 ? Number(exponent.value) : -1;
  if (base.type.kind === 'number' && times >= 1 && times * base.type.decimals <= INTERMEDIATE_DECIMALS && times <= 64) {
    const exact =
      times === 1
        ? base
        : calculate(
            'multiply',
            Array.from({ length: times }, () => base),
          );
    if (exact.type.kind === 'number' && exact.type.maximum <= LARGEST && exact.type.minimum >= -LARGEST)
      return value(exact);
  }
  return value(onDoubles(place, node, 'power', [base, exponent]));
}

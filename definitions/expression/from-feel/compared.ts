import type { SyntaxNode } from '@lezer/common';
import { and, compare, FALSE, isMissing, not, TRUE, within } from '../build-logic.ts';
import { rescale } from '../../model/decimal.ts';
import { isMember } from '../../model/domain.ts';
import { expectedOf } from '../expectation.ts';
import type { Compare, Expression } from '../../model/expression.ts';
import { sameUnit } from './arithmetic.ts';
import { type FormulaPlace, refuse } from './reading.ts';
import { type FeelValue, kindName } from './value.ts';

export type ComparisonSign = Compare['operator'] | '!=';

/** Whether two values compare so; null asks whether the other is missing. */
export function compared(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: ComparisonSign,
  left: FeelValue,
  right: FeelValue,
): Expression | null {
  if (left.kind === 'null' || right.kind === 'null') return comparedWithNull(place, node, sign, left, right);
  if (left.kind === 'duration' && right.kind === 'duration') {
    const [a, b] = sameUnit(left, right) ?? [];
    return a && b ? signed(sign, a.count, b.count) : differ(place, node, left, right);
  }
  if (left.kind !== 'value' || right.kind !== 'value') return differ(place, node, left, right);
  const [a, b] = [left.of, right.of];
  if (a.type.kind === 'approximate' || b.type.kind === 'approximate') {
    return refuse(place, node, 'approximate-unrounded', { what: { 'zh-CN': '比较', en: 'compared' } });
  }
  if (a.type.kind !== b.type.kind || a.type.kind === 'list' || a.type.kind === 'row')
    return differ(place, node, left, right);
  const isOrdered = a.type.kind === 'number' || a.type.kind === 'date' || a.type.kind === 'instant';
  if (!isOrdered && sign !== '=' && sign !== '!=') return refuse(place, node, 'no-order', { found: kindName(left) });
  return isEnumKept(place, node, a, b) && isEnumKept(place, node, b, a) ? signed(sign, a, b) : null;
}

function comparedWithNull(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: ComparisonSign,
  left: FeelValue,
  right: FeelValue,
): Expression | null {
  if (sign !== '=' && sign !== '!=') return refuse(place, node, 'null-operand');
  const other = left.kind === 'null' ? right : left;
  const of = other.kind === 'value' ? other.of : other.kind === 'duration' ? other.count : undefined;
  if (of === undefined && other.kind === 'row') return differ(place, node, left, right);
  const absent = of === undefined ? TRUE : of.missable ? isMissing(of) : FALSE;
  return sign === '=' ? absent : not(absent);
}

function signed(sign: ComparisonSign, left: Expression, right: Expression): Expression {
  return sign === '!=' ? not(compare('=', left, right)) : compare(sign, left, right);
}

/** A written text that is none of a field's values is a slip. */
function isEnumKept(place: FormulaPlace, node: SyntaxNode, written: Expression, other: Expression): boolean {
  if (
    written.kind !== 'constant' ||
    typeof written.value !== 'string' ||
    other.type.kind !== 'string' ||
    other.type.enum === undefined
  )
    return true;
  if (other.kind === 'constant' || isMember(written.value, other.type)) return true;
  return (
    refuse(place, node, 'enum-value', {
      found: `"${written.value}"`,
      expected: expectedOf(other),
    }) !== null
  );
}

export interface ComparedBound {
  readonly of: FeelValue;
  readonly isIncluded: boolean;
}

/** Whether a value lies between two bounds; written bounds become a range, which proofs understand best. */
export function insideOf(
  place: FormulaPlace,
  node: SyntaxNode,
  on: FeelValue,
  low: ComparedBound,
  high: ComparedBound,
): Expression | null {
  const [a, b] = [scaled(on, low, 1n), scaled(on, high, -1n)];
  if (on.kind === 'value' && a !== undefined && b !== undefined)
    return a > b
      ? refuse(place, node, 'interval-reversed')
      : within(on.of, {
          low: a,
          high: b,
          ...(low.isIncluded ? {} : { isLowOpen: true }),
          ...(high.isIncluded ? {} : { isHighOpen: true }),
        });
  const above = compared(place, node, low.isIncluded ? '>=' : '>', on, low.of);
  const under = above && compared(place, node, high.isIncluded ? '<=' : '<', on, high.of);
  return above && under && and([above, under]);
}

/** A written bound in the units of what it bounds, an open end moved one unit in; undefined where it is not written or is finer. */
function scaled(on: FeelValue, { of: bound, isIncluded }: ComparedBound, inward: bigint): bigint | undefined {
  if (
    on.kind !== 'value' ||
    bound.kind !== 'value' ||
    bound.of.kind !== 'constant' ||
    typeof bound.of.value !== 'bigint'
  )
    return undefined;
  const [type, own] = [on.of.type, bound.of.type];
  if (type.kind !== own.kind) return undefined;
  if (type.kind !== 'number' || own.kind !== 'number')
    return type.kind === 'date' || type.kind === 'instant' ? bound.of.value + (isIncluded ? 0n : inward) : undefined;
  if (own.decimals > type.decimals) return undefined;
  return rescale(bound.of.value, own.decimals, type.decimals) + (isIncluded ? 0n : inward);
}

function differ(place: FormulaPlace, node: SyntaxNode, left: FeelValue, right: FeelValue): null {
  return refuse(place, node, 'types-differ', {
    left: kindName(left),
    right: kindName(right),
    what: { 'zh-CN': '比较', en: 'compared' },
  });
}

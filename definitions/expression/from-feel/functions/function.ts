import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../../../model/expression.ts';
import { isFigure } from '../arithmetic.ts';
import { expressionOf, type FormulaPlace, refuse } from '../reading.ts';
import { kindWords } from '../../kind-words.ts';
import { type FeelValue, typeName } from '../value.ts';

/** A function of FEEL: how many arguments it takes, how it is written, what it means. */
export interface FeelFunction {
  readonly counts: readonly [number, number];
  readonly form: string;
  readonly lower: (place: FormulaPlace, node: SyntaxNode, args: readonly SyntaxNode[]) => FeelValue | null;
}

/** Reads an argument that must be a number, exact or approximate. */
export function figure(place: FormulaPlace, node: SyntaxNode, what: string): Expression | null {
  const of = expressionOf(place, node, place.read(node, place), what);
  if (of === null || isFigure(of)) return of;
  return refuse(place, node, 'type-unfit', { what, expected: kindWords('number'), found: typeName(of.type) });
}

/** Reads an argument that must be a written whole number within bounds. */
export function written(
  place: FormulaPlace,
  node: SyntaxNode,
  what: string,
  least: number,
  most: number,
): number | null {
  const of = expressionOf(place, node, place.read(node, place), what);
  if (of === null) return null;
  const isWhole = of.kind === 'constant' && of.type.kind === 'number' && of.type.decimals === 0;
  const number = isWhole ? Number(of.value) : Number.NaN;
  if (Number.isNaN(number)) return refuse(place, node, 'not-constant', { what });
  if (number >= least && number <= most) return number;
  return refuse(place, node, 'out-of-bounds', { what, least, most });
}

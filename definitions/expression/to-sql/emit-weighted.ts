import { asNumber } from '../build-number.ts';
import { power10 } from '../../model/decimal.ts';
import type { Expression, Weighted, WeightedMean, WeightedSum } from '../../model/expression.ts';
import { total } from './emit-choice.ts';
import { divideRounded } from './emit-number.ts';
import { operand } from './emit-logic.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { integerLiteral, integerText, magnitude, widened, widthFor } from './number-size.ts';
import type { Sql } from './sql.ts';

/** initial + Σ weight × term, exact. */
export function emitWeightedSum(e: Emitter, node: WeightedSum): Sql {
  const { g, dialect } = e;
  const width = widthFor(sizeOf(node.terms) + (node.initial < 0n ? -node.initial : node.initial)) ?? 16;
  const terms = node.terms.map((term) => widened(g, dialect, weighted(e, term, width), width));
  const items = node.initial === 0n && terms.length > 0 ? terms : [integerLiteral(g, node.initial), ...terms];
  return g.wide(width, total(e, items));
}

/** A bound of every partial sum. */
const sizeOf = (terms: readonly Weighted[]) =>
  terms.reduce((sum, { weight, of }) => sum + (weight < 0n ? -weight : weight) * magnitude(of), 0n);

/** weight × term; of a choice of constants, a choice of products. */
function weighted(e: Emitter, { weight, of }: Weighted, width: number): Sql {
  const { g, dialect } = e;
  const term = unnamed(of);
  if (term.kind === 'pick') return operand(e, e.value(scaledPick(term, weight)));
  if (weight === 1n) return operand(e, e.value(of));
  return g.wide(width, g.sql`(${operand(e, widened(g, dialect, e.value(of), width))} * ${integerText(weight)})`);
}

function scaledPick(pick: Expression & { readonly kind: 'pick' }, weight: bigint): Expression {
  if (weight === 1n) return pick;
  return { ...pick, values: pick.values.map((value) => (typeof value === 'bigint' ? value * weight : value)) };
}

/** Σ weight × term / Σ weight, divided once. Terms that may be left out leave both sums. */
export function emitWeightedMean(e: Emitter, node: WeightedMean): Sql {
  const { g, dialect } = e;
  const [first] = node.terms;
  if (first === undefined || node.type.kind !== 'number') return g.leaf('CAST(NULL AS BIGINT)', 8);
  const shift = node.type.decimals - asNumber(first.of).decimals;
  const weights = node.terms.reduce((sum, term) => sum + term.weight, 0n);
  const size = sizeOf(node.terms);
  const width = widthFor(size) ?? 16;
  const terms = node.terms.map((term) => {
    const product = widened(g, dialect, weighted(e, term, width), width);
    return canSkip(term) ? g.wide(width, g.sql`COALESCE(${product}, 0)`) : product;
  });
  const dividend = {
    sql: g.wide(width, total(e, terms)),
    magnitude: size,
    isNegative: node.terms.some(({ of }) => asNumber(of).minimum < 0n),
  };
  const down = power10(Math.max(-shift, 0));
  const divisor = { sql: divisorOf(e, node, weights, down), magnitude: weights * down, isPositive: true };
  return divideRounded(e, dividend, divisor, Math.max(shift, 0), 'half-up');
}

const canSkip = (term: WeightedMean['terms'][number]) => term.ifMissing === 'skip' && term.of.missable;

/** The weights of the terms that are there; where none is, 0, and the division gives missing. */
function divisorOf(e: Emitter, node: WeightedMean, weights: bigint, factor: bigint): Sql {
  const { g, dialect } = e;
  const skipped = node.terms.filter(canSkip);
  if (skipped.length === 0) return integerLiteral(g, weights * factor);
  const width = widthFor(weights * factor) ?? 16;
  const kept = weights - skipped.reduce((sum, term) => sum + term.weight, 0n);
  const items: Sql[] = skipped.map((term) => {
    const test = operand(e, e.value(term.of));
    const piece = g.wide(4, g.sql`CASE WHEN ${test} IS NULL THEN 0 ELSE ${integerText(term.weight * factor)} END`);
    return widened(g, dialect, piece, width);
  });
  return g.wide(width, total(e, kept === 0n ? items : [integerLiteral(g, kept * factor), ...items]));
}

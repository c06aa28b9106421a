import type { Problem, Regression } from '../../definitions/index.ts';
import type { Observations } from './design-matrix.ts';
import { type Feature, featureName } from './fit-findings.ts';
import { statisticsProblem } from './problems.ts';

/** A feature with its coefficient, and the largest magnitude of what it is multiplied with. */
export interface WrittenFeature extends Feature {
  readonly coefficient: number;
  readonly largest: number;
}

/** The largest magnitude of each feature in the rows; a level's is 1. */
export function magnitudes({ columns }: Observations): readonly (readonly number[])[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? [column.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)]
      : Array.from({ length: column.features }, () => 1),
  );
}

/**
 * The document with the fitted figures, to 12 decimals as they are kept. A problem instead where the rows they were fitted to would
 * then have other results: by more than half of the last place.
 */
export function fittedDocument(
  document: Regression,
  intercept: number,
  terms: readonly (readonly WrittenFeature[])[],
): Regression | Problem {
  const tooFine = lostDigits(document, intercept, terms.flat());
  if (tooFine !== null) return tooFine;
  const written = document.terms.map((term, c): Regression['terms'][number] => {
    const own = terms[c] ?? [];
    if (term.values === undefined) return { ...term, coefficient: kept(own[0]?.coefficient ?? 0) };
    const values = Object.fromEntries(
      own.flatMap(({ value, coefficient }) => (value === null ? [] : [[value, kept(coefficient)]])),
    );
    const missing = own.find(({ isMissing }) => isMissing);
    return { ...term, values, ...(missing === undefined ? {} : { ifMissing: kept(missing.coefficient) }) };
  });
  return { ...document, intercept: kept(intercept), terms: written };
}

/** A double to 12 decimals; it has 17 digits at most. */
const kept = (x: number): number => Number(x.toFixed(12));
/** Larger coefficients are none: see coefficient-unreadable. */
const TOO_LARGE = 1e15;

function lostDigits(document: Regression, intercept: number, features: readonly WrittenFeature[]): Problem | null {
  const { decimals, link } = document;
  const moves = features.map(({ coefficient, largest }) => ({ moves: moved(coefficient) * largest }));
  const sum = moves.reduce((total, one) => total + one.moves, moved(intercept));
  // The logistic function is nowhere steeper than 1 in 4.
  const most = link === 'logit' ? sum / 4 : sum;
  if (most <= 0.5 * 10 ** -decimals) return null;
  const worst = moves.reduce((found, one, i) => (one.moves > (moves[found]?.moves ?? 0) ? i : found), 0);
  const feature = features[worst];
  return statisticsProblem(
    'coefficients-need-digits',
    { definition: `regression/${document.name}`, pointer: '/terms' },
    {
      most: most === Number.POSITIVE_INFINITY ? '∞' : most.toPrecision(2),
      decimals,
      term: feature === undefined ? '' : featureName(feature),
      largest: feature?.largest ?? 0,
    },
  );
}

/** By how much what is written differs from the best figure: by its rounding, and by the last digit of a double itself. */
function moved(coefficient: number): number {
  if (Math.abs(coefficient) >= TOO_LARGE) return Number.POSITIVE_INFINITY;
  return Math.abs(kept(coefficient) - coefficient) + Math.abs(coefficient) * Number.EPSILON;
}

import { below } from '../model/json.ts';
import { defineProblems, type Place, type Problem } from '../model/problem.ts';
import { exact, exactly } from './figure.ts';
import type { Figure } from '../model/document.ts';

/** Problems of stated figures and of weights, wherever a kind has them. */
export const figureProblem = defineProblems({
  'figure-too-precise': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”的数位过多：小数不超过 {expected} 位，且不失精度。',
    en: '“{found}” has too many digits: at most {expected} decimals, without loss of precision.',
  },
  'weight-negative': {
    severity: 'error',
    status: 422,
    'zh-CN': '权重 {found} 小于 0；权重不得为负。',
    en: 'The weight {found} is below 0; weights are not negative.',
  },
  'weights-sum-to-zero': {
    severity: 'error',
    status: 422,
    'zh-CN': '权重之和为 0，无法求加权平均；至少一个权重须大于 0。',
    en: 'The weights sum to 0, so there is no weighted mean; at least one must be above 0.',
  },
});

/** A figure with more decimals than `most` (12 where nothing else is said), or with more digits than JSON carries. */
export function checkFigure(figure: Figure | undefined, at: Place, most = 12): readonly Problem[] {
  if (figure === undefined) return [];
  const read = exact(figure);
  if (read !== undefined && read.decimals <= most) return [];
  return [figureProblem('figure-too-precise', at, { found: String(figure), expected: most }, { found: figure })];
}

/** Weights are figures, none negative, and not all 0 where they are divided by (`isMean`). An absent weight is 1. */
export function checkWeights(
  weights: readonly (Figure | undefined)[],
  place: (position: number) => Place,
  whole: Place,
  isMean: boolean,
): readonly Problem[] {
  const own = weights.flatMap((weight, i) => {
    const { pointer, ...rest } = place(i);
    const at = { ...rest, pointer: below(pointer, 'weight') };
    const isNegative = weight !== undefined && exactly(weight).scaled < 0n;
    const negative = isNegative
      ? [figureProblem('weight-negative', at, { found: String(weight) }, { found: weight })]
      : [];
    return [...checkFigure(weight, at), ...negative];
  });
  const isZero = weights.every((weight) => weight !== undefined && exactly(weight).scaled === 0n);
  return isMean && isZero ? [...own, figureProblem('weights-sum-to-zero', whole)] : own;
}

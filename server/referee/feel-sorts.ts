import type { SyntaxNode } from '@lezer/common';
import { written } from './feel-syntax.ts';
import { PLAIN, type ReadSort } from './read-tracker.ts';

/** What sort of value parts of formulas have. */

export const FIGURE: ReadSort = { sort: 'number', decimals: 12 };

/** Approximate where any is, else as `exact` says, else as the first. */
export function mixed(sorts: readonly ReadSort[], exact: () => ReadSort = () => sorts[0] ?? PLAIN): ReadSort {
  return sorts.some(({ sort }) => sort === 'approximate') ? { sort: 'approximate' } : exact();
}

/** What a function of lists gives; undefined where it is none that gives a list, a figure or a double. */
export function listFunctionSort(called: string, sorts: readonly ReadSort[]): ReadSort | undefined {
  const items = sorts.map((sort) => (sort.sort === 'list' ? sort.of : sort));
  const [first = PLAIN] = items;
  switch (called) {
    case 'stddev':
      return { sort: 'approximate' };
    case 'median':
      return { sort: 'number', decimals: Math.min(finestOf(items) + 1, 12) };
    case 'percentile':
      return first;
    case 'concatenate':
    case 'distinct values':
    case 'mode':
    case 'sort':
      return { sort: 'list', of: first.sort === 'number' ? { sort: 'number', decimals: finestOf(items) } : first };
    case 'flatten':
      return { sort: 'list', of: first.sort === 'list' ? first.of : first };
    case 'split':
      return { sort: 'list', of: PLAIN };
    default:
      return undefined;
  }
}

const finestOf = (items: readonly ReadSort[]) =>
  Math.max(0, ...items.map((item) => (item.sort === 'number' ? item.decimals : 0)));

/**
 * Whether a power is exact: the exponent is a written whole number and the decimals stay within 12. (That the figure also stays within
 * 38 digits is not looked at: fields whose powers do not are raised as doubles by the language.)
 */
export function isExactPower(text: string, base: ReadSort, exponent: SyntaxNode): boolean {
  const times = Number(written(text, exponent));
  return base.sort === 'number' && Number.isInteger(times) && times >= 1 && times <= 64 && times * base.decimals <= 12;
}

import type { Value } from '../../model/type.ts';
import type { DecisionTable } from './decision-table.ts';

/**
 * The positions of the rules, those whose results come first in the order of the outputs' enums before the others: by the first
 * output, then the second …; outputs without an enum have no say; no value at all stands last; ties stay in the order of the rules.
 */
export function byOutputs(document: DecisionTable): readonly number[] {
  const ranks = document.outputs.map(({ enum: values }) => new Map((values ?? []).map((value, i) => [value, i])));
  const rank = (rule: number, output: number): number => {
    const [value, known] = [document.rules[rule]?.then[output], ranks[output]];
    return typeof value === 'string' ? (known?.get(value) ?? 0) : (known?.size ?? 0);
  };
  return sortedRules(document, (a, b) => {
    for (let output = 0; output < ranks.length; output += 1) {
      const difference = rank(a, output) - rank(b, output);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** The positions of the rules by their only value, smallest first (`sign` 1) or greatest first (−1). */
export function byValue(document: DecisionTable, values: readonly (Value | null)[], sign: 1 | -1): readonly number[] {
  const of = (rule: number): bigint => {
    const value = values[rule];
    return typeof value === 'bigint' ? value : 0n;
  };
  return sortedRules(document, (a, b) => (of(a) === of(b) ? 0 : of(a) < of(b) ? -sign : sign));
}

function sortedRules(document: DecisionTable, compare: (a: number, b: number) => number): readonly number[] {
  return document.rules.map((_, i) => i).sort((a, b) => compare(a, b) || a - b);
}

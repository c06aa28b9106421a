import { mutant, type Mutant } from './mutant.ts';

const PROOFS = ['test/definitions/expression/to-regions', 'test/definitions/proofs'];
const expression = (file: string, find: string, replace: string) => mutant(`expression/${file}`, find, replace, PROOFS);

/** The door to regions, and what is proved with them. */
export const TO_REGIONS: readonly Mutant[] = [
  expression('to-regions/gaps.ts', 'if (part.low > next) gaps', 'if (part.low >= next) gaps'),
  expression('to-regions/gaps.ts', 'high: part.low - 1n', 'high: part.low'),
  expression('to-regions/gaps.ts', 'if (next <= high) gaps', 'if (next < high) gaps'),
  expression('to-regions/value-set.ts', 'high < base ? -1n', 'high <= base ? -1n'),
  expression('to-regions/compared.ts', 'return left <= right;', 'return left < right;'),
  expression('to-regions/fit-numbers.ts', "order === '=' ? 0n : 1n", "order === '=' ? 0n : 2n"),
  expression('to-regions/totals.ts', 'value < low || value > high', 'value <= low || value > high'),
  expression('to-regions/steps-down.ts', 'high.value < low.value', 'high.value <= low.value'),
  expression('to-regions/cuts.ts', "cuts.cut(leaves, high, 'after')", "cuts.cut(leaves, high, 'before')"),
];

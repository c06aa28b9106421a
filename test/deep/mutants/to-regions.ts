import { mutant, type Mutant } from './mutant.ts';

const PROOFS = ['test/definitions/expression/to-regions', 'test/definitions/proofs'];
const expression = (file: string, find: string, replace: string) => mutant(`expression/${file}`, find, replace, PROOFS);
const proof = (file: string, find: string, replace: string) => mutant(`proofs/${file}`, find, replace, PROOFS);

/** The door to regions, and what is proved with them. */
export const TO_REGIONS: readonly Mutant[] = [
  expression('partition.ts', 'from > to ? []', 'from >= to ? []'),
  expression('partition.ts', 'start <= maximum', 'start < maximum'),
  expression('partition.ts', 'besides(at) === position', 'besides(at) !== position'),
  expression('to-regions/sums/value-set.ts', 'high < base ? -1n', 'high <= base ? -1n'),
  expression('to-regions/compared.ts', 'return left <= right;', 'return left < right;'),
  proof('witness/solve-numbers.ts', "order === '=' ? 0n : 1n", "order === '=' ? 0n : 2n"),
  expression('to-regions/sums/totals.ts', 'value < low || value > high', 'value <= low || value > high'),
  proof('counterexamples.ts', 'high.value < low.value', 'high.value <= low.value'),
  expression('to-regions/cuts.ts', "cuts.cut(leaves, high, 'after')", "cuts.cut(leaves, high, 'before')"),
];

import { FRONT_DOORS } from './mutants/front-doors.ts';
import { KINDS } from './mutants/kinds.ts';
import type { Mutant } from './mutants/mutant.ts';
import { TO_FUNCTION } from './mutants/to-function.ts';
import { FALSE_PROOFS, TO_REGIONS } from './mutants/to-regions.ts';
import { TO_SQL } from './mutants/to-sql.ts';
import { TO_WORDS } from './mutants/to-words.ts';

export type { Mutant } from './mutants/mutant.ts';

/** Of every back door, both front doors, the provers and the kinds. */
export const MUTANTS: readonly Mutant[] = [
  ...TO_FUNCTION,
  ...TO_SQL,
  ...TO_WORDS,
  ...TO_REGIONS,
  ...FALSE_PROOFS,
  ...FRONT_DOORS,
  ...KINDS,
];

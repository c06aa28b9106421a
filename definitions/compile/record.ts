import type { Problem } from '../model/problem.ts';

/** What a reader has to say of a field it took for missing: the field's name in the record (not in a related row), and why. */
export interface ReadNote {
  readonly field: string;
  readonly problem: Problem;
}

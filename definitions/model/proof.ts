import type { Problem } from './problem.ts';

/** The outcome of one question a kind proves about a definition. */
export interface Proof {
  /** What was asked, e.g. `bins-partition`, `rule-reachable`: a code with a sentence in both languages. */
  readonly property: string;
  readonly verdict: 'proved' | 'refuted' | 'undecided';
  readonly pointer: string;
  /** Refuted: the problem with its witness request. Undecided: why. */
  readonly problem?: Problem;
}

/** How much a proof may cost; counted, not timed, so that the answer is the same everywhere. */
export interface Budget {
  readonly nodes: number;
}
